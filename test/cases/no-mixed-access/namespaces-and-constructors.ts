namespace Shm {
  export enum Slot {
    Lock = 0,
    Size = 4,
    Data = 8,
  }
  export class Block {
    constructor(public readonly sab: SharedArrayBuffer, public readonly base = 0) {}
    view<T>(make: new (buffer: SharedArrayBuffer, offset: number, length: number) => T, slot: Slot, length: number): T {
      return new make(this.sab, this.base + slot, length);
    }
  }
}
const block = new Shm.Block(new SharedArrayBuffer(64));
const lock = block.view(Int32Array, Shm.Slot.Lock, 1);
const size = block.view(Int32Array, Shm.Slot.Size, 1);
const data = block.view(Uint8Array, Shm.Slot.Data, 56);
declare const peer: Worker;
peer.postMessage(block.sab);
export function write(bytes: Uint8Array): void {
  while (Atomics.compareExchange(lock, 0, 0, 1) !== 0) Atomics.wait(lock, 0, 1);
  try {
    data.set(bytes);
    Atomics.store(size, 0, bytes.length);
  } finally {
    Atomics.store(lock, 0, 0);
    Atomics.notify(lock, 0, 1);
  }
}
export const sizeNow = (): number => size[0]; // want no-mixed-access
