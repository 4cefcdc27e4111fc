/** One scheduling point: an operation that a thread is about to perform. ECMA-262, The Atomics Object. */

export type IntegerView = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | BigInt64Array | BigUint64Array;
export type Word = number | bigint;

export type ReadModifyWrite = 'add' | 'sub' | 'and' | 'or' | 'xor' | 'exchange';
export type OpKind =
  | 'load' | 'store' | ReadModifyWrite | 'compareExchange'
  | 'wait' | 'waitAsync' | 'notify'
  /** `await` of something that may be a `waitAsync` promise. */
  | 'await'
  /** `performance.now()`: no time has passed, or more than any time-out. */
  | 'now'
  /** Blocks until another thread has finished or died. */
  | 'join'
  /** An assertion about which executions are of interest: `false` abandons this one. */
  | 'assume';

/** `view` is absent for what touches no memory; then `operand` holds what the operation is about. */
export interface Op {
  readonly kind: OpKind;
  /** Index into the program's sites; -1 where the engine cannot know (the referee). */
  readonly site: number;
  readonly view: IntegerView | undefined;
  readonly index: number;
  /** Value to store, expected value, or count to notify. */
  readonly operand: unknown;
  /** Replacement of `compareExchange`, time-out of `wait`. */
  readonly second: unknown;
}

export const op = (kind: OpKind, site: number, view: IntegerView | undefined, index: number, operand: unknown, second: unknown): Op =>
  ({ kind, site, view, index, operand, second });

/** What `Atomics.waitAsync` hands out for `await`, in place of a promise. */
export class PendingWait {
  outcome: 'ok' | 'timed-out' | undefined = undefined;
  // The record of the waiter list, which the `await` refers to.
  constructor(readonly list: number) {}
  /** Real promises have it; calling it would leave what the checker can follow. */
  then(): never {
    throw new TypeError('The checker follows the promise of Atomics.waitAsync only through await, not through then().');
  }
}

/** Performs the memory access of `o` on the real memory. Throws what ECMA-262 says it throws. */
export function perform(o: Op): Word {
  const v = o.view as Int32Array;
  const x = o.operand as number;
  switch (o.kind) {
    case 'load': return Atomics.load(v, o.index);
    case 'store': return Atomics.store(v, o.index, x);
    case 'add': return Atomics.add(v, o.index, x);
    case 'sub': return Atomics.sub(v, o.index, x);
    case 'and': return Atomics.and(v, o.index, x);
    case 'or': return Atomics.or(v, o.index, x);
    case 'xor': return Atomics.xor(v, o.index, x);
    case 'exchange': return Atomics.exchange(v, o.index, x);
    case 'compareExchange': return Atomics.compareExchange(v, o.index, x, o.second as number);
    default: throw new Error(`${o.kind} is no memory access.`);
  }
}

const one = { i8: new Int8Array(1), u8: new Uint8Array(1), i16: new Int16Array(1), u16: new Uint16Array(1), u32: new Uint32Array(1), i64: new BigInt64Array(1), u64: new BigUint64Array(1) };

/** `value` as an element of `view` holds it: what `compareExchange` and `wait` really compare with. */
export function asElement(view: IntegerView, value: unknown): Word {
  if (view instanceof Int32Array) return (value as number) | 0;
  const cell = view instanceof BigInt64Array ? one.i64 : view instanceof BigUint64Array ? one.u64 : view instanceof Uint32Array ? one.u32
    : view instanceof Int8Array ? one.i8 : view instanceof Uint8Array ? one.u8 : view instanceof Int16Array ? one.i16 : one.u16;
  (cell as Int8Array)[0] = value as number;
  return cell[0] as Word;
}
