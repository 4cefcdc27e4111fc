/** The extension in a process: it starts the server as another one. */

import type { ExtensionContext } from 'vscode';
import { Uri } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { Atomics } from './atomics.ts';

let atomics: Atomics | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const module = Uri.joinPath(context.extensionUri, 'server', 'dist', 'main.cjs').fsPath;
  const server = { module, transport: TransportKind.ipc };
  const debug = { ...server, options: { execArgv: ['--nolazy', '--inspect=6019'] } };
  atomics = new Atomics(context, (options) => new LanguageClient('atomics', 'Atomics Lint', { run: server, debug }, options));
  await atomics.start();
}

export const deactivate = (): Promise<void> | undefined => atomics?.stop();
