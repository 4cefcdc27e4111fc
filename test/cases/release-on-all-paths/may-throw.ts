// Calls between claim and release that may throw, with nothing that releases then: strict, at the claim.
const lock = new Int32Array(new SharedArrayBuffer(64));
function acquire(): void {
  while (Atomics.compareExchange(lock, 0, 0, 1) !== 0) Atomics.wait(lock, 0, 1);
}
function release(): void {
  Atomics.store(lock, 0, 0);
  Atomics.notify(lock, 0, 1);
}
function parse(text: string): number {
  if (text === '') throw new SyntaxError('empty');
  return text.length;
}
function sum(a: number, b: number): number {
  return a + b;
}
export function unseen(callback: () => void): void {
  acquire(); // strict release-on-all-paths possible
  callback();
  release();
}
export async function awaited(job: Promise<number>): Promise<number> {
  acquire(); // strict release-on-all-paths possible
  const result = await job;
  release();
  return result;
}
export function visibleThrow(text: string): number {
  acquire(); // strict release-on-all-paths possible
  const n = parse(text);
  release();
  return n;
}
export function direct(handler: { run(): void }): void {
  if (Atomics.compareExchange(lock, 0, 0, 1) !== 0) return; // strict release-on-all-paths possible
  handler.run();
  Atomics.store(lock, 0, 0);
}
export function harmless(list: number[]): number {
  acquire();
  const error = new Error('unused');
  console.log(Math.max(1, 2), Number('3'), error);
  const view = new Uint8Array(16);
  view.fill(1);
  lock.subarray(1, 2);
  Atomics.add(lock, 3, 1);
  list.push(sum(1, 2));
  release();
  return view.length;
}
export function before(callback: () => void): void {
  callback();
  acquire();
  release();
  callback();
}
export function guarded(callback: () => void): void {
  acquire();
  try {
    callback();
  } finally {
    release();
  }
}
export function handled(text: string): number {
  acquire();
  let n = -1;
  try {
    n = parse(text);
  } catch {
    n = 0;
  }
  release();
  return n;
}
