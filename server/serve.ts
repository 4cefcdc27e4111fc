/** Answers one client: every feature says what it can do, and listens. */

import type { Connection } from 'vscode-languageserver';
import type { ServerCapabilities } from 'vscode-languageserver-protocol';
import { version } from './package.json';
import { abilitiesOf } from './client-capabilities.ts';
import { FEATURES } from './features/index.ts';
import { remoteFiles } from './features/remote-files.ts';
import type { Host } from './host.ts';
import { Session } from './session.ts';
import { speech } from './speech.ts';

export function serve(connection: Connection, host: Host): void {
  const session = new Session(connection, host, remoteFiles);
  connection.onInitialize((params) => {
    session.client = abilitiesOf(params);
    session.say = speech(session.client.locale);
    const capabilities = FEATURES.map((feature) => feature.capabilities?.(session.client) ?? {});
    for (const feature of FEATURES) feature.initialize?.(session, params);
    return { capabilities: merged(capabilities), serverInfo: { name: 'Atomics Lint', version } };
  });
  for (const feature of FEATURES) feature.listen(session);
  connection.onInitialized(() => {
    for (const feature of FEATURES) feature.initialized?.(session);
    session.sweep.request();
  });
  connection.listen();
}

/** Two features may speak of `workspace`; each of its parts is one's own. */
function merged(all: readonly ServerCapabilities[]): ServerCapabilities {
  const workspace = Object.assign({}, ...all.map((one) => one.workspace ?? {})) as NonNullable<ServerCapabilities['workspace']>;
  return { ...(Object.assign({}, ...all) as ServerCapabilities), workspace };
}
