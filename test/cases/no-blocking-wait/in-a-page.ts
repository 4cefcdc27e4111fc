const lock = new Int32Array(new SharedArrayBuffer(4));
export function acquire(): void {
  while (Atomics.compareExchange(lock, 0, 0, 1) !== 0) Atomics.wait(lock, 0, 1); // want no-blocking-wait likely
}
export async function acquireAsync(): Promise<void> {
  while (Atomics.compareExchange(lock, 0, 0, 1) !== 0) await Atomics.waitAsync(lock, 0, 1).value;
}
export async function status(): Promise<string> {
  if (Atomics.wait(lock, 0, 1, 100) === 'timed-out') return 'busy'; // want no-blocking-wait likely
  return 'free';
}
const { wait } = Atomics;
export const sleep = (ms: number): string => wait(lock, 0, 0, ms); // want no-blocking-wait likely
document.querySelector('button')?.addEventListener('click', () => acquire());
