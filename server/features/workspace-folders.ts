/** `workspace/didChangeWorkspaceFolders`, and the folders of `initialize`. */

import { DidChangeWorkspaceFoldersNotification, type InitializeParams } from 'vscode-languageserver-protocol';
import { URI } from 'vscode-uri';
import type { Session } from '../session.ts';
import type { Feature } from './feature.ts';

/** Folders wait for `initialized`: before it, a client cannot be asked for what is in them. */
const first = new WeakMap<Session, readonly string[]>();

export const workspaceFolders: Feature = {
  capabilities: () => ({ workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }),
  initialize: (session, params) => void first.set(session, urisOf(params)),

  initialized: (session) => {
    session.prepare(addAll(session, first.get(session) ?? []));
    // Not sooner: the connection sets a handler of its own while it initialises.
    session.connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event: { added, removed } }) => {
      for (const { uri } of removed) remove(session, uri);
      session.prepare(addAll(session, added.map(({ uri }) => uri)));
    });
  },

  listen: () => undefined,
};

function urisOf({ workspaceFolders: folders, rootUri, rootPath }: InitializeParams): readonly string[] {
  if (folders) return folders.map(({ uri }) => uri);
  if (rootUri) return [rootUri];
  return rootPath ? [URI.file(rootPath).toString()] : [];
}

async function addAll(session: Session, uris: readonly string[]): Promise<void> {
  await Promise.all(uris.map((uri) => session.folders.add(uri)));
  session.documents.adopt();
  session.sweep.request();
}

/** What was reported in a folder that is gone is taken back. */
function remove(session: Session, uri: string): void {
  const folder = session.folders.remove(uri);
  if (!folder) return;
  session.documents.adopt();
  for (const [reported] of session.reports.all()) if (folder.holds(reported)) session.reports.set(reported, []);
}
