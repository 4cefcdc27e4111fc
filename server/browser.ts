/** The language server in a web worker. The first message brings the parser's bytes; then the protocol begins. */

import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser';
import { wasmParser } from './parser/wasm.ts';
import type { WorkerStart } from './protocol.ts';
import { serve } from './serve.ts';
import { Turns } from './turns.ts';

/** The parts of a worker's global scope that are used here. */
interface WorkerScope {
  addEventListener(type: 'message', listener: (event: { readonly data: WorkerStart }) => void, options: { readonly once: boolean }): void;
}
interface Port {
  onmessage: (() => void) | null;
  postMessage(message: undefined): void;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;
const port = scope as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];

/** A message channel lets waiting messages in; a timer would wait some milliseconds. */
function turn(): Promise<void> {
  const { port1, port2 } = new MessageChannel() as unknown as { readonly port1: Port; readonly port2: Port };
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

scope.addEventListener(
  'message',
  ({ data: { parser } }) => {
    const turns = new Turns(turn);
    const connection = createConnection(ProposedFeatures.all, new BrowserMessageReader(port), new BrowserMessageWriter(port), { messageStrategy: turns.messageStrategy });
    serve(connection, { ...wasmParser(parser), disk: undefined, breathe: turns.breathe });
  },
  { once: true },
);
