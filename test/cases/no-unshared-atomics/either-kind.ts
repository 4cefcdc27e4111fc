// One code for both kinds of memory.
declare const crossOriginIsolated: boolean;
const buffer = crossOriginIsolated ? new SharedArrayBuffer(16) : new ArrayBuffer(16);
const words = new Int32Array(buffer);
export const next = (): number => Atomics.add(words, 0, 1);

function load(view: Int32Array, index: number): number {
  return Atomics.load(view, index);
}
export const shared = load(new Int32Array(new SharedArrayBuffer(8)), 0);
export const own = load(new Int32Array(2), 0);

class Status {
  private readonly shared: boolean;
  constructor(private readonly words: Int32Array) {
    this.shared = words.buffer instanceof SharedArrayBuffer;
  }
  get(): number {
    return this.shared ? Atomics.load(this.words, 0) : (this.words[0] ?? 0);
  }
}
export const status = new Status(new Int32Array(4)).get();
