/**
 * The region allocator against `@thi.ng/malloc`, alone and behind a mutex, and against one that serves by messages.
 *
 *     node snippets/bench/allocator.mjs
 */

import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { MemPool } from '@thi.ng/malloc';
import { aim, atOnce, heading, rate, row, snippets, together } from './measure.mjs';

const REGION = 1 << 20;
/** Sizes and places that look random, the same each time: 8 to 519 bytes, 32 live at a time. */
const SIZES = Int32Array.from({ length: 4096 }, (_, i) => 8 + ((Math.imul(i, 2654435761) >>> 0) % 512));
const PLACES = Int32Array.from({ length: 4096 }, (_, i) => (Math.imul(i, 40503) >>> 3) & 31);

/** What each workload does with an allocator, given as `allocate(bytes)` and `release(what)`. */
const WORKLOADS = {
  fixed(allocate, release, n) {
    for (let i = 0; i < n; i++) release(allocate(64));
  },
  mixed(allocate, release, n) {
    const live = Array.from({ length: 32 }, (_, i) => allocate(SIZES[i]));
    for (let i = 0; i < n; i++) {
      const place = PLACES[i & 4095];
      release(live[place]);
      live[place] = allocate(SIZES[(i * 7) & 4095]);
    }
    for (const segment of live) release(segment);
  },
  /** A hundred segments in a row are split off what is free, and then released: no two of a size. */
  split(allocate, release, n) {
    const live = [];
    for (let i = 0; i < n; ) {
      for (let k = 0; k < 100; k++, i++) live.push(allocate(24 + 8 * k));
      for (const segment of live) release(segment);
      live.length = 0;
    }
  },
};

const POOL = 64;
const pool = (buf, make) => new MemPool({ buf, start: POOL, skipInitialization: !make });

const ALLOCATORS = {
  region: ({ Region }, { buffer, id, threads }) => {
    const region = Region.attach(buffer, id + 1);
    return [(bytes) => (threads > 1 ? region.allocateWait(bytes) : region.allocate(bytes)), (segment) => segment.release()];
  },
  thing: ({ Mutex }, { buffer, id, threads }) => {
    const memory = pool(buffer, false);
    if (threads === 1) return [(bytes) => memory.malloc(bytes), (address) => memory.free(address)];
    const mutex = Mutex.attach(buffer, id);
    const locked = (act) => (argument) => {
      mutex.lock();
      const result = act(argument);
      mutex.unlock();
      return result;
    };
    return [locked((bytes) => memory.malloc(bytes)), locked((address) => memory.free(address))];
  },
};

function make(kind, { Region, Mutex }) {
  const buffer = new SharedArrayBuffer(REGION);
  if (kind === 'region') Region.create(buffer);
  else {
    pool(buffer, true);
    Mutex.create(0, buffer);
  }
  return buffer;
}

/** The main thread allocates for all, and answers messages. */
function serveAllocations(workers) {
  const memory = pool(new SharedArrayBuffer(REGION), true);
  for (const worker of workers) {
    worker.on('message', ({ release, allocate }) => {
      if (release !== undefined) memory.free(release);
      if (allocate !== undefined) worker.postMessage(memory.malloc(allocate));
    });
  }
}

async function askedByMessages(n) {
  for (let i = 0; i < n; i++) {
    const release = await new Promise((resolve) => {
      parentPort.once('message', resolve);
      parentPort.postMessage({ allocate: 64 });
    });
    parentPort.postMessage({ release });
  }
}

async function main() {
  const bundle = await snippets();
  const library = await import(bundle);
  const script = new URL(import.meta.url);
  const alone = (kind, workload, n) => {
    const [allocate, release] = ALLOCATORS[kind](library, { buffer: make(kind, library), id: 0, threads: 1 });
    return rate(n, (count) => WORKLOADS[workload](allocate, release, count));
  };
  const both = (kind, workload, n) => together(script, 2, { make: () => ({ plain: { buffer: make(kind, library) } }), plain: { bundle, kind, workload, n } });
  const messages = (threads) => together(script, threads, { make: () => ({ serve: serveAllocations }), plain: { bundle, kind: 'messages', n: 5000 } });

  heading('Allocate and release, pairs');
  const one = {};
  const two = {};
  const served = { 1: await messages(1), 2: await messages(2) };
  for (const [workload, n] of [['fixed', 2e6], ['mixed', 4e5], ['split', 4e5]]) {
    one[workload] = alone('region', workload, n);
    row(`${workload}, one thread`, one[workload], { '@thi.ng/malloc': alone('thing', workload, n), messages: served[1] });
  }
  for (const [workload, n] of [['fixed', 1e6], ['mixed', 2e5], ['split', 2e5]]) {
    const theirs = await both('thing', workload, n);
    const ours = await both('region', workload, n);
    row(`${workload}, two threads`, ours, { '@thi.ng/malloc behind a mutex': theirs, messages: served[2] });
    two[workload] = ours / theirs;
  }
  aim(one.fixed >= 10e6, '10 M pairs/s on fixed slots in one thread');
  aim(one.split >= 2e6, '2 M pairs/s with a split each');
  for (const workload of Object.keys(two)) aim(two[workload] >= 3, `3 times @thi.ng/malloc on two threads, ${workload} sizes`);
}

if (isMainThread) await main();
else {
  const { bundle, kind, workload, n } = workerData;
  if (kind === 'messages') {
    await askedByMessages(200);
    const start = performance.timeOrigin + performance.now();
    await askedByMessages(n);
    parentPort.postMessage({ start, end: performance.timeOrigin + performance.now(), operations: n });
  } else {
    const [allocate, release] = ALLOCATORS[kind](await import(bundle), workerData);
    WORKLOADS[workload](allocate, release, n >> 3);
    parentPort.postMessage(atOnce(workerData, () => {
      WORKLOADS[workload](allocate, release, n);
      return n;
    }));
  }
}
