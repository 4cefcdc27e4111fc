/**
 * The extension in a browser: it starts the server as a worker, and hands it the parser that it cannot read itself.
 *
 * The worker's script is read and handed over as well: an extension that comes from a remote machine cannot start one by
 * its address.
 */

import type { ExtensionContext } from 'vscode';
import { Uri, workspace } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient, type MessageTransports } from 'vscode-languageclient/browser';
import type { WorkerStart } from '../server/protocol.ts';
import { Atomics } from './atomics.ts';

type ServerWorker = ConstructorParameters<typeof BrowserMessageReader>[0];

declare const Worker: new (url: string, options: { readonly name: string }) => ServerWorker & { postMessage(message: WorkerStart): void };
declare const URL: { createObjectURL(blob: Blob): string };
declare const Blob: new (parts: readonly Uint8Array[], options: { readonly type: string }) => Blob;

let atomics: Atomics | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const folder = Uri.joinPath(context.extensionUri, 'server', 'dist');
  const startWorker = async (): Promise<MessageTransports> => {
    const [script, parser] = await Promise.all(['browser.js', 'parser.wasm'].map((name) => workspace.fs.readFile(Uri.joinPath(folder, name))));
    if (!script || !parser) throw new Error('The extension is not whole.');
    const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    const worker = new Worker(url, { name: 'Atomics Lint' });
    worker.postMessage({ parser });
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  atomics = new Atomics(context, (options) => new LanguageClient('atomics', 'Atomics Lint', startWorker, options));
  await atomics.start();
}

export const deactivate = (): Promise<void> | undefined => atomics?.stop();
