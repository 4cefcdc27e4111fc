/**
 * Programs with known numbers of executions: N! for N increments, and two data structures whose counts GenMC publishes
 * for sequential consistency (tests/correct/data-structures: treiber-stack 18, ms-queue 50), where an execution is, as
 * here, an equivalence class of schedules. Written afresh after their description.
 *
 * GenMC does not count executions that only repeat a loop without effect; here `assume` leaves them out, in the loops
 * of `pop` and `dequeue`.
 */

const HEADER = "import { scenario, thread, outcome, assume } from 'atomics-snippets/checker';\n";

export const increments = (n: number): string => `${HEADER}
scenario('${n} increments', () => {
  const a = new Int32Array(new SharedArrayBuffer(4));
  const threads = Array.from({ length: ${n} }, () => thread(() => Atomics.add(a, 0, 1)));
  outcome(() => threads.map((t) => t.result));
});`;

const POINTERS = `
const pointer = (index: number, count: number): number => (count << 16) | index;
const indexOf = (p: number): number => p & 0xffff;
const next = (p: number): number => (p >>> 16) + 1;
`;

const STACK = `${HEADER}${POINTERS}
scenario('Treiber stack', () => {
  const top = new Int32Array(new SharedArrayBuffer(4));
  const after = new Int32Array(new SharedArrayBuffer(64));
  const value = new Int32Array(new SharedArrayBuffer(64));
  const x = new Int32Array(new SharedArrayBuffer(12));
  const push = (node: number, v: number): void => {
    value[node] = v;
    for (let old = Atomics.load(top, 0); ; old = Atomics.load(top, 0)) {
      Atomics.store(after, node, old);
      if (Atomics.compareExchange(top, 0, old, pointer(node, next(old))) === old) return;
    }
  };
  const pop = (): number => {
    const old = Atomics.load(top, 0);
    if (indexOf(old) === 0) return 0;
    const below = Atomics.load(after, indexOf(old));
    assume(Atomics.compareExchange(top, 0, old, pointer(indexOf(below), next(old))) === old);
    return value[indexOf(old)]!;
  };
  thread(() => { Atomics.store(x, 1, 17); push(1, 1); });
  thread(() => { Atomics.store(x, 2, 37); push(2, 2); });
  thread(() => { const v = pop(); if (v !== 0) Atomics.load(x, v); });
});`;

const QUEUE = `${HEADER}${POINTERS}
scenario('Michael–Scott queue', () => {
  const head = new Int32Array(new SharedArrayBuffer(4));
  const tail = new Int32Array(new SharedArrayBuffer(4));
  const after = new Int32Array(new SharedArrayBuffer(64));
  const value = new Int32Array(new SharedArrayBuffer(64));
  Atomics.store(head, 0, 1);
  Atomics.store(tail, 0, 1);
  const enqueue = (node: number, v: number): void => {
    value[node] = v;
    Atomics.store(after, node, 0);
    let last = Atomics.load(tail, 0);
    for (;; last = Atomics.load(tail, 0)) {
      const end = Atomics.load(after, indexOf(last));
      if (Atomics.load(tail, 0) !== last) continue;
      if (indexOf(end) === 0 && Atomics.compareExchange(after, indexOf(last), end, pointer(node, next(end))) === end) break;
      const behind = Atomics.load(after, indexOf(last));
      Atomics.compareExchange(tail, 0, last, pointer(indexOf(behind), next(last)));
    }
    Atomics.compareExchange(tail, 0, last, pointer(node, next(last)));
  };
  const dequeue = (): number => {
    for (;;) {
      const first = Atomics.load(head, 0);
      const last = Atomics.load(tail, 0);
      const second = Atomics.load(after, indexOf(first));
      assume(Atomics.load(head, 0) === first);
      if (indexOf(first) !== indexOf(last)) {
        const v = value[indexOf(second)]!;
        assume(Atomics.compareExchange(head, 0, first, pointer(indexOf(second), next(first))) === first);
        return v;
      }
      if (indexOf(second) === 0) return 0;
      Atomics.compareExchange(tail, 0, last, pointer(indexOf(second), next(last)));
    }
  };
  thread(() => { enqueue(2, 17); return dequeue(); });
  thread(() => { enqueue(3, 37); return dequeue(); });
});`;

export interface Published { readonly name: string; readonly text: string; readonly executions: number; readonly source: string }

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

export const published: readonly Published[] = [
  ...[2, 3, 4, 5].map((n) => ({ name: `${n} threads of one Atomics.add`, text: increments(n), executions: factorial(n), source: `${n}!` })),
  { name: 'Treiber stack: two push, one pops', text: STACK, executions: 18, source: 'GenMC, treiber-stack, SC' },
  { name: 'Michael–Scott queue: two enqueue and dequeue', text: QUEUE, executions: 50, source: 'GenMC, ms-queue, SC' },
];
