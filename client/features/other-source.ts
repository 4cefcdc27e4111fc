/**
 * Tells the server which files have findings of our rules from ESLint or oxlint, so that they are not shown twice.
 * It is seen from what those publish: no configuration is read, let alone executed.
 */

import { languages, Uri, type Diagnostic, type Disposable } from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import { OTHER_SOURCE, type OtherSource } from '../../server/protocol.ts';

const OWN_SOURCE = 'atomics';

export function tellOtherSources(client: BaseLanguageClient): Disposable[] {
  const publishing = new Set<string>();
  const tell = (uri: Uri): void => {
    const publishes = languages.getDiagnostics(uri).some(isOfOurRules);
    const key = client.code2ProtocolConverter.asUri(uri);
    if (publishes === publishing.has(key)) return;
    if (publishes) publishing.add(key);
    else publishing.delete(key);
    send(client, { uri: key, publishes });
  };
  return [
    languages.onDidChangeDiagnostics(({ uris }) => uris.forEach(tell)),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) for (const uri of publishing) send(client, { uri, publishes: true });
    }),
  ];
}

function send(client: BaseLanguageClient, message: OtherSource): void {
  if (client.isRunning()) void client.sendNotification(OTHER_SOURCE, message);
}

/** `atomics/no-mixed-access` from ESLint, `atomics(no-mixed-access)` from oxlint. */
function isOfOurRules({ source, code }: Diagnostic): boolean {
  if (source === OWN_SOURCE || code === undefined) return false;
  return /^atomics[/(]/.test(String(typeof code === 'object' ? code.value : code));
}
