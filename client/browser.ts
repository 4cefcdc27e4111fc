/** The extension in a browser: it starts the server as a worker, and hands it the parser that it cannot read itself. */

import type { ExtensionContext } from 'vscode';
import { Uri, workspace } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import type { WorkerStart } from '../server/protocol.ts';
import { Atomics } from './atomics.ts';

type ServerWorker = Exclude<Exclude<ConstructorParameters<typeof LanguageClient>[2], () => unknown>, undefined>;

declare const Worker: new (url: string, options: { readonly name: string }) => ServerWorker & { postMessage(message: WorkerStart): void };

let atomics: Atomics | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const folder = Uri.joinPath(context.extensionUri, 'server', 'dist');
  const startWorker = async (): Promise<ServerWorker> => {
    const parser = await workspace.fs.readFile(Uri.joinPath(folder, 'parser.wasm'));
    const worker = new Worker(Uri.joinPath(folder, 'browser.js').toString(true), { name: 'Atomics Lint' });
    worker.postMessage({ parser });
    return worker;
  };
  atomics = new Atomics(context, (options) => new LanguageClient('atomics', 'Atomics Lint', startWorker, options));
  await atomics.start();
}

export const deactivate = (): Promise<void> | undefined => atomics?.stop();
