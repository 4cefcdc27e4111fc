/** `textDocument/codeAction`: fixes, suggestions, comments that turn a rule off, and the explanation. */

import { CodeActionKind, CodeActionRequest, type CodeAction, type Diagnostic, type Range } from 'vscode-languageserver-protocol';
import { SOURCE } from '../present/lsp.ts';
import type { Session } from '../session.ts';
import type { OpenDocument } from '../workspace/document.ts';
import { disableActions } from './actions/disable.ts';
import { explainActions } from './actions/explain.ts';
import { FIX_ALL, fixAll, fixAllOfRule } from './actions/fix-all.ts';
import { fixActions } from './actions/fixes.ts';
import type { Shown } from './actions/shown.ts';
import { snippetActions } from './actions/snippet.ts';
import type { Feature } from './feature.ts';

export const codeAction: Feature = {
  capabilities: ({ codeActionLiterals }) =>
    codeActionLiterals ? { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: false } } : {},

  listen: (session) => {
    session.connection.onRequest(CodeActionRequest.type, async ({ textDocument: { uri }, range, context }, token) => {
      const document = await session.document(uri);
      if (!document || token.isCancellationRequested) return [];
      const wants = (kind: string): boolean => !context.only || context.only.some((one) => kind === one || kind.startsWith(`${one}.`));
      const all = shownIn(session, document, context.diagnostics);
      const here = all.filter((one) => meets(one.range, range));
      return [...(wants(CodeActionKind.QuickFix) ? quickFixes(session, document, here, all) : []), ...(wants(FIX_ALL) ? fixAll(session, document, all) : [])];
    });
  },
};

/** Where the text cannot be parsed, what is known speaks of an earlier one: nothing is changed then. */
function quickFixes(session: Session, document: OpenDocument, here: readonly Shown[], all: readonly Shown[]): CodeAction[] {
  const edits = document.isStale
    ? []
    : [...fixActions(session, document, here), ...fixAllOfRule(session, document, here, all), ...snippetActions(session, document, here), ...disableActions(session, document, here)];
  return [...edits, ...explainActions(session, here)];
}

function shownIn(session: Session, document: OpenDocument, diagnostics: readonly Diagnostic[]): Shown[] {
  return session.findings(document.folder, document.path).flatMap((finding) => {
    const range = document.rangeNow(finding.at);
    if (!range) return [];
    const diagnostic = diagnostics.find((one) => one.source === SOURCE && one.code === finding.rule && sameRange(one.range, range));
    return [{ finding, range, diagnostic }];
  });
}

const isBefore = (a: Range['start'], b: Range['start']): boolean => a.line < b.line || (a.line === b.line && a.character < b.character);
const meets = (a: Range, b: Range): boolean => !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
const sameRange = (a: Range, b: Range): boolean => !isBefore(a.start, b.start) && !isBefore(b.start, a.start) && !isBefore(a.end, b.end) && !isBefore(b.end, a.end);
