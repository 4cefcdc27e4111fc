/** Threads: what one file posts arrives in the file that the worker runs, by every link that a project can show. */

import { describe, test } from 'vitest';
import { checkFacts } from '../kit/facts.ts';

describe('to the worker', () => {
  test('postMessage and self.onmessage', () => checkFacts(`
//- main.ts
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const sab = new SharedArrayBuffer(64);
worker.postMessage({ sab });
export const load = () => Atomics.load(new Int32Array(sab), 0); // fact load of sab, bytes 0–3
//- worker.ts
self.onmessage = (event) => {
  new Int32Array(event.data.sab)[0] = 1; // fact plain write of sab, bytes 0–3
};
`));

  test('addEventListener, destructured, and a listener by name', () => checkFacts(`
//- main.ts
const worker = new Worker(new URL('./worker.ts', import.meta.url));
const v = new Int32Array(new SharedArrayBuffer(64));
worker.postMessage({ kind: 'init', v });
//- worker.ts
addEventListener('message', ({ data: { v } }) => {
  v[1] = 1; // fact plain write of v, bytes 4–7
});
self.addEventListener('message', listen);
function listen({ data }: MessageEvent) {
  Atomics.store(data.v, 2, 1); // fact store of v, bytes 8–11
}
`));

  test('a message that is itself the buffer, or the view', () => checkFacts(`
//- main.ts
const a = new Worker(new URL('./a.ts', import.meta.url));
const b = new Worker(new URL('./b.ts', import.meta.url));
const sab = new SharedArrayBuffer(64);
a.postMessage(sab);
b.postMessage(new Int32Array(sab, 8));
//- a.ts
self.onmessage = ({ data }) => {
  new Uint8Array(data)[3] = 1; // fact plain write of sab, byte 3
};
//- b.ts
onmessage = ({ data }) => {
  data[1] = 1; // fact plain write of sab, bytes 12–15
};
`));

  test('workerData and parentPort', () => checkFacts(`
//- main.js
import { Worker } from 'node:worker_threads';
const sab = new SharedArrayBuffer(64);
const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: { sab } });
worker.postMessage({ again: sab });
//- worker.js
import { parentPort, workerData } from 'node:worker_threads';
const v = new Int32Array(workerData.sab);
v[0] = 1; // fact plain write of sab, bytes 0–3
parentPort.on('message', ({ again }) => {
  new Uint8Array(again)[7] = 1; // fact plain write of sab, byte 7
});
parentPort.once('message', (message) => {
  new Uint8Array(message.again)[8] = 1; // fact plain write of sab, byte 8
});
`));

  test('CommonJS: a path beside the file, and require', () => checkFacts(`
//- main.js
const { Worker } = require('worker_threads');
const path = require('path');
const sab = new SharedArrayBuffer(64);
new Worker(path.join(__dirname, 'worker.js'), { workerData: sab });
//- worker.js
const { workerData } = require('node:worker_threads');
new Int32Array(workerData)[0] = 1; // fact plain write of sab, bytes 0–3
`));

  test('a file that runs itself', () => checkFacts(`
//- main.js
const { Worker, isMainThread, workerData } = require('node:worker_threads');
if (isMainThread) {
  const sab = new SharedArrayBuffer(64);
  const v = new Int32Array(sab);
  v[0] = 1; // fact plain write of sab, bytes 0–3, exclusive
  new Worker(__filename, { workerData: { sab } });
  Atomics.load(v, 0); // fact load of sab, bytes 0–3
} else {
  new Int32Array(workerData.sab)[1] = 1; // fact plain write of sab, bytes 4–7
}
`));

  test('a .js path means the .ts beside it', () => checkFacts(`
//- main.ts
const sab = new SharedArrayBuffer(64);
new Worker(new URL('./worker.js', import.meta.url)).postMessage(sab);
//- worker.ts
onmessage = ({ data }) => {
  new Uint8Array(data)[1] = 1; // fact plain write of sab, byte 1
};
`));

  test("a bundler's worker import", () => checkFacts(`
//- main.ts
import Work from './work?worker';
const sab = new SharedArrayBuffer(64);
const work = new Work();
work.postMessage({ sab });
//- work.ts
self.onmessage = ({ data }) => {
  new Uint8Array(data.sab)[1] = 1; // fact plain write of sab, byte 1
};
`));

  test('a worker in a field, started in a method', () => checkFacts(`
//- main.ts
export class Pool {
  readonly #sab = new SharedArrayBuffer(64);
  #worker?: Worker;
  start() {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url));
    this.#worker.postMessage({ sab: this.#sab });
  }
}
//- worker.ts
self.onmessage = ({ data }) => {
  new Uint8Array(data.sab)[1] = 1; // fact plain write of #sab, byte 1
};
`));

  test('an array of workers', () => checkFacts(`
//- main.ts
const sab = new SharedArrayBuffer(64);
const workers = Array.from({ length: 4 }, () => new Worker(new URL('./worker.ts', import.meta.url)));
for (const [i, worker] of workers.entries()) worker.postMessage({ sab, i });
//- worker.ts
self.onmessage = ({ data }) => {
  const v = new Int32Array(data.sab);
  v[data.i * 4] = 1; // fact plain write of sab, bytes 0.. step 16 (0..48 step 16), 4 wide
};
`));
});

describe('and back', () => {
  test('self.postMessage to worker.onmessage and to a listener', () => checkFacts(`
//- main.ts
const worker = new Worker(new URL('./worker.ts', import.meta.url));
worker.onmessage = ({ data }) => {
  new Uint8Array(data.sab)[1] = 1; // fact plain write of sab, byte 1
};
worker.addEventListener('message', (event: MessageEvent) => {
  new Uint8Array(event.data.sab)[2] = 1; // fact plain write of sab, byte 2
});
//- worker.ts
const sab = new SharedArrayBuffer(64);
self.postMessage({ sab });
`));

  test('parentPort.postMessage to worker.on', () => checkFacts(`
//- main.ts
import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./worker.ts', import.meta.url));
worker.on('message', (message) => {
  new Uint8Array(message.sab)[1] = 1; // fact plain write of sab, byte 1
});
//- worker.ts
import { parentPort } from 'node:worker_threads';
const sab = new SharedArrayBuffer(64);
parentPort!.postMessage({ sab });
`));
});

describe('worklets', () => {
  test('processorOptions and the port, both ways', () => checkFacts(`
//- main.ts
export async function start(context: AudioContext) {
  await context.audioWorklet.addModule(new URL('./gain.ts', import.meta.url));
  const sab = new SharedArrayBuffer(64);
  const node = new AudioWorkletNode(context, 'gain', { processorOptions: { sab } });
  const more = new SharedArrayBuffer(32);
  node.port.postMessage({ more });
  node.port.onmessage = ({ data }) => {
    new Uint8Array(data.back)[1] = 1; // fact plain write of back, byte 1
  };
}
//- gain.ts
class Gain extends AudioWorkletProcessor {
  readonly words: Int32Array;
  constructor(options: { processorOptions: { sab: SharedArrayBuffer } }) {
    super();
    this.words = new Int32Array(options.processorOptions.sab);
    this.port.onmessage = ({ data }) => {
      new Uint8Array(data.more)[2] = 1; // fact plain write of more, byte 2
    };
    const back = new SharedArrayBuffer(16);
    this.port.postMessage({ back });
  }
  process() {
    this.words[3] = 1; // fact plain write of sab, bytes 12–15
    return true;
  }
}
registerProcessor('gain', Gain);
`));
});

describe('kinds of messages', () => {
  test('are kept apart as far as the literals show', () => checkFacts(`
//- main.ts
const worker = new Worker(new URL('./worker.ts', import.meta.url));
const small = new SharedArrayBuffer(8);
const large = new SharedArrayBuffer(64);
worker.postMessage({ kind: 'small', sab: small });
worker.postMessage({ kind: 'large', sab: large });
//- worker.ts
self.onmessage = ({ data }) => {
  if (data.kind === 'small') {
    new Uint8Array(data.sab).fill(0); // fact plain write of small, bytes 0–7
  } else if (data.kind === 'large') {
    new Uint8Array(data.sab).fill(0); // fact plain write of large, bytes 0–63
  }
};
`));

  test('by a switch', () => checkFacts(`
//- main.ts
const worker = new Worker(new URL('./worker.ts', import.meta.url));
const small = new SharedArrayBuffer(8);
const large = new SharedArrayBuffer(64);
worker.postMessage({ type: 'small', sab: small });
worker.postMessage({ type: 'large', sab: large });
//- worker.ts
self.onmessage = ({ data: { type, sab } }) => {
  switch (type) {
    case 'small':
      new Uint8Array(sab).fill(0); // fact plain write of small, bytes 0–7
      break;
    case 'large':
      new Uint8Array(sab).fill(0); // fact plain write of large, bytes 0–63
  }
};
`));
});

describe('what is not followed', () => {
  test('another MessagePort: its messages are unknown', () => checkFacts(`
const { port1, port2 } = new MessageChannel();
const sab = new SharedArrayBuffer(64);
port1.postMessage({ sab });
port2.onmessage = ({ data }) => {
  new Uint8Array(data.sab)[1] = 1; // fact plain write of parameter 1.data.sab, byte 1
};
`));

  test('a worker that cannot be found', () => checkFacts(`
//- main.ts
const worker = new Worker(new URL('./missing.ts', import.meta.url));
const sab = new SharedArrayBuffer(64);
worker.postMessage(sab);
new Uint8Array(sab)[0] = 1; // fact plain write of sab, byte 0
`));

  test('a message nobody is seen to send is one unknown', () => checkFacts(`
//- worker.ts
self.onmessage = ({ data }) => {
  Atomics.store(new Int32Array(data.sab), 0, 1); // fact store of message.sab, bytes 0–3
  new Uint8Array(data.sab)[0] = 1; // fact plain write of message.sab, byte 0
  new Uint8Array(data.other)[0] = 1; // fact plain write of message.other, byte 0
};
`));
});
