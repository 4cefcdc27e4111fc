// A claiming function that succeeds keeps the flag on purpose: it hands over a handle, `true`, a view, the index or offset.
const FREE = 0;
const BUSY = 1;
export function claimView(words: Int32Array<SharedArrayBuffer>, word: number, bytes: number): Uint8Array<SharedArrayBuffer> | undefined {
  if (Atomics.compareExchange(words, word, FREE, BUSY) !== FREE) return undefined;
  const length = Atomics.load(words, word + 1);
  if (length < bytes) {
    Atomics.store(words, word, FREE);
    return undefined;
  }
  return new Uint8Array(words.buffer, word * 4 + 8, length);
}
export function claimFlag(words: Int32Array<SharedArrayBuffer>, word: number, bytes: number): boolean {
  if (Atomics.compareExchange(words, word, FREE, BUSY) !== FREE) return false;
  if (Atomics.load(words, word + 1) < bytes) {
    Atomics.store(words, word, FREE);
    return false;
  }
  return true;
}
export function claimIndex(words: Int32Array<SharedArrayBuffer>, bytes: number): number {
  for (let i = 0; i < words.length; i += 2) {
    if (Atomics.compareExchange(words, i, FREE, BUSY) !== FREE) continue;
    if (Atomics.load(words, i + 1) >= bytes) return i;
    Atomics.store(words, i, FREE);
  }
  return -1;
}
export function claimOffset(words: Int32Array<SharedArrayBuffer>, end: number, bytes: number): number | null {
  let offset = 0;
  while (offset < end) {
    const word = offset >> 2;
    const length = Atomics.load(words, word + 1);
    if (Atomics.compareExchange(words, word, FREE, BUSY) === FREE) {
      if (length >= bytes) return offset + 8;
      Atomics.store(words, word, FREE);
    }
    offset += 8 + length;
  }
  return null;
}
export interface Segment {
  readonly offset: number;
  release(): void;
}
export function claimHandle(words: Int32Array<SharedArrayBuffer>, word: number, bytes: number): Segment | null {
  if (Atomics.compareExchange(words, word, FREE, BUSY) !== FREE) return null;
  if (Atomics.load(words, word + 1) < bytes) {
    Atomics.store(words, word, FREE);
    return null;
  }
  return { offset: word * 4, release: () => void Atomics.store(words, word, FREE) };
}
export function claimMany(words: Int32Array<SharedArrayBuffer>, wanted: number): number[] {
  const picked: number[] = [];
  for (let i = 0; i < words.length && picked.length < wanted; i += 2) {
    if (Atomics.compareExchange(words, i, FREE, BUSY) !== FREE) continue;
    if (Atomics.load(words, i + 1) === 0) {
      Atomics.store(words, i, FREE);
      continue;
    }
    picked.push(i);
  }
  return picked;
}
export function claimOrThrow(words: Int32Array<SharedArrayBuffer>, word: number, bytes: number): void {
  if (Atomics.compareExchange(words, word, FREE, BUSY) !== FREE) throw new Error('busy');
  if (Atomics.load(words, word + 1) < bytes) {
    Atomics.store(words, word, FREE);
    throw new RangeError('too short');
  }
}
export function leakOnFailure(words: Int32Array<SharedArrayBuffer>, word: number, bytes: number): boolean {
  if (Atomics.compareExchange(words, word, FREE, BUSY) !== FREE) return false;
  const length = Atomics.load(words, word + 1);
  if (length === 0) return false; // want release-on-all-paths proven
  if (length < bytes) {
    Atomics.store(words, word, FREE);
    return false;
  }
  return true;
}
export function onlyClaims(words: Int32Array<SharedArrayBuffer>): boolean {
  return Atomics.compareExchange(words, 0, FREE, BUSY) === FREE;
}
export function onlyReleases(words: Int32Array<SharedArrayBuffer>, ready: boolean): void {
  if (!ready) return;
  Atomics.store(words, 0, FREE);
  Atomics.notify(words, 0, 1);
}
