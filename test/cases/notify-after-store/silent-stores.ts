const READY = 0;
const COUNT = 1;
export class Channel {
  constructor(private readonly words: Int32Array<SharedArrayBuffer>) {}
  waitReady(): void {
    while (Atomics.load(this.words, READY) === 0) Atomics.wait(this.words, READY, 0);
  }
  waitBriefly(): void {
    Atomics.wait(this.words, COUNT, 0, 10);
  }
  silent(): void {
    Atomics.store(this.words, READY, 1); // strict notify-after-store possible
  }
  exchanged(): void {
    Atomics.exchange(this.words, READY, 2); // strict notify-after-store possible
  }
  unknown(value: number): void {
    Atomics.store(this.words, READY, value); // strict notify-after-store possible
  }
  woken(): void {
    Atomics.store(this.words, READY, 1);
    Atomics.notify(this.words, READY, 1);
  }
  wokenFirst(): void {
    Atomics.notify(this.words, READY);
    Atomics.store(this.words, READY, 1);
  }
  wokenByHelper(): void {
    Atomics.store(this.words, READY, 1);
    this.#wake();
  }
  #wake(): void {
    Atomics.notify(this.words, READY);
  }
  wakesAnother(): void {
    Atomics.store(this.words, READY, 1); // strict notify-after-store possible
    Atomics.notify(this.words, COUNT);
  }
  reset(): void {
    Atomics.store(this.words, READY, 0);
  }
  another(): void {
    Atomics.store(this.words, COUNT, 1);
  }
  claims(): boolean {
    return Atomics.exchange(this.words, READY, 1) === 0;
  }
  #set(value: number): void {
    Atomics.store(this.words, READY, value);
  }
  byCaller(): void {
    this.#set(1);
    Atomics.notify(this.words, READY);
  }
  updates(): void {
    Atomics.add(this.words, READY, 1);
    Atomics.compareExchange(this.words, READY, 0, 1);
  }
}
