/** One scheduling point: an operation that a thread is about to perform. ECMA-262, The Atomics Object. */

import type { Region, Regions } from './region.ts';
import type { ViewTable } from './view-table.ts';
export { PendingWait } from './waiters.ts';

export type IntegerView = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | BigInt64Array | BigUint64Array;
export type Word = number | bigint;

export const ACCESSES = ['load', 'store', 'add', 'sub', 'and', 'or', 'xor', 'exchange', 'compareExchange'] as const;
export type OpKind =
  | (typeof ACCESSES)[number] | 'wait' | 'waitAsync' | 'notify'
  /** Size of a growable buffer, which is shared memory too. */
  | 'grow' | 'byteLength'
  /** `await` of what may be a `waitAsync` promise. */
  | 'await'
  /** `performance.now()`: no time has passed, or more than any time-out. */
  | 'now'
  /** Blocks until another thread has finished or died. */
  | 'join'
  /** Blocks for ever: this execution is not of interest. */
  | 'stop';

/** The shared cell of an operation is known when it is made; `region` is absent if it touches none, or is an error. */
export class Op {
  region: Region | undefined = undefined;
  byte = 0;
  width = 0;

  constructor(
    public kind: OpKind,
    /** Index into the program's sites; -1 where the engine cannot know. */
    public site: number,
    public view: IntegerView | undefined,
    public index: number,
    /** Value to store, expected value, count to notify; thread to join, promise to await, buffer to grow. */
    public operand: unknown,
    /** Replacement of `compareExchange`, time-out of `wait`, new size of `grow`. */
    public second: unknown,
  ) {}

  /** Becomes another operation: a thread has only one at a time, and an allocation an operation costs more. */
  become(kind: OpKind, site: number, view: IntegerView | undefined, index: number, operand: unknown, second: unknown): this {
    this.kind = kind;
    this.site = site;
    this.view = view;
    this.index = index;
    this.operand = operand;
    this.second = second;
    this.region = undefined;
    return this;
  }

  locate(views: ViewTable): this {
    const { view, index } = this;
    if (!ArrayBuffer.isView(view) || view instanceof DataView) return this;
    const { region, offset, width, length } = views.of(view);
    if (!(index >= 0 && index < length)) return this;
    this.region = region;
    this.width = width;
    this.byte = offset + index * width;
    return this;
  }

  /** The size of a growable buffer counts as a cell behind its last byte. */
  locateSize(regions: Regions): this {
    this.region = regions.of(this.operand as SharedArrayBuffer);
    this.byte = this.region.limit!;
    this.width = 8;
    return this;
  }

  get address(): number {
    return this.region!.base + this.byte;
  }
}

/** ToIndex of ECMA-262; what is no index becomes -1, so that the operation itself throws. */
export function toIndex(index: unknown): number {
  if (typeof index === 'number' && index >= 0 && Number.isInteger(index)) return index;
  const n = Number(index);
  return Number.isNaN(n) ? 0 : n > -1 ? Math.trunc(n) : -1;
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
export function asElement(view: IntegerView, value: unknown): Word | undefined {
  if (view instanceof Int32Array) return (value as number) | 0;
  const big = view instanceof BigInt64Array || view instanceof BigUint64Array;
  if (big !== (typeof value === 'bigint')) return undefined;
  const cell = view instanceof BigInt64Array ? one.i64 : view instanceof BigUint64Array ? one.u64 : view instanceof Uint32Array ? one.u32
    : view instanceof Int8Array ? one.i8 : view instanceof Uint8Array ? one.u8 : view instanceof Int16Array ? one.i16 : one.u16;
  (cell as Int8Array)[0] = value as number;
  return cell[0] as Word;
}

interface Growable { grow(this: SharedArrayBuffer, length: unknown): void }
const { get: lengthOf } = Object.getOwnPropertyDescriptor(SharedArrayBuffer.prototype, 'byteLength')!;

/** Performs an operation on the size of a growable buffer; the size afterwards. */
export function resize(o: Op): number {
  const buffer = o.operand as SharedArrayBuffer;
  if (o.kind === 'grow') (SharedArrayBuffer.prototype as unknown as Growable).grow.call(buffer, o.second);
  return lengthOf!.call(buffer) as number;
}

/** How many waiters a notify may take. */
export const countOf = (o: Op): number => (o.operand === undefined ? Infinity : Math.max(0, Math.trunc(Number(o.operand)) || 0));

/** Milliseconds; 0 does not sleep, infinity never times out. */
export function timeoutOf(o: Op): number {
  const t = Number(o.second);
  return o.second === undefined || Number.isNaN(t) ? Infinity : Math.max(0, t);
}

/** What `wait`, `waitAsync` and `notify` throw before they do anything. */
export function waitError(o: Op): Error | undefined {
  const v: unknown = o.view;
  if (!(v instanceof Int32Array || v instanceof BigInt64Array)) return new TypeError(`Atomics.${o.kind} takes an Int32Array or BigInt64Array.`);
  if (!(o.index >= 0 && o.index < v.length)) return new RangeError(`Index ${o.index} is outside the view, which has ${v.length} elements.`);
  if (o.kind === 'notify') return undefined;
  if (!(v.buffer instanceof SharedArrayBuffer)) return new TypeError(`Atomics.${o.kind} takes a view of a SharedArrayBuffer.`);
  if (v instanceof BigInt64Array && typeof o.operand !== 'bigint') return new TypeError(`Atomics.${o.kind} compares a BigInt64Array with a bigint, not with ${String(o.operand)}.`);
  return undefined;
}
