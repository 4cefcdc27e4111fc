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

const overlaps = (a: Fix, b: Fix): boolean =>
  a.edits.some(({ at: x }) => b.edits.some(({ at: y }) => x.file === y.file && x.start < Math.max(y.end, y.start + 1) && y.start < Math.max(x.end, x.start + 1)));

/** Fixes that do not touch each other, the first of two that do. */
export function compatible(fixes: readonly Fix[]): Fix[] {
  const taken: Fix[] = [];
  for (const fix of fixes) if (!taken.some((one) => overlaps(one, fix))) taken.push(fix);
  return taken;
}
