export class Semaphore {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>, private readonly i = 0) {}
  acquire(): void {
    for (;;) {
      const n = Atomics.load(this.words, this.i);
      if (n > 0) {
        if (Atomics.compareExchange(this.words, this.i, n, n - 1) === n) return;
      } else Atomics.wait(this.words, this.i, n);
    }
  }
  tryAcquire(): boolean {
    let n = Atomics.load(this.words, this.i);
    while (n > 0) {
      const seen = Atomics.compareExchange(this.words, this.i, n, n - 1);
      if (seen === n) return true;
      n = seen;
    }
    return false;
  }
  release(k = 1): void {
    Atomics.add(this.words, this.i, k);
    Atomics.notify(this.words, this.i, k);
  }
  with<T>(body: () => T): T {
    this.acquire();
    try { return body(); } finally { this.release(); }
  }
}
export class Barrier {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>, private readonly parties: number) {}
  arrive(): boolean {
    const generation = Atomics.load(this.words, 1);
    if (Atomics.add(this.words, 0, 1) === this.parties - 1) {
      Atomics.store(this.words, 0, 0);
      Atomics.add(this.words, 1, 1);
      Atomics.notify(this.words, 1);
      return true;
    }
    while (Atomics.load(this.words, 1) === generation) Atomics.wait(this.words, 1, generation);
    return false;
  }
}
export class RwLock {
  constructor(private readonly word: Int32Array<SharedArrayBuffer>) {}
  readLock(): void {
    for (;;) {
      const n = Atomics.load(this.word, 0);
      if (n >= 0) {
        if (Atomics.compareExchange(this.word, 0, n, n + 1) === n) return;
      } else Atomics.wait(this.word, 0, n);
    }
  }
  readUnlock(): void {
    if (Atomics.sub(this.word, 0, 1) === 1) Atomics.notify(this.word, 0);
  }
  writeLock(): void {
    for (;;) {
      const seen = Atomics.compareExchange(this.word, 0, 0, -1);
      if (seen === 0) return;
      Atomics.wait(this.word, 0, seen);
    }
  }
  writeUnlock(): void {
    Atomics.store(this.word, 0, 0);
    Atomics.notify(this.word, 0);
  }
  read<T>(body: () => T): T { this.readLock(); try { return body(); } finally { this.readUnlock(); } }
  write<T>(body: () => T): T { this.writeLock(); try { return body(); } finally { this.writeUnlock(); } }
}
export class EventCount {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>) {}
  prepare(): number { return Atomics.load(this.words, 0); }
  wait(key: number): void {
    while (Atomics.load(this.words, 0) === key) Atomics.wait(this.words, 0, key);
  }
  signal(): void { Atomics.add(this.words, 0, 1); Atomics.notify(this.words, 0); }
}
export class Once {
  constructor(private readonly word: Int32Array<SharedArrayBuffer>) {}
  run(init: () => void): void {
    for (;;) {
      const s = Atomics.compareExchange(this.word, 0, 0, 1);
      if (s === 2) return;
      if (s === 0) {
        let ok = false;
        try { init(); ok = true; } finally {
          Atomics.store(this.word, 0, ok ? 2 : 0);
          Atomics.notify(this.word, 0);
        }
        return;
      }
      Atomics.wait(this.word, 0, 1);
    }
  }
}
export class SeqLock {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>) {}
  write(a: number, b: number): void {
    for (;;) {
      const s = Atomics.load(this.words, 0);
      if ((s & 1) === 0 && Atomics.compareExchange(this.words, 0, s, s + 1) === s) {
        Atomics.store(this.words, 1, a);
        Atomics.store(this.words, 2, b);
        Atomics.store(this.words, 0, s + 2);
        return;
      }
      Atomics.pause();
    }
  }
  read(): [number, number] {
    for (;;) {
      const s = Atomics.load(this.words, 0);
      if (s & 1) { Atomics.pause(); continue; }
      const a = Atomics.load(this.words, 1);
      const b = Atomics.load(this.words, 2);
      if (Atomics.load(this.words, 0) === s) return [a, b];
    }
  }
}
