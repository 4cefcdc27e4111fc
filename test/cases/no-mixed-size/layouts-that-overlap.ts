// Sequence numbers are 16 bit, states 32 bit; the layouts were meant to be apart, and are for the first, not the second.
const sab = new SharedArrayBuffer(32);
export const sequences = new Uint16Array(sab, 0, 4);
export const states = new Int32Array(sab, 4, 4);
declare const channel: MessagePort;
channel.postMessage({ sab });

export function nextSequence(): number {
  return Atomics.add(sequences, 3, 1); // want no-mixed-size
}
export function firstSequence(): number {
  return Atomics.add(sequences, 0, 1);
}
export function setState(value: number): void {
  Atomics.store(states, 0, value);
}
export function otherState(value: number): void {
  Atomics.store(states, 1, value);
}
