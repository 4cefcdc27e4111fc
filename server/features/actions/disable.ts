/** Comments that turn a rule off, for a line or for the file. Never preferred. */

import { CodeActionKind, type CodeAction, type TextEdit } from 'vscode-languageserver-protocol';
import type { Session } from '../../session.ts';
import type { OpenDocument } from '../../workspace/document.ts';
import type { Shown } from './shown.ts';
import { workspaceEdit } from './edit.ts';

export function disableActions(session: Session, document: OpenDocument, here: readonly Shown[]): CodeAction[] {
  const seen = new Set<string>();
  return here.flatMap((one) => {
    const { rule } = one.finding;
    const { line } = one.range.start;
    if (seen.has(rule)) return [];
    seen.add(rule);
    const action = (title: string, edit: TextEdit): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      edit: workspaceEdit(session, new Map([[document.uri, [edit]]])),
      ...(one.diagnostic && { diagnostics: [one.diagnostic] }),
    });
    return [action(session.say('Disable {0} for this line', rule), forLine(document, line, rule)), action(session.say('Disable {0} for this file', rule), forFile(document, rule))];
  });
}

/** Goes into a comment that stands there already. */
function forLine(document: OpenDocument, line: number, rule: string): TextEdit {
  const above = line > 0 ? lineOf(document, line - 1) : '';
  const known = /^\s*\/\/\s*eslint-disable-next-line\s+([\w@/,\s-]*?)(?=\s*(?:--.*)?$)/.exec(above);
  if (known?.[1]) return insertion(line - 1, known[0].length, `, atomics/${rule}`);
  const indent = /^\s*/.exec(lineOf(document, line))?.[0] ?? '';
  return insertion(line, 0, `${indent}// eslint-disable-next-line atomics/${rule}${lineEnd(document)}`);
}

/** Below a line that says how the file is run. */
function forFile(document: OpenDocument, rule: string): TextEdit {
  return insertion(document.text.startsWith('#!') ? 1 : 0, 0, `/* eslint-disable atomics/${rule} */${lineEnd(document)}`);
}

const insertion = (line: number, character: number, newText: string): TextEdit => ({ range: { start: { line, character }, end: { line, character } }, newText });

const lineEnd = ({ text }: OpenDocument): string => (/\r\n/.test(text.slice(0, 10_000)) ? '\r\n' : '\n');

function lineOf(document: OpenDocument, line: number): string {
  const start = document.offsetAt({ line, character: 0 });
  return /^.*/.exec(document.text.slice(start))?.[0] ?? '';
}
