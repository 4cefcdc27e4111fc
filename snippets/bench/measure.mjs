/** Measures: the best of several runs in one thread, and runs of several threads that start together. */

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

const here = import.meta.dirname;

/** All snippets, bundled as a user's bundler would, for this script and its workers. */
export async function snippets() {
  const outfile = join(here, '../dist/bench.mjs');
  const names = ['region-allocator', 'mutex', 'spsc-ring', 'mpsc-queue'];
  await build({ stdin: { contents: names.map((name) => `export * from './${name}.ts';`).join('\n'), resolveDir: join(here, '../src') }, bundle: true, format: 'esm', target: 'es2022', outfile, logLevel: 'warning' });
  return outfile;
}

/** Operations a second of `body(n)`, the best of 7 runs after warming up. */
export function rate(n, body) {
  body(n >> 2);
  let best = Infinity;
  for (let run = 0; run < 7; run++) {
    const start = performance.now();
    body(n);
    best = Math.min(best, performance.now() - start);
  }
  return (1000 * n) / best;
}

/**
 * The best of 5 runs of `threads` workers of `script`, which call `ready` of `race` below: operations a second of all
 * together, from when the first one starts to when the last one ends.
 */
export async function together(script, threads, data) {
  let best = 0;
  for (let run = 0; run < 5; run++) best = Math.max(best, await race(script, threads, data));
  return best;
}

async function race(script, threads, data) {
  const gate = new SharedArrayBuffer(8);
  const shared = data.make?.() ?? {};
  const workers = Array.from({ length: threads }, (_, id) => new Worker(script, { workerData: { ...data.plain, ...shared.plain, id, threads, gate } }));
  shared.serve?.(workers);
  const ends = await Promise.all(workers.map((worker) => new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('message', (message) => message?.operations !== undefined && resolve(message));
  })));
  await Promise.all(workers.map((worker) => worker.terminate()));
  const time = Math.max(...ends.map((e) => e.end)) - Math.min(...ends.map((e) => e.start));
  return (1000 * ends.reduce((sum, e) => sum + e.operations, 0)) / time;
}

/** In a worker: waits for the others, and then measures. Times are those of the clock that all share. */
export function atOnce({ gate, threads }, body) {
  const words = new Int32Array(gate);
  Atomics.add(words, 0, 1);
  while (Atomics.load(words, 0) < threads);
  const start = performance.timeOrigin + performance.now();
  const operations = body();
  return { start, end: performance.timeOrigin + performance.now(), operations };
}

export const millions = (perSecond) => `${(perSecond / 1e6).toFixed(perSecond < 1e5 ? 4 : 2)} M/s`;

/** A table row: what was measured, ours, the others, and how many times as fast we are. */
export function row(what, ours, others) {
  const against = Object.entries(others).map(([name, theirs]) => `${name} ${millions(theirs)} (×${(ours / theirs).toFixed(2)})`).join('   ');
  console.log(`${what.padEnd(46)} ${millions(ours).padStart(12)}   ${against}`);
}

export const aim = (met, what) => console.log(`${met ? 'met   ' : 'MISSED'} ${what}`);

export function heading(text) {
  console.log(`\n${text}  (${availableParallelism()} cores, Node ${process.version})`);
}
