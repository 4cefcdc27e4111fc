/**
 * `workspace/diagnostic`: the findings of files that are not open.
 *
 * A client that takes partial results is answered when something has changed since it asked last: it asks again at
 * once, and the request stands until then, as the protocol means it.
 */

import {
  DocumentDiagnosticReportKind,
  WorkspaceDiagnosticRequest,
  type CancellationToken,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver-protocol';
import type { Session } from '../session.ts';
import type { Feature } from './feature.ts';
import { stopPushing } from './publish-diagnostics.ts';

export const workspaceDiagnostic: Feature = {
  listen: (session) => {
    session.connection.onRequest(WorkspaceDiagnosticRequest.type, async ({ previousResultIds, partialResultToken }, token) => {
      stopPushing(session);
      const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
      await session.settled();
      await session.sweep.idle();
      const items = news(session, known);
      if (items.length > 0 || partialResultToken === undefined) return { items };
      await nextChange(session, token);
      return { items: token.isCancellationRequested ? [] : news(session, known) } satisfies WorkspaceDiagnosticReport;
    });
  },
};

function news(session: Session, known: ReadonlyMap<string, string>): WorkspaceDocumentDiagnosticReport[] {
  const out: WorkspaceDocumentDiagnosticReport[] = [];
  for (const [uri, { id, items }] of session.reports.all()) {
    const isKnown = known.get(uri) === id || (!known.has(uri) && items.length === 0);
    if (!isKnown) out.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: session.documents.get(uri)?.version ?? null, resultId: id, items: [...items] });
  }
  return out;
}

/** Resolves when a round of the analysis has changed a report, or the request is withdrawn. */
function nextChange(session: Session, token: CancellationToken): Promise<void> {
  return new Promise((resolve) => {
    const stop = session.reports.onChange(() => void session.sweep.idle().then(finish));
    const cancelled = token.onCancellationRequested(() => finish());
    function finish(): void {
      stop();
      cancelled.dispose();
      resolve();
    }
  });
}
