/** What rewritten code calls (`$`): builds operations, and reports plain accesses to shared bytes. */

import { Abandoned, Failure } from './failure.ts';
import type { Machine } from './machine.ts';
import { type IntegerView, type Op, type OpKind, PendingWait, op, perform } from './op.ts';
import { Loop } from './thread.ts';

type View = Exclude<ArrayBufferView, DataView>;
interface Indexed { [key: PropertyKey]: unknown }
type Method = (...args: readonly unknown[]) => unknown;

const WRITES = new Set(['set', 'fill', 'copyWithin', 'sort', 'reverse', 'encodeInto']);
const DATA_VIEW = /^([gs])et(?:Big)?(?:Int|Uint|Float)(8|16|32|64)$/;
const KINDS: readonly OpKind[] = ['load', 'store', 'add', 'sub', 'and', 'or', 'xor', 'exchange', 'compareExchange', 'wait', 'waitAsync', 'notify'];

export class Runtime {
  /** Bits to flip in every plain value read, when condition C4 is tried; 0 otherwise. */
  distortion = 0;
  plainReads = 0;
  footprint: string[] | undefined = undefined;
  private readonly generators: object = Object.getPrototypeOf(function* empty(): Generator { /* no body: only its prototype is of interest */ }) as object;
  /** Constructor-like object for `instanceof`: are these the results of rewritten functions? */
  readonly G: () => void;

  constructor(readonly machine: Machine) {
    const isGenerator = function isGenerator(): void { /* never called */ };
    Object.defineProperty(isGenerator, 'prototype', { value: (this.generators as { prototype: object }).prototype });
    this.G = isGenerator;
  }

  atomics(kind: OpKind, site: number, view: unknown, index: unknown, operand?: unknown, second?: unknown): Op {
    return op(kind, site, view as IntegerView, Number(index), operand, second);
  }
  now(site: number): Op { return op('now', site, undefined, 0, undefined, undefined); }
  await(site: number, value: unknown): Op { return op('await', site, undefined, 0, value, undefined); }
  join(site: number, other: { id: number }): Op { return op('join', site, undefined, 0, other.id, undefined); }
  assume(site: number, condition: boolean): Op {
    if (!condition) throw new Abandoned();
    return op('assume', site, undefined, 0, undefined, undefined);
  }

  loop(): Loop { return new Loop(); }
  head(loop: Loop, site: number, ...state: readonly unknown[]): void {
    const thread = this.machine.threads[this.machine.current];
    if (!loop.head(thread, state)) throw new Failure('livelock', `The loop at ${this.machine.driver.site(site)} runs without reaching an Atomics operation: nothing that it reads can be relied on to change.`, [site]);
  }
  /** A write to what the thread owns itself: its next iteration is not the same. */
  dirty<T>(value: T): T {
    this.machine.threads[this.machine.current]?.changed();
    return value;
  }

  /** Drives rewritten code where it cannot be interleaved: module level, constructors, getters, invariants. */
  sync(result: unknown, site = -1): unknown {
    if (!(result instanceof this.G)) return result;
    if (this.machine.current >= 0) throw new Failure('not checkable', `${this.machine.driver.site(site)}: a constructor, getter or callback touches shared memory while threads run, and cannot be interleaved there. Move it into a method or a loop.`, [site]);
    const code = result as Generator<Op, unknown, unknown>;
    let turn = code.next();
    while (!turn.done) {
      try {
        turn = code.next(this.direct(turn.value));
      } catch (error) {
        turn = code.throw(error);
      }
    }
    return turn.value;
  }

  direct(o: Op): unknown {
    if (this.machine.current >= 0) throw new Failure('not checkable', `${this.machine.driver.site(o.site)}: Atomics.${o.kind} in a constructor, getter or callback cannot be interleaved there. Move it into a method or a loop.`, [o.site]);
    switch (o.kind) {
      case 'now': return 0;
      case 'notify': return 0;
      case 'await': return o.operand instanceof PendingWait ? o.operand.outcome : o.operand;
      case 'wait':
      case 'waitAsync':
      case 'join': throw new Failure('not checkable', `${this.machine.driver.site(o.site)}: ${o.kind} outside a thread would block for ever.`, [o.site]);
      default: return o.kind === 'assume' ? undefined : perform(o);
    }
  }

  buffer(...args: readonly [number, { maxByteLength?: number }?]): SharedArrayBuffer {
    const [length, options] = args;
    if (!(Number(length) >= 0) || Number(length) > 2 ** 26) throw new RangeError('Array buffer allocation failed');
    return this.machine.regions.create(Math.trunc(length), options);
  }

  forbidden(site: number, what: string): never {
    throw new Failure('not checkable', `${this.machine.driver.site(site)}: ${what} depends on real time, randomness or the outside, so that executions could not be repeated. Pass such values into the code, and constants in the scenario; for deadlines use performance.now(), which is modelled.`, [site]);
  }

  private shared(x: unknown): View | undefined {
    if (this.machine.current < 0 || !ArrayBuffer.isView(x) || !(x.buffer instanceof SharedArrayBuffer)) return undefined;
    return x as View;
  }

  private plain(view: ArrayBufferView, from: number, to: number, write: boolean, site: number): void {
    const { machine } = this;
    if (to <= from) return;
    const region = machine.regions.of(view.buffer);
    if (write) machine.threads[machine.current]!.changed();
    else this.plainReads++;
    this.footprint?.push(`${machine.current} ${write ? 'w' : 'r'} ${site} ${region.id}:${view.byteOffset + from}-${view.byteOffset + to}`);
    machine.hb.plain(machine.current, region, view.byteOffset + from, view.byteOffset + to, write, site);
    machine.recorder?.step(machine.current, site, `${write ? 'plain write' : 'plain read'} of bytes ${view.byteOffset + from}–${view.byteOffset + to - 1}`);
  }

  private element(view: View, key: PropertyKey, write: boolean, site: number): boolean {
    const index = typeof key === 'symbol' ? NaN : Number(key);
    const { BYTES_PER_ELEMENT: size, length } = view as Int32Array;
    if (!(Number.isInteger(index) && index >= 0 && index < length)) return false;
    this.plain(view, index * size, (index + 1) * size, write, site);
    return true;
  }

  get(site: number, object: Indexed, key: PropertyKey): unknown {
    const view = this.shared(object);
    if (view && this.element(view, key, false, site)) return this.distort(object[key]);
    return object[key];
  }

  optional(site: number, object: Indexed | null | undefined, key: PropertyKey): unknown {
    return object === null || object === undefined ? undefined : this.get(site, object, key);
  }

  private distort(value: unknown): unknown {
    if (this.distortion === 0) return value;
    return typeof value === 'bigint' ? value ^ BigInt(this.distortion) : Number(value) ^ this.distortion;
  }

  set(site: number, object: Indexed, key: PropertyKey, value: unknown): unknown {
    const view = this.shared(object);
    if (view) this.element(view, key, true, site);
    else if (this.machine.current >= 0) this.dirty(value);
    object[key] = value;
    return value;
  }

  /** `object[key] op= value`, `++` and `--`; the result is the new value, or the old one for a postfix operator. */
  update(site: number, object: Indexed, key: PropertyKey, change: (old: never) => unknown, postfix: boolean): unknown {
    const old = this.get(site, object, key);
    const next = change(old as never);
    this.set(site, object, key, next);
    return postfix ? old : next;
  }

  /** A shared view about to be read as a whole: spread, iterated, copied or decoded. */
  all<T>(site: number, value: T): T {
    const view = this.shared(value);
    if (view) this.plain(view, 0, view.byteLength, false, site);
    return value;
  }

  method(site: number, object: Indexed, name: string, args: readonly unknown[]): unknown {
    const access = object instanceof DataView ? DATA_VIEW.exec(name) : undefined;
    if (access && this.shared(object)) {
      const from = Number(args[0]);
      this.plain(object as unknown as DataView, from, from + Number(access[2]) / 8, access[1] === 's', site);
    } else {
      const view = this.shared(object);
      if (view) this.bulk(site, view as Uint8Array, name, args);
      for (const [i, arg] of args.entries()) if (this.shared(arg)) this.plain(arg as View, 0, (arg as View).byteLength, name === 'encodeInto' && i === 1, site);
    }
    if (this.machine.current >= 0 && !access) this.dirtyMethod(object);
    const result = (object[name] as Method).apply(object, args as unknown[]);
    return access?.[1] === 'g' ? this.distort(result) : result;
  }

  /** Arrays, maps and sets belong to the thread; changing them ends the sameness of its loop's iterations. */
  private dirtyMethod(object: unknown): void {
    if (Array.isArray(object) || object instanceof Map || object instanceof Set) this.dirty(undefined);
  }

  private bulk(site: number, view: Uint8Array, name: string, args: readonly unknown[]): void {
    const size = view.BYTES_PER_ELEMENT;
    const clamp = (x: unknown, otherwise: number): number => {
      const n = x === undefined ? otherwise : Math.trunc(Number(x)) || 0;
      return n < 0 ? Math.max(0, view.length + n) : Math.min(n, view.length);
    };
    if (name === 'set') {
      const start = clamp(args[1], 0);
      return this.plain(view, start * size, Math.min(view.length, start + ((args[0] as ArrayLike<unknown>).length)) * size, true, site);
    }
    if (name === 'fill') return this.plain(view, clamp(args[1], 0) * size, clamp(args[2], view.length) * size, true, site);
    if (name === 'slice') return this.plain(view, clamp(args[0], 0) * size, clamp(args[1], view.length) * size, false, site);
    if (name === 'at') return this.plain(view, clamp(args[0], 0) * size, (clamp(args[0], 0) + 1) * size, false, site);
    if (name === 'keys' || name === 'subarray') return;
    this.plain(view, 0, view.byteLength, WRITES.has(name), site);
  }

  construct(site: number, Constructor: new (x: unknown) => unknown, argument: unknown): unknown {
    return new Constructor(this.all(site, argument));
  }

  static isOperation(name: string): name is OpKind {
    return (KINDS as readonly string[]).includes(name);
  }
}
