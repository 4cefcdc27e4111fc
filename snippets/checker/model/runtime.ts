/** What rewritten code calls (`$`): builds operations, and reports plain accesses to shared bytes. */

import type { Machine } from './machine.ts';
import { type IntegerView, Op, type OpKind, perform, toIndex } from './op.ts';
import { PendingWait } from './waiters.ts';
import { Plain } from './plain.ts';
import type { GrowOptions } from './region.ts';
import { type Code, Stack } from './stack.ts';
import { Loop } from './thread.ts';


export class Runtime extends Plain {
  /** `x instanceof $.G`: is it what a rewritten function returns when it is called? */
  readonly G: () => void;
  readonly Op = Op;

  constructor(machine: Machine) {
    super(machine);
    const isGenerator = function isGenerator(): void { /* never called */ };
    const generators = Object.getPrototypeOf(function* empty(): Generator { /* only its prototype is of interest */ }) as { prototype: object };
    Object.defineProperty(isGenerator, 'prototype', { value: generators.prototype });
    this.G = isGenerator;
  }

  private op(kind: OpKind, site: number, view: IntegerView | undefined, index: number, operand: unknown, second: unknown): Op {
    const thread = this.machine.threads[this.machine.current];
    return thread ? thread.op.become(kind, site, view, index, operand, second) : new Op(kind, site, view, index, operand, second);
  }

  atomics(kind: OpKind, site: number, view: unknown, index: unknown, operand?: unknown, second?: unknown): Op {
    return this.op(kind, site, view as IntegerView, toIndex(index), operand, second).locate(this.machine.views);
  }
  now(site: number): Op { return this.op('now', site, undefined, 0, undefined, undefined); }
  join(site: number, other: { id: number }): Op { return this.op('join', site, undefined, 0, other.id, undefined); }
  stop(site: number): Op { return this.op('stop', site, undefined, 0, undefined, undefined); }
  await(site: number, value: unknown): Op {
    const thenable = value !== null && typeof value === 'object' && typeof (value as { then?: unknown }).then === 'function';
    if (thenable && !(value instanceof PendingWait)) this.refuse(site, 'awaits a promise that is not of Atomics.waitAsync, and the checker cannot know when it settles.');
    return this.op('await', site, undefined, 0, value, undefined);
  }

  /** `buffer.byteLength` of a growable buffer touches its length, which is shared; as `buffer.grow(n)` does. */
  byteLength(site: number, object: { readonly byteLength: unknown }): unknown {
    return this.growable(object) ? this.sized('byteLength', site, object, undefined) : object.byteLength;
  }

  grow(site: number, object: { grow(...args: readonly unknown[]): unknown }, args: readonly unknown[]): unknown {
    return this.growable(object) ? this.sized('grow', site, object, args[0]) : object.grow(...args);
  }

  private growable(object: unknown): object is SharedArrayBuffer {
    return object instanceof SharedArrayBuffer && this.machine.current >= 0 && this.machine.regions.of(object).limit !== undefined;
  }

  private sized(kind: 'grow' | 'byteLength', site: number, buffer: SharedArrayBuffer, length: unknown): Op {
    return this.op(kind, site, undefined, 0, buffer, length).locateSize(this.machine.regions);
  }

  loop(): Loop { return new Loop(); }
  head(loop: Loop, site: number, ...state: readonly unknown[]): void {
    const thread = this.machine.threads[this.machine.current];
    if (thread && !loop.head(thread, state)) this.machine.fail('livelock', `The loop at ${this.machine.driver.site(site)} runs without reaching an Atomics operation: nothing that it reads can be relied on to change.`, [site]);
  }

  /** `new C(…)`, where the constructor of `C` touches shared memory: it has become the method `$init`. */
  create(Class: new (...args: readonly unknown[]) => object, args: readonly unknown[]): unknown {
    const init = (Class.prototype as { $init?: (...args: readonly unknown[]) => Code } | undefined)?.$init;
    return init ? construct(Class, init, args) : new Class(...args);
  }

  /** A function for the language to call: what it yields cannot be interleaved, but can be run where nobody else runs. */
  callback(site: number, value: unknown): unknown {
    if (typeof value !== 'function') return value;
    const { sync, G } = { sync: this.sync.bind(this), G: this.G };
    return function called(this: unknown, ...args: readonly unknown[]): unknown {
      const result = (value as (...args: readonly unknown[]) => unknown).apply(this, args as unknown[]);
      return result instanceof G ? sync(result, site) : result;
    };
  }

  /** Drives rewritten code where it cannot be interleaved: module level, constructors, getters, invariants. */
  sync(result: unknown, site = -1): unknown {
    if (!(result instanceof this.G)) return result;
    if (this.machine.current >= 0) this.refuse(site, 'a setter, static block or callback touches shared memory while threads run, and cannot be interleaved there. Move it into a method or a loop.');
    const stack = new Stack(result as Code);
    let turn = stack.next(undefined);
    while (turn) {
      let value: unknown;
      try {
        value = this.direct(turn);
      } catch (error) {
        turn = stack.throw(error);
        continue;
      }
      turn = stack.next(value);
    }
    return stack.result;
  }

  /** Performs an operation at once: nobody else runs. */
  direct(o: unknown): unknown {
    if (!(o instanceof Op)) return o;
    if (this.machine.current >= 0) this.refuse(o.site, `Atomics.${o.kind} in a setter, static block or callback cannot be interleaved there. Move it into a method or a loop.`);
    switch (o.kind) {
      case 'now':
      case 'notify': return 0;
      case 'await': return o.operand instanceof PendingWait ? o.operand.outcome : o.operand;
      case 'wait':
      case 'waitAsync':
      case 'stop':
      case 'join': return this.refuse(o.site, `${o.kind === 'stop' ? 'assume' : o.kind} is for threads: here it would block for ever.`);
      default: return perform(o);
    }
  }

  buffer(length: unknown = 0, options?: GrowOptions): SharedArrayBuffer {
    if (!(Number(length) >= 0)) throw new RangeError(`A SharedArrayBuffer has no length ${String(length)}.`);
    return this.machine.regions.create(Math.trunc(Number(length)), options);
  }

  forbidden(site: number, name: string): never {
    return this.refuse(site, `${name} brings in time, chance or the outside world, so no schedule could be repeated. Give the code what it needs as a parameter; for deadlines use performance.now(), which is modelled.`);
  }
}

function* construct(Class: new () => object, init: (...args: readonly unknown[]) => Code, args: readonly unknown[]): Code {
  const object = new Class();
  yield init.apply(object, args as unknown[]);
  return object;
}
