/** Writes a snippet to a new file beside another, for clients that have no command of their own for it. Overwrites nothing. */

import { ApplyWorkspaceEditRequest, TextDocumentEdit } from 'vscode-languageserver-protocol';
import type { Session } from '../session.ts';
import { SNIPPETS } from '../snippets.ts';

/** `[name, uri of a file in the folder]`. */
export async function insertSnippet(session: Session, [name, beside]: readonly unknown[]): Promise<void> {
  const snippet = SNIPPETS.find((one) => one.name === name);
  if (!snippet || typeof beside !== 'string') return;
  const uri = freeUri(session, beside, snippet.name);
  if (!uri) return;
  const write = TextDocumentEdit.create({ uri, version: null }, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: snippet.text }]);
  const edit = { documentChanges: [{ kind: 'create' as const, uri, options: { overwrite: false, ignoreIfExists: false } }, write] };
  await session.mayBeRefused(session.connection.sendRequest(ApplyWorkspaceEditRequest.type, { label: snippet.title, edit }));
}

/** `mutex.ts`, or `mutex-2.ts` where there is one. */
function freeUri(session: Session, beside: string, name: string): string | undefined {
  const folder = session.folders.owner(beside);
  if (!folder) return undefined;
  const path = folder.mount.path(beside);
  const base = `${path.slice(0, path.lastIndexOf('/'))}/${name}`;
  for (let i = 1; ; i++) {
    const candidate = `${base}${i === 1 ? '' : `-${i}`}.ts`;
    const uri = folder.mount.uri(candidate);
    if (folder.disk.stat(candidate) === undefined && !session.documents.get(uri)) return uri;
  }
}
