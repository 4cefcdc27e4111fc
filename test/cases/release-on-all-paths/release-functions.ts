// acquire returns the function that releases: the caller must call it on every way out.
class Lock {
  readonly #words: Int32Array<SharedArrayBuffer>;
  constructor(buffer: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer);
  }
  acquire(): () => void {
    while (Atomics.compareExchange(this.#words, 0, 0, 1) !== 0) Atomics.wait(this.#words, 0, 1);
    return () => {
      Atomics.store(this.#words, 0, 0);
      Atomics.notify(this.#words, 0, 1);
    };
  }
  async acquireAsync(): Promise<{ release(): void }> {
    while (Atomics.compareExchange(this.#words, 0, 0, 1) !== 0) {
      const { async, value } = Atomics.waitAsync(this.#words, 0, 1);
      if (async) await value;
    }
    return { release: () => void Atomics.store(this.#words, 0, 0) };
  }
}
export function early(lock: Lock, x: number): boolean {
  const release = lock.acquire();
  if (x < 0) return false; // want release-on-all-paths proven
  release();
  return true;
}
export function right(lock: Lock, x: number): boolean {
  const release = lock.acquire();
  try {
    if (x < 0) return false;
    return true;
  } finally {
    release();
  }
}
export async function earlyAsync(lock: Lock, x: number): Promise<boolean> {
  const held = await lock.acquireAsync();
  if (x < 0) return false; // want release-on-all-paths proven
  held.release();
  return true;
}
export async function rightAsync(lock: Lock, load: () => Promise<number>): Promise<number> {
  const held = await lock.acquireAsync();
  try {
    return await load();
  } finally {
    held.release();
  }
}
export function handedOn(lock: Lock, x: number): (() => void) | undefined {
  const release = lock.acquire();
  if (x < 0) {
    release();
    return undefined;
  }
  return release;
}
export class Holder {
  #release: (() => void) | undefined;
  begin(lock: Lock, now: boolean): void {
    const release = lock.acquire();
    if (now) {
      release();
      return;
    }
    this.#release = release;
  }
  end(): void {
    this.#release?.();
  }
}
export function afterwards(lock: Lock, work: () => Promise<void>, now: boolean): Promise<void> | undefined {
  const release = lock.acquire(); // strict release-on-all-paths possible
  if (now) {
    release();
    return undefined;
  }
  return work().finally(() => release());
}
