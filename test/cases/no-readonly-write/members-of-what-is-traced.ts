// The objects are seen where they are made; what their holders may do is what their types say.
type ReadonlyBytes = Readonly<Uint8Array>;
interface Slot {
  readonly bytes: ReadonlyBytes;
  readonly words: Int32Array;
}
const region = new SharedArrayBuffer(1024);
const counters = new SharedArrayBuffer(64);
const queue = new SharedArrayBuffer(32);
function slot(i: number): Slot {
  return { bytes: new Uint8Array(region, 256 + i * 64, 64), words: new Int32Array(counters, i * 4, 1) };
}
export function poke(i: number): void {
  const { bytes, words } = slot(i);
  (bytes as Uint8Array)[0] = 1; // want no-readonly-write likely
  Atomics.add(words, 0, 1);
}
async function later(i: number): Promise<Slot> {
  return slot(i);
}
export async function pokeLater(i: number): Promise<void> {
  const late = await later(i);
  (late.bytes as Uint8Array).fill(0); // want no-readonly-write likely
}
interface Reader {
  readonly cells: Readonly<Int32Array>;
}
class Ring {
  readonly cells: Int32Array = new Int32Array(queue);
  readonly reader: Reader = this;
  push(value: number): void {
    Atomics.store(this.cells, 0, value);
  }
  peek(): void {
    Atomics.sub(this.reader.cells as Int32Array, 0, 1); // want no-readonly-write
  }
}
function drain(reader: Reader): number {
  return Atomics.exchange(reader.cells as Int32Array, 0, 0); // want no-readonly-write proven
}
function look(reader: Reader): number {
  return Atomics.load(reader.cells as Int32Array, 0);
}
export function both(): number {
  const ring = new Ring();
  ring.push(1);
  ring.peek();
  return look(ring) + drain(ring);
}
const slots: readonly Slot[] = [slot(0), slot(1)];
export function clear(): void {
  for (const one of slots) (one.bytes as Uint8Array).fill(0); // want no-readonly-write likely
  Atomics.store(slots[0]!.words, 0, 0);
  (slots[1]!.bytes as Uint8Array).set([1]); // want no-readonly-write likely
}
export function copyOf(i: number): Uint8Array {
  const out = new Uint8Array(64);
  out.set(slot(i).bytes);
  out[0] = 1;
  return out;
}
