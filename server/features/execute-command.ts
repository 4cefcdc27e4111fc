/** `workspace/executeCommand`: what an action of ours runs in clients that do not know our commands themselves. */

import { ExecuteCommandRequest, ShowDocumentRequest } from 'vscode-languageserver-protocol';
import { RULES } from '../../rules/kit/registry.ts';
import { Command } from '../protocol.ts';
import type { Session } from '../session.ts';
import type { Feature } from './feature.ts';
import { insertSnippet } from './insert-snippet.ts';

type Run = (session: Session, args: readonly unknown[]) => Promise<void>;

const COMMANDS: Readonly<Record<string, Run>> = {
  [Command.explain]: explain,
  [Command.insertSnippet]: insertSnippet,
};

export const executeCommand: Feature = {
  capabilities: ({ options }) => {
    const commands = Object.keys(COMMANDS).filter((one) => !options.commands?.includes(one));
    return commands.length > 0 ? { executeCommandProvider: { commands } } : {};
  },

  listen: (session) => {
    session.connection.onRequest(ExecuteCommandRequest.type, async ({ command, arguments: args = [] }) => {
      await COMMANDS[command]?.(session, args);
      return null;
    });
  },
};

async function explain(session: Session, [rule]: readonly unknown[]): Promise<void> {
  const known = RULES.find(({ name }) => name === rule);
  if (known) await session.mayBeRefused(session.connection.sendRequest(ShowDocumentRequest.type, { uri: session.rulePage(known.name), external: true }));
}
