/**
 * Mutex, ring and queue against the packages that offer them: `multithreading` and `ringbuf.js`.
 *
 *     node snippets/bench/messages.mjs
 */

import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { RingBuffer } from 'ringbuf.js';
import { aim, atOnce, heading, rate, row, snippets, together } from './measure.mjs';

// The package asks for `navigator`, which Node 20 does not have.
globalThis.navigator ??= { hardwareConcurrency: availableParallelism() };
const { Mutex: TheirMutex, channel } = await import('multithreading');

/** Each is made from a buffer in every thread; `body` is what one thread does. */
const MUTEXES = {
  ours: ({ Mutex }, { buffer, id }) => {
    const mutex = id === 0 ? Mutex.create(0, buffer) : Mutex.attach(buffer, id);
    return (n) => {
      for (let i = 0; i < n; i++) {
        mutex.lock();
        mutex.unlock();
      }
    };
  },
  theirs: (_, { buffer }) => {
    const mutex = new TheirMutex(undefined, buffer);
    return (n) => {
      for (let i = 0; i < n; i++) mutex.blockingLock().dispose();
    };
  },
};

const RING = 1 << 14;
const RINGS = {
  ours: ({ ByteRing }, { buffer }) => {
    const ring = ByteRing.attach(buffer);
    return { push: (bytes) => ring.write(bytes), pop: (bytes) => ring.read(bytes) };
  },
  theirs: (_, { buffer }) => {
    const ring = new RingBuffer(buffer, Uint8Array);
    return { push: (bytes) => ring.push(bytes), pop: (bytes) => ring.pop(bytes) };
  },
};
const ringBuffer = (kind, { ByteRing }) => (kind === 'ours' ? ByteRing.create(RING).buffer : RingBuffer.getStorageForCapacity(RING, Uint8Array));

function pushAndPop({ push, pop }, size, n) {
  const [from, to] = [new Uint8Array(size).fill(1), new Uint8Array(size)];
  for (let i = 0; i < n; i++) {
    push(from);
    pop(to);
  }
}

/** Thread 0 writes `n` pieces, thread 1 reads them; both count the same. */
function halfOf({ push, pop }, id, size, n) {
  const bytes = new Uint8Array(size).fill(1);
  const act = id === 0 ? push : pop;
  for (let left = n * size; left > 0; ) left -= act(left < size ? bytes.subarray(0, left) : bytes);
}

function queues({ MpscQueue }) {
  const queue = MpscQueue.create(64, 64);
  const [sender, receiver] = channel(64);
  const record = new Uint8Array(32).fill(7);
  const message = 'seven'.repeat(6);
  return {
    ours: (n) => {
      for (let i = 0; i < n; i++) {
        queue.push(record);
        queue.pop();
      }
    },
    theirs: (n) => {
      for (let i = 0; i < n; i++) {
        sender.blockingSend(message);
        receiver.blockingRecv();
      }
    },
  };
}

async function main() {
  const bundle = await snippets();
  const library = await import(bundle);
  const script = new URL(import.meta.url);
  const lock = () => new SharedArrayBuffer(8);

  heading('Lock and unlock');
  const mutexAlone = (kind) => rate(kind === 'ours' ? 2e6 : 1e5, MUTEXES[kind](library, { buffer: lock(), id: 0 }));
  row('mutex, one thread', mutexAlone('ours'), { multithreading: mutexAlone('theirs') });
  const mutexBoth = (kind) => together(script, 2, { plain: { bundle, bench: 'mutex', kind, n: kind === 'ours' ? 3e5 : 3e4 }, make: () => {
    const buffer = lock();
    if (kind === 'ours') library.Mutex.create(0, buffer);
    return { plain: { buffer } };
  } });
  row('mutex, two threads', await mutexBoth('ours'), { multithreading: await mutexBoth('theirs') });

  heading('Write to a ring and read, pieces');
  const ratios = [];
  for (const size of [4, 64, 512]) {
    const alone = (kind) => rate(5e5, (n) => pushAndPop(RINGS[kind](library, { buffer: ringBuffer(kind, library) }), size, n));
    const [ours, theirs] = [alone('ours'), alone('theirs')];
    ratios.push(ours / theirs);
    row(`ring, ${size} bytes, one thread`, ours, { 'ringbuf.js': theirs });
    const both = (kind) => together(script, 2, { plain: { bundle, bench: 'ring', kind, size, n: 2e5 }, make: () => ({ plain: { buffer: ringBuffer(kind, library) } }) });
    row(`ring, ${size} bytes, two threads`, await both('ours') / 2, { 'ringbuf.js': await both('theirs') / 2 });
  }
  aim(ratios.every((ratio) => ratio >= 1), 'the ring is at least as fast as ringbuf.js');

  heading('Push to a queue and pop');
  const { ours, theirs } = queues(library);
  row('queue, 32 bytes, one thread', rate(5e5, ours), { 'multithreading (a channel of JSON)': rate(4e3, theirs) });
}

if (isMainThread) await main();
else {
  const { bundle, bench, kind, size, n, id } = workerData;
  const library = await import(bundle);
  const body = bench === 'mutex'
    ? MUTEXES[kind](library, { ...workerData, id: id + 1 })
    : (count) => halfOf(RINGS[kind](library, workerData), id, size, count);
  if (bench === 'mutex') body(n >> 3);
  parentPort.postMessage(atOnce(workerData, () => {
    body(n);
    return n;
  }));
}
