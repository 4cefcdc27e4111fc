/**
 * Where the referee runs the code under test, as it is: a context of its own, whose promises are settled before a call
 * into it returns, with its own `Atomics`, and without time, chance and the outside world.
 */

import { createContext, compileFunction, runInContext } from 'node:vm';
import type { OpKind } from '../model/op.ts';
import { Views, type Observer } from './views.ts';

export interface World extends Observer {
  /** Performs an operation: returns its result, or throws to stop the code here. */
  operate(kind: OpKind, view: unknown, index: unknown, operand: unknown, second: unknown): unknown;
  now(): unknown;
  buffer(length: unknown, options: unknown): SharedArrayBuffer;
  refuse(name: string): never;
  /** `await` of what `waitAsync` returned; calls `settle` now, or never. */
  awaited(promise: unknown, settle: (value: unknown) => void): void;
}

const FORBIDDEN = ['Date', 'crypto', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch', 'process', 'console', 'Worker', 'WebSocket', 'postMessage', 'navigator', 'Buffer', 'globalThis', 'WeakRef', 'FinalizationRegistry'];
const ARRAYS = ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'BigInt64Array', 'BigUint64Array', 'Float32Array', 'Float64Array', 'DataView'] as const;
/** Those of the outer realm, so that errors that the operations throw are of the classes that the code knows. */
const OUTER = ['Error', 'TypeError', 'RangeError', 'Symbol'] as const;

type Call = (...args: readonly unknown[]) => unknown;

export class Realm {
  private readonly context = createContext({}, { microtaskMode: 'afterEvaluate' });
  private readonly names: readonly string[];
  private readonly values: readonly unknown[];
  /** Makes what `await` takes for a promise; it must belong to the context, for its jobs to run there. */
  private readonly thenable: (promise: unknown) => object;
  private readonly follow: (promise: unknown, done: Call, failed: Call) => boolean;

  constructor(world: World) {
    const globals = this.globals(world);
    this.names = Object.keys(globals);
    this.values = Object.values(globals);
    const script = `(awaited) => (promise) => ({ promise, then(settle) { awaited(promise, settle); } })`;
    this.thenable = (runInContext(script, this.context) as Call)((promise: unknown, settle: Call) => { world.awaited(promise, settle); }) as (promise: unknown) => object;
    this.follow = runInContext(`(promise, done, failed) => { if (!(promise instanceof Promise)) return false; promise.then((x) => { done(x); }, (x) => { failed(x); }); return true; }`, this.context) as (promise: unknown, done: Call, failed: Call) => boolean;
  }

  private globals(world: World): Record<string, unknown> {
    const views = new Views(world);
    const own = globalThis as unknown as Record<string, new (...args: readonly unknown[]) => ArrayBufferView>;
    const Shared = new Proxy(SharedArrayBuffer, { construct: (_, args: readonly unknown[]) => world.buffer(args[0], args[1]) });
    const math = new Proxy(Math, { get: (target, key) => (key === 'random' ? () => world.refuse('Math.random') : Reflect.get(target, key)) });
    return {
      Atomics: this.atomics(world), SharedArrayBuffer: Shared, Math: math, performance: { now: () => world.now() },
      ...Object.fromEntries(ARRAYS.map((name) => [name, views.constructorOf(own[name]!)])),
      ...Object.fromEntries(OUTER.map((name) => [name, own[name]])),
      ...Object.fromEntries(FORBIDDEN.map((name) => [name, forbidden(name, world)])),
      TextDecoder: class extends TextDecoder { override decode(bytes?: ArrayBuffer): string { return super.decode(views.whole(bytes) as ArrayBuffer); } },
    };
  }

  private atomics(world: World): object {
    const operations = ['load', 'store', 'add', 'sub', 'and', 'or', 'xor', 'exchange', 'compareExchange', 'wait', 'notify'] as const;
    return {
      ...Object.fromEntries(operations.map((kind) => [kind, (view: unknown, index: unknown, operand: unknown, second: unknown) => world.operate(kind, view, index, operand, second)])),
      waitAsync: (view: unknown, index: unknown, operand: unknown, second: unknown) => {
        const result = world.operate('waitAsync', view, index, operand, second) as { async: boolean; value: unknown };
        return result.async ? { async: true, value: this.thenable(result.value) } : result;
      },
      isLockFree: (n: number) => Atomics.isLockFree(n),
      pause: () => undefined,
    };
  }

  compile(path: string, text: string): Call {
    const code = compileFunction(text, ['require', 'module', 'exports', ...this.names], { filename: path, parsingContext: this.context }) as Call;
    return (...args) => code(...args.slice(0, 3), ...this.values);
  }

  /** Calls the code, and settles the promises that it can. */
  call(code: Call): unknown {
    this.context['go'] = code;
    return runInContext('go()', this.context);
  }

  /** Is told when a promise of the context is settled; false if the value is none. */
  settled(promise: unknown, done: Call, failed: Call): boolean {
    return this.follow(promise, done, failed);
  }
}

/** Refuses whatever is done with it. */
function forbidden(name: string, world: World): object {
  const refuse = (member?: PropertyKey): never => world.refuse(member === undefined ? name : `${name}.${String(member)}`);
  return new Proxy(function never(): void { /* stands for the object */ }, { apply: () => refuse(), construct: () => refuse(), get: (_, key) => (key === Symbol.toPrimitive ? undefined : refuse(key)) });
}
