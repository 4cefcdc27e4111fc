/** What an activation was seen to do: the raw material of the facts. */

import type { At } from '../ir/ir.ts';
import type { ElementKind } from '../models/elements.ts';
import type { Num } from './number.ts';
import type { Range } from './range.ts';
import type { Value, View } from './value.ts';

/** The bytes of one access: `[start, start + width)` for each value that `start` takes, or `[start, end)` of a bulk operation. */
export interface Footprint {
  /** In bytes from the start of the region. */
  readonly start: Num;
  /** The end of a bulk operation; null where it is unknown. Absent for a single element. */
  readonly end?: Num | null;
  /** A bulk operation that goes to the end of its view. */
  readonly toEnd?: true;
  /** Bytes of one element. */
  readonly width: number;
  /** Every value of `start`, taking unknowns to be at least 0. */
  readonly starts: Range;
  /** The view's own bounds, in bytes from the start of the region. */
  readonly viewStart: Num;
  readonly viewEnd: Num | undefined;
  /** What tests before it have shown of its symbols. */
  readonly refined: ReadonlyMap<string, Range>;
  readonly atMostZero: readonly Num[];
}

interface Base {
  readonly at: At;
}

export interface AccessEvent extends Base {
  readonly kind: 'access';
  /** `load`, `store`, `add`, … for `Atomics`; `plain` otherwise. */
  readonly op: string;
  readonly atomic: boolean;
  readonly reads: boolean;
  readonly writes: boolean;
  readonly view: View;
  readonly footprint: Footprint;
  /** The index in elements, where there is one. */
  readonly index?: Num;
  /** The method of a bulk operation, or `for…of`, spread and the like. */
  readonly bulk?: string;
  /** Only this thread can reach the region at this point. */
  readonly exclusive: boolean;
  /** Runs only where the memory is not shared. */
  readonly guarded: boolean;
  /** Values written or compared, for `Atomics`. */
  readonly values: readonly Value[];
  /** Where the view and the index are written, if they are. */
  readonly viewAt: At;
  readonly indexAt?: At;
  readonly result?: Value;
}

export interface ConstructEvent extends Base {
  readonly kind: 'construct';
  readonly type: ElementKind;
  readonly origin: string;
  readonly view: View;
  readonly offset: Num | undefined;
  readonly offsetAt: At | undefined;
  readonly length: Num | undefined;
  readonly lengthAt: At | undefined;
  readonly size: Num | undefined;
  readonly growable: boolean;
  readonly refined: ReadonlyMap<string, Range>;
  readonly atMostZero: readonly Num[];
}

export interface AtomicsEvent extends Base {
  readonly kind: 'atomics';
  readonly op: string;
  readonly args: readonly { readonly value: Value; readonly at: At }[];
}

export interface CastEvent extends Base {
  readonly kind: 'cast';
  readonly value: Value;
  readonly target: Value;
  readonly inner: boolean;
}

export interface CallEvent extends Base {
  readonly kind: 'call';
  /** The path of a native function; undefined for code that cannot be seen into. */
  readonly native: string | undefined;
  readonly args: readonly { readonly value: Value; readonly at: At }[];
  readonly self: Value;
}

export interface OtherEvent extends Base {
  readonly kind: 'await' | 'yield' | 'throw';
}

/** Memory goes to another thread: in `workerData` of a worker that is started, or in a message. */
export interface PublishEvent extends Base {
  readonly kind: 'publish';
  readonly how: 'start' | 'post';
  /** The file of the worker that is started or posted to; undefined where that is not known, or for a message from a worker. */
  readonly to: string | undefined;
  readonly origins: readonly string[];
}

export interface AllocEvent extends Base {
  readonly kind: 'alloc';
  readonly origin: string;
}

export interface MemoryEvent extends Base {
  readonly kind: 'memory';
  readonly shared: boolean;
  readonly maximum: boolean;
}

export interface TransferEvent extends Base {
  readonly kind: 'transfer';
  readonly value: Value;
  /** The call or `new` expression that is given the list, or options that hold it. */
  readonly call: At;
}

export interface GrowEvent extends Base {
  readonly kind: 'grow';
  readonly origin: string;
  /** It is the buffer of a `WebAssembly.Memory`, which gets a new one. */
  readonly ofMemory: boolean;
}

/** `byteLength` or `length` of a region or view was read. */
export interface SizeEvent extends Base {
  readonly kind: 'size';
  readonly view?: View;
  readonly origin: string;
}

export type Event =
  | AccessEvent | ConstructEvent | AtomicsEvent | CastEvent | CallEvent | OtherEvent | PublishEvent | AllocEvent | MemoryEvent | TransferEvent | GrowEvent | SizeEvent;

export type EventOf<K extends Event['kind']> = Extract<Event, { kind: K }>;
