// Promise-based locks: claimed behind an await, released by hand or in finally.
class AsyncMutex {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>) {}
  async lock(): Promise<void> {
    for (;;) {
      if (Atomics.compareExchange(this.words, 0, 0, 1) === 0) return;
      const { async, value } = Atomics.waitAsync(this.words, 0, 1);
      if (async) await value;
    }
  }
  async tryLock(): Promise<boolean> {
    return Atomics.compareExchange(this.words, 0, 0, 1) === 0;
  }
  unlock(): void {
    Atomics.store(this.words, 0, 0);
    Atomics.notify(this.words, 0, 1);
  }
  async run<T>(body: () => Promise<T>): Promise<T> {
    await this.lock();
    try {
      return await body();
    } finally {
      this.unlock();
    }
  }
}
export async function early(mutex: AsyncMutex, data: Float64Array<SharedArrayBuffer>, x: number): Promise<boolean> {
  await mutex.lock();
  if (x < 0) return false; // want release-on-all-paths proven
  data[4] = x;
  mutex.unlock();
  return true;
}
export async function tried(mutex: AsyncMutex, data: Float64Array<SharedArrayBuffer>, x: number): Promise<boolean> {
  if (!(await mutex.tryLock())) return false;
  if (x < 0) {
    mutex.unlock();
    return false;
  }
  data[4] = x;
  mutex.unlock();
  return true;
}
export async function right(mutex: AsyncMutex, load: () => Promise<number>, data: Float64Array<SharedArrayBuffer>): Promise<void> {
  await mutex.lock();
  try {
    data[4] = await load();
  } finally {
    mutex.unlock();
  }
}
export async function wrong(mutex: AsyncMutex, load: () => Promise<number>, data: Float64Array<SharedArrayBuffer>): Promise<void> {
  await mutex.lock(); // strict release-on-all-paths possible
  data[4] = await load();
  mutex.unlock();
}
export const wrapped = (mutex: AsyncMutex, data: Float64Array<SharedArrayBuffer>): Promise<number> =>
  mutex.run(async () => {
    if (data[4] === 0) return -1;
    return data[4]!;
  });
