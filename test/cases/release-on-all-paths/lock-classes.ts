// Claims and releases through classes and helpers, to any depth.
class Word {
  constructor(
    readonly view: Int32Array<SharedArrayBuffer>,
    readonly index: number,
  ) {}
  swap(from: number, to: number): boolean {
    return Atomics.compareExchange(this.view, this.index, from, to) === from;
  }
  set(to: number): void {
    Atomics.store(this.view, this.index, to);
  }
}
class SpinLock {
  readonly #word: Word;
  constructor(view: Int32Array<SharedArrayBuffer>) {
    this.#word = new Word(view, 0);
  }
  tryLock(): boolean {
    return this.#word.swap(0, 1);
  }
  lock(): void {
    while (!this.tryLock()) Atomics.pause();
  }
  unlock(): void {
    this.#word.set(0);
  }
}
class Section {
  readonly #lock: SpinLock;
  constructor(view: Int32Array<SharedArrayBuffer>) {
    this.#lock = new SpinLock(view);
  }
  enter(): void {
    this.#lock.lock();
  }
  leave(): void {
    this.#lock.unlock();
  }
  attempt(): boolean {
    return this.#lock.tryLock();
  }
}
export class Account {
  readonly #section: Section;
  constructor(
    view: Int32Array<SharedArrayBuffer>,
    private readonly balance: Float64Array<SharedArrayBuffer>,
  ) {
    this.#section = new Section(view);
  }
  withdraw(amount: number): boolean {
    this.#section.enter();
    if (this.balance[4]! < amount) return false; // want release-on-all-paths proven
    this.balance[4]! -= amount;
    this.#section.leave();
    return true;
  }
  withdrawRight(amount: number): boolean {
    this.#section.enter();
    try {
      if (this.balance[4]! < amount) return false;
      this.balance[4]! -= amount;
      return true;
    } finally {
      this.#section.leave();
    }
  }
  attempt(amount: number): boolean {
    if (!this.#section.attempt()) return false;
    if (amount === 0) return true; // want release-on-all-paths proven
    this.balance[4]! -= amount;
    this.#section.leave();
    return true;
  }
  attemptRight(amount: number): boolean {
    const entered = this.#section.attempt();
    if (entered) {
      this.balance[4]! -= amount;
      this.#section.leave();
    }
    return entered;
  }
  begin(): void {
    this.#section.enter();
  }
  end(): void {
    this.#section.leave();
  }
}
