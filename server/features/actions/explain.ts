/** Opens the rule's page, in the client if it ships the pages, else where the client shows documents. */

import { CodeActionKind, type CodeAction } from 'vscode-languageserver-protocol';
import { Command } from '../../protocol.ts';
import type { Session } from '../../session.ts';
import type { Shown } from './shown.ts';

export function explainActions(session: Session, here: readonly Shown[]): CodeAction[] {
  const { commands = [] } = session.client.options;
  if (!commands.includes(Command.explain) && !session.client.showsDocuments) return [];
  const rules = new Map(here.map((one) => [one.finding.rule, one]));
  return [...rules].map(([rule, { diagnostic, finding }]) => {
    const title = session.say('Explain {0}', rule);
    return { title, kind: CodeActionKind.QuickFix, command: { title, command: Command.explain, arguments: [rule, finding.message] }, ...(diagnostic && { diagnostics: [diagnostic] }) };
  });
}
