/** `textDocument/diagnostic`: the findings of one document, when the client wants them. */

import { DiagnosticRefreshRequest, DocumentDiagnosticReportKind, DocumentDiagnosticRequest, type DocumentDiagnosticReport } from 'vscode-languageserver-protocol';
import type { Session } from '../session.ts';
import type { Report } from '../workspace/reports.ts';
import type { Feature } from './feature.ts';

export const documentDiagnostic: Feature = {
  capabilities: () => ({ diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true } }),

  initialized: (session) => {
    if (session.client.pullsDiagnostics && session.client.refreshesDiagnostics) refreshOthers(session);
  },

  listen: (session) => {
    session.connection.onRequest(DocumentDiagnosticRequest.type, async ({ textDocument: { uri }, previousResultId }, token) => {
      // What has arrived with the request, such as the next keystroke, comes first.
      await session.host.breathe();
      const document = token.isCancellationRequested ? undefined : await session.document(uri);
      if (!document) return answer(session.reports.get(uri) ?? NOTHING, previousResultId);
      const report = session.report(document.folder, document.path);
      asked.set(session, (asked.get(session) ?? new Map<string, string>()).set(uri, report.id));
      return answer(report, previousResultId);
    });
  },
};

const NOTHING: Report = { id: '0', items: [] };

/** What was last told of each document that was asked for. */
const asked = new WeakMap<Session, Map<string, string>>();

const answer = ({ id, items }: Report, previous: string | undefined): DocumentDiagnosticReport =>
  id === previous
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id }
    : { kind: DocumentDiagnosticReportKind.Full, resultId: id, items: [...items] };

/** Asks the client to ask again, once a round, where what it knows of an open document is no longer so. */
function refreshOthers(session: Session): void {
  session.onProgress(({ isIdle }) => {
    if (!isIdle) return;
    const known = asked.get(session) ?? new Map<string, string>();
    const isOld = [...known].some(([uri, id]) => session.documents.get(uri) && session.reports.get(uri)?.id !== id);
    if (!isOld) return;
    for (const uri of known.keys()) known.set(uri, session.reports.get(uri)?.id ?? '');
    void session.mayBeRefused(session.connection.sendRequest(DiagnosticRefreshRequest.type));
  });
}
