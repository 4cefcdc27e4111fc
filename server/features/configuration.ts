/** `workspace/didChangeConfiguration` and `workspace/configuration`: the settings, each folder's own. */

import { DidChangeConfigurationNotification } from 'vscode-languageserver-protocol';
import type { Session } from '../session.ts';
import type { Folder } from '../workspace/folder.ts';
import { readSettings } from '../workspace/settings.ts';
import type { Feature } from './feature.ts';

const SECTION = 'atomics';

/** Settings of a client that sends them and cannot be asked. */
const sent = new WeakMap<Session, unknown>();

export const configuration: Feature = {
  initialize: (session) => {
    sent.set(session, session.client.options.settings);
    session.configure = (folder) => read(session, folder);
  },

  initialized: (session) => {
    const { client, connection } = session;
    if (client.registersConfiguration) void session.mayBeRefused(connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION }));
  },

  listen: (session) => {
    session.connection.onDidChangeConfiguration(({ settings }: { readonly settings?: unknown }) => {
      if (settings !== null && settings !== undefined) sent.set(session, sectionOf(settings));
      session.prepare(readAll(session).then(() => session.changedAll()));
    });
  },
};

/** Settings come as `{ atomics: … }`, from some clients as what is in it. */
function sectionOf(settings: unknown): unknown {
  const isWrapped = typeof settings === 'object' && settings !== null && SECTION in settings;
  return isWrapped ? settings[SECTION] : settings;
}

async function readAll(session: Session): Promise<void> {
  await Promise.all(session.folders.all().map((folder) => read(session, folder)));
}

async function read(session: Session, folder: Folder): Promise<void> {
  const raw = session.client.configuration ? await ask(session, folder) : sent.get(session);
  folder.settings = readSettings(raw, (message) => session.log.once(message));
}

/** A client that fails to answer leaves the defaults. */
async function ask(session: Session, folder: Folder): Promise<unknown> {
  try {
    return (await session.connection.workspace.getConfiguration({ section: SECTION, ...(!folder.isLoose && { scopeUri: folder.uri }) })) as unknown;
  } catch (error) {
    session.log.once(`The client did not tell its settings: ${String(error)}`);
    return sent.get(session);
  }
}
