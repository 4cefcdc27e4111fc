const words = new Int32Array(new SharedArrayBuffer(16));
export function waitForStart(): void {
  while (Atomics.load(words, 0) === 0) Atomics.wait(words, 0, 0); // want no-dead-wait likely
}
export function start(): void {
  Atomics.store(words, 0, 1);
}
export function waitForStop(): void {
  while (Atomics.load(words, 1) === 0) Atomics.wait(words, 1, 0);
}
export function stop(): void {
  Atomics.store(words, 1, 1);
  Atomics.notify(words, 1);
}
export function waitForNothing(): void {
  Atomics.wait(words, 2, 0); // want no-dead-wait likely
}
export function waitAWhile(): void {
  Atomics.wait(words, 2, 0, 50);
}
export function waitForInfinity(): void {
  Atomics.wait(words, 3, 0, Infinity); // want no-dead-wait likely
}
