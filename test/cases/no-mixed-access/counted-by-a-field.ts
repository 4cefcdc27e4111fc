// A field or a variable that a loop advances reaches every element, however many there are.
const region = new SharedArrayBuffer(4096);
const words = new Int32Array(region);
declare const port: MessagePort;
port.postMessage(region);

export function fill(n: number): void {
  const cursor = { at: 0 };
  while (cursor.at < n) {
    cursor.at++;
    words[cursor.at] = 1; // strict no-mixed-access
  }
}
export class Writer {
  #at = 0;
  write(n: number): void {
    this.#at = 0;
    for (let i = 0; i < n; i++) {
      words[this.#at] = 1; // strict no-mixed-access
      this.#at += 1;
    }
  }
  header(): void {
    this.#at = 200;
    words[this.#at] = 1; // want no-mixed-access
    this.#at++;
    words[this.#at] = 1;
  }
}
export const flag = (): number => Atomics.load(words, 100);
export const raise = (): number => Atomics.add(words, 200, 1);
