/** Plain accesses to shared bytes: elements, DataView, bulk operations, whole views. */

import type { Machine } from './machine.ts';
import type { KnownView } from './view-table.ts';

interface Indexed { [key: PropertyKey]: unknown }
type Method = (...args: readonly unknown[]) => unknown;

const DATA_VIEW = /^([gs])et(?:Big)?(?:Int|Uint|Float)(8|16|32|64)$/;
/** Methods of typed arrays that write all of it, or what their first arguments say. */
const WRITES = new Set(['set', 'fill', 'copyWithin', 'sort', 'reverse']);
/** Methods after which an array, a map, an iterator or a view that is not shared may be another. */
const CHANGES = /^(?:push|pop|shift|unshift|splice|add|delete|clear|next|exec|test|encodeInto|set.*|fill|copyWithin|sort|reverse)$/;
const NO_ACCESS = new Set(['keys', 'subarray', 'constructor', 'hasOwnProperty', 'valueOf', 'byteLength']);

export class Plain {
  /** Changes plain values that are read, when condition C4 is tried. */
  distort: ((value: unknown) => unknown) | undefined = undefined;
  plainReads = 0;

  constructor(readonly machine: Machine) {}

  refuse(site: number, why: string): never {
    return this.machine.fail('not checkable', `${this.machine.driver.site(site)}: ${why}`, [site]);
  }

  /** A write to what the thread owns itself: its next iteration is not the same. */
  dirty<T>(value: T): T {
    this.machine.threads[this.machine.current]?.changed();
    return value;
  }

  /** What is known of a view of shared bytes, while threads run. */
  private shared(x: unknown): KnownView | undefined {
    if (this.machine.current < 0 || !ArrayBuffer.isView(x)) return undefined;
    const known = this.machine.views.of(x);
    return known.region && known;
  }

  private touch({ region, offset }: KnownView, from: number, to: number, write: boolean, site: number): void {
    const { machine } = this;
    if (to <= from) return;
    if (write) machine.threads[machine.current]!.changed();
    else this.plainReads++;
    machine.footprint?.push(`${machine.current} ${write ? 'w' : 'r'} ${site} ${region!.base + offset + from}-${offset + to}`);
    machine.recorder?.step(machine.current, site, `plain ${write ? 'write' : 'read'} of ${to - from === 1 ? `byte ${offset + from}` : `bytes ${offset + from}–${offset + to - 1}`}`);
    machine.plain(region!, offset + from, offset + to, write, site);
  }

  private element(known: KnownView, key: PropertyKey, write: boolean, site: number): boolean {
    const index = typeof key === 'number' ? key : typeof key === 'symbol' ? NaN : Number(key);
    if (!(index >= 0 && index < known.length && Number.isInteger(index))) return false;
    this.touch(known, index * known.width, (index + 1) * known.width, write, site);
    return true;
  }

  get(site: number, object: Indexed, key: PropertyKey): unknown {
    const known = this.shared(object);
    if (!known || !this.element(known, key, false, site)) return object[key];
    // Most views are of this kind: a load of its own is a fast one.
    return this.seen(known.view instanceof Int32Array ? known.view[key as number] : object[key]);
  }

  optional(site: number, object: Indexed | null | undefined, key: PropertyKey): unknown {
    return object === null || object === undefined ? undefined : this.get(site, object, key);
  }

  private seen(value: unknown): unknown {
    return this.distort ? this.distort(value) : value;
  }

  set(site: number, object: Indexed, key: PropertyKey, value: unknown): unknown {
    const known = this.shared(object);
    if (known) this.element(known, key, true, site);
    else if (this.machine.current >= 0) this.dirty(value);
    if (known?.view instanceof Int32Array) known.view[key as number] = value as number;
    else object[key] = value;
    return value;
  }

  /** `object[key] op= value`, `++` and `--`; the result is the new value, or the old one for a postfix operator. */
  update(site: number, object: Indexed, key: PropertyKey, change: (old: never) => unknown, postfix: boolean): unknown {
    const old = this.get(site, object, key);
    const next = change(old as never);
    this.set(site, object, key, next);
    return postfix ? old : next;
  }

  /** A view about to be read as a whole: spread, iterated, copied or decoded. */
  all<T>(site: number, value: T): T {
    const known = this.shared(value);
    if (!known) return value;
    this.touch(known, 0, known.length * known.width, false, site);
    return this.distort && !(value instanceof DataView) ? (Array.from(value as unknown as Uint8Array, (x) => this.seen(x)) as T) : value;
  }

  /** A call of a method of the language, on what may be a view or may be given one. */
  method(site: number, object: Indexed, name: string, args: readonly unknown[]): unknown {
    const known = this.shared(object);
    const access = object instanceof DataView ? DATA_VIEW.exec(name) : undefined;
    if (known && access) {
      const from = Number(args[0] ?? 0);
      this.touch(known, from, from + Number(access[2]) / 8, access[1] === 's', site);
    } else if (known) this.bulk(site, known, name, args);
    for (let i = name === 'apply' ? 1 : 0; i < args.length; i++) this.given(site, args[i], name === 'encodeInto' && i === 1);
    const result = (object[name] as Method).apply(object, args as unknown[]);
    if (this.machine.current >= 0 && !known && CHANGES.test(name)) this.dirty(undefined);
    return access?.[1] === 'g' ? this.seen(result) : result;
  }

  /** An argument: if it is a view, all of it is used. */
  private given(site: number, argument: unknown, write: boolean): void {
    const known = this.shared(argument);
    if (known) this.touch(known, 0, known.length * known.width, write, site);
  }

  private bulk(site: number, known: KnownView, name: string, args: readonly unknown[]): void {
    const { width, length } = known;
    const clamp = (x: unknown, otherwise: number): number => {
      const n = x === undefined ? otherwise : Math.trunc(Number(x)) || 0;
      return n < 0 ? Math.max(0, length + n) : Math.min(n, length);
    };
    const range = (from: number, to: number, write: boolean): void => this.touch(known, from * width, to * width, write, site);
    switch (name) {
      case 'set': return range(clamp(args[1], 0), Math.min(length, clamp(args[1], 0) + ((args[0] as ArrayLike<unknown>).length)), true);
      case 'fill': return range(clamp(args[1], 0), clamp(args[2], length), true);
      case 'slice': return range(clamp(args[0], 0), clamp(args[1], length), false);
      case 'at': return range(clamp(args[0], 0), Math.min(length, clamp(args[0], 0) + 1), false);
      case 'copyWithin': {
        const from = clamp(args[1], 0);
        const count = Math.max(0, Math.min(clamp(args[2], length) - from, length - clamp(args[0], 0)));
        range(from, from + count, false);
        return range(clamp(args[0], 0), clamp(args[0], 0) + count, true);
      }
      default: if (!NO_ACCESS.has(name)) range(0, length, WRITES.has(name));
    }
  }

  /** `new Uint8Array(x)` and its like, which copy a view. */
  construct(site: number, Constructor: new (x: unknown) => unknown, argument: unknown): unknown {
    return new Constructor(this.all(site, argument));
  }
}
