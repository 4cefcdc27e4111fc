/** Changes of the engine as edits of the protocol, with the versions that they were made for. */

import { TextDocumentEdit, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { Fix } from '../../../rules/kit/finding.ts';
import type { Session } from '../../session.ts';
import type { Folder } from '../../workspace/folder.ts';

/** Undefined where a place that is changed is gone. */
export function editOf(session: Session, folder: Folder, fixes: readonly Fix[]): WorkspaceEdit | undefined {
  const byUri = new Map<string, TextEdit[]>();
  for (const { at, text } of fixes.flatMap(({ edits }) => edits)) {
    const location = session.locate(folder, at);
    if (!location) return undefined;
    byUri.set(location.uri, [...(byUri.get(location.uri) ?? []), { range: location.range, newText: text }]);
  }
  return workspaceEdit(session, byUri);
}

export function workspaceEdit(session: Session, byUri: ReadonlyMap<string, TextEdit[]>): WorkspaceEdit {
  if (!session.client.documentChanges) return { changes: Object.fromEntries(byUri) };
  return { documentChanges: [...byUri].map(([uri, edits]) => TextDocumentEdit.create({ uri, version: session.documents.get(uri)?.version ?? null }, edits)) };
}
