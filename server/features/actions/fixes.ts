/** The fix of a finding, which is safe, and suggestions, which a person must choose. */

import { CodeActionKind, type CodeAction } from 'vscode-languageserver-protocol';
import type { Fix } from '../../../rules/kit/finding.ts';
import type { Session } from '../../session.ts';
import type { OpenDocument } from '../../workspace/document.ts';
import type { Shown } from './shown.ts';
import { editOf } from './edit.ts';

export const fixActions = (session: Session, document: OpenDocument, shown: readonly Shown[]): CodeAction[] =>
  shown.flatMap((one) => {
    const { fix, suggestions } = one.finding;
    return [...(fix ? action(session, document, one, fix, true) : []), ...suggestions.flatMap((suggestion) => action(session, document, one, suggestion, false))];
  });

function action(session: Session, { folder }: OpenDocument, { diagnostic }: Shown, fix: Fix, isPreferred: boolean): CodeAction[] {
  const edit = editOf(session, folder, [fix]);
  if (!edit) return [];
  // Markdown is not shown in a menu.
  return [{ title: fix.title.replaceAll('`', ''), kind: CodeActionKind.QuickFix, edit, ...(isPreferred && { isPreferred }), ...(diagnostic && { diagnostics: [diagnostic] }) }];
}
