/** Applies what an action would change to a text, as an editor does. */

import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction, TextEdit } from 'vscode-languageserver-protocol';

export function applied(action: CodeAction | undefined, uri: string, text: string): string {
  return TextDocument.applyEdits(TextDocument.create(uri, '', 0, text), editsOf(action, uri));
}

function editsOf(action: CodeAction | undefined, uri: string): TextEdit[] {
  const changed = action?.edit?.documentChanges?.flatMap((change) => ('edits' in change && change.textDocument.uri === uri ? (change.edits as TextEdit[]) : []));
  return changed ?? action?.edit?.changes?.[uri] ?? [];
}
