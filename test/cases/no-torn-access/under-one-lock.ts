const FREE = 0;
const BUSY = 1;
const region = new SharedArrayBuffer(64);
const lock = new Int32Array(region, 0, 2);
const position = new Float64Array(region, 8, 4);
function acquire(): void {
  while (Atomics.compareExchange(lock, 0, FREE, BUSY) !== FREE) Atomics.wait(lock, 0, BUSY);
}
function release(): void {
  Atomics.store(lock, 0, FREE);
  Atomics.notify(lock, 0, 1);
}
export function move(x: number, y: number): void {
  acquire();
  try {
    position[0] = x;
    position[1] = y;
  } finally {
    release();
  }
}
export function where(): [number, number] {
  acquire();
  try {
    return [position[0], position[1]];
  } finally {
    release();
  }
}
export function hurry(): number {
  return position[2]; // strict no-torn-access
}
export function turn(z: number): void {
  acquire();
  position[2] = z;
  release();
}
