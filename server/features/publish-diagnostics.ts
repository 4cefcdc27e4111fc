/**
 * `textDocument/publishDiagnostics`, for clients that do not ask: all documents. To those that ask for open documents
 * only, what is not open.
 */

import type { Session } from '../session.ts';
import type { Report } from '../workspace/reports.ts';
import type { Feature } from './feature.ts';

interface Pushing {
  readonly pushed: Set<string>;
  isOver: boolean;
}

const pushing = new WeakMap<Session, Pushing>();

export const publishDiagnostics: Feature = {
  listen: (session) => {
    pushing.set(session, { pushed: new Set(), isOver: false });
    session.reports.onChange((uri, report) => publish(session, uri, report));
    session.onProgress(({ isIdle }) => {
      if (isIdle) takeBackOpened(session);
    });
  },
};

function publish(session: Session, uri: string, { items }: Report): void {
  const state = pushing.get(session);
  const document = session.documents.get(uri);
  if (!state || state.isOver || (session.client.pullsDiagnostics && document)) return;
  const version = session.client.versionedDiagnostics ? document?.version : undefined;
  void session.connection.sendDiagnostics({ uri, diagnostics: [...items], ...(version !== undefined && { version }) });
  if (items.length > 0) state.pushed.add(uri);
  else state.pushed.delete(uri);
}

/** The client asks for a document that it has opened: what was pushed of it before would stand there twice. */
function takeBackOpened(session: Session): void {
  if (!session.client.pullsDiagnostics) return;
  takeBack(session, (uri) => session.documents.get(uri) !== undefined);
}

/** The client asks for the whole workspace itself. */
export function stopPushing(session: Session): void {
  const state = pushing.get(session);
  if (!state || state.isOver) return;
  takeBack(session, () => true);
  state.isOver = true;
}

function takeBack(session: Session, which: (uri: string) => boolean): void {
  const { pushed } = pushing.get(session) ?? { pushed: new Set<string>() };
  for (const uri of pushed)
    if (which(uri)) {
      pushed.delete(uri);
      void session.connection.sendDiagnostics({ uri, diagnostics: [] });
    }
}
