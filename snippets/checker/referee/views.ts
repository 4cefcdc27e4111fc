/**
 * Typed arrays and data views that tell of every access to shared bytes, for code that is not rewritten: the
 * constructors that the code under test sees return proxies of the real views.
 */

export interface Observer {
  /** Bytes `from…to` of the view are read; the value to see, which is `actual()` unless it was seen before. */
  read(view: ArrayBufferView, from: number, to: number, actual: () => unknown): unknown;
  /** Bytes are written, by `make()`, unless that happened before. */
  write(view: ArrayBufferView, from: number, to: number, make: () => unknown): unknown;
}

type View = Exclude<ArrayBufferView, DataView>;
type Method = (...args: readonly unknown[]) => unknown;
interface Arrays { readonly BYTES_PER_ELEMENT: number; readonly length: number }

const DATA_VIEW = /^([gs])et(?:Big)?(?:Int|Uint|Float)(8|16|32|64)$/;
const WRITES = new Set(['set', 'fill', 'copyWithin', 'sort', 'reverse']);

const real = new WeakMap<object, ArrayBufferView>();

/** The view behind a proxy; anything else as it is. */
export const unwrap = (x: unknown): unknown => (typeof x === 'object' && x !== null ? real.get(x) ?? x : x);

const isShared = (view: ArrayBufferView): boolean => view.buffer instanceof SharedArrayBuffer;

export class Views {
  constructor(private readonly observer: Observer) {}

  /** Stands for a constructor such as `Int32Array` or `DataView`. */
  constructorOf(Real: new (...args: readonly unknown[]) => ArrayBufferView): object {
    return new Proxy(Real, {
      construct: (target, args: readonly unknown[], newTarget) => {
        const view = Reflect.construct(target, args.map((a) => this.whole(a)), newTarget === undefined ? target : target) as ArrayBufferView;
        return isShared(view) ? this.wrap(view) : view;
      },
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        return key === 'from' ? (...args: readonly unknown[]) => (value as Method).apply(target, args.map((a) => this.whole(a))) : value;
      },
    });
  }

  /** A view that is copied or decoded: all of it is read. */
  whole(x: unknown): unknown {
    const view = unwrap(x);
    if (!ArrayBuffer.isView(view) || !isShared(view) || view instanceof DataView) return view;
    return this.observer.read(view, 0, view.byteLength, () => (view as Uint8Array).slice());
  }

  private wrap(view: ArrayBufferView): object {
    const proxy = new Proxy(view, {
      get: (target, key) => (view instanceof DataView ? this.dataMethod(view, key) : this.get(target as View, key)),
      set: (target, key, value) => this.set(target as View, key, value),
    });
    real.set(proxy, view);
    return proxy;
  }

  private index(view: View, key: PropertyKey): number {
    const index = typeof key === 'string' ? Number(key) : NaN;
    return Number.isInteger(index) && index >= 0 && index < (view as unknown as Arrays).length && String(index) === key ? index : -1;
  }

  private get(view: View, key: PropertyKey): unknown {
    const index = this.index(view, key);
    const size = (view as unknown as Arrays).BYTES_PER_ELEMENT;
    if (index >= 0) return this.observer.read(view, index * size, (index + 1) * size, () => (view as Int32Array)[index]);
    const value: unknown = Reflect.get(view, key, view);
    return typeof value === 'function' && key !== 'constructor' ? this.method(view, key, value as Method) : value;
  }

  private set(view: View, key: PropertyKey, value: unknown): boolean {
    const index = this.index(view, key);
    const size = (view as unknown as Arrays).BYTES_PER_ELEMENT;
    if (index < 0) return Reflect.set(view, key, value, view);
    this.observer.write(view, index * size, (index + 1) * size, () => { (view as unknown as unknown[])[index] = value; });
    return true;
  }

  private method(view: View, key: PropertyKey, method: Method): Method {
    return (...args) => {
      const plain = args.map((a) => this.whole(a));
      const call = (): unknown => method.apply(view, plain);
      if (key === 'subarray') return this.wrap(call() as ArrayBufferView);
      if (key === 'keys') return call();
      const [from, to] = this.range(view, key, plain);
      const result = WRITES.has(String(key)) ? this.observer.write(view, from, to, call) : this.observer.read(view, from, to, () => frozen(call()));
      return result === view ? this.wrap(view) : thawed(result);
    };
  }

  /** Bytes that a bulk operation touches. */
  private range(view: View, key: PropertyKey, args: readonly unknown[]): readonly [number, number] {
    const { BYTES_PER_ELEMENT: size, length } = view as unknown as Arrays;
    const clamp = (x: unknown, otherwise: number): number => {
      const n = x === undefined ? otherwise : Math.trunc(Number(x)) || 0;
      return n < 0 ? Math.max(0, length + n) : Math.min(n, length);
    };
    const of = (from: number, to: number): readonly [number, number] => [from * size, Math.max(from, to) * size];
    switch (key) {
      case 'set': return of(clamp(args[1], 0), Math.min(length, clamp(args[1], 0) + (args[0] as ArrayLike<unknown>).length));
      case 'fill': return of(clamp(args[1], 0), clamp(args[2], length));
      case 'slice': return of(clamp(args[0], 0), clamp(args[1], length));
      case 'at': return of(clamp(args[0], 0), Math.min(length, clamp(args[0], 0) + 1));
      default: return of(0, length);
    }
  }

  private dataMethod(view: DataView, key: PropertyKey): unknown {
    const value: unknown = Reflect.get(view, key, view);
    const access = DATA_VIEW.exec(String(key));
    if (!access) return value;
    return (...args: readonly unknown[]): unknown => {
      const from = Number(args[0] ?? 0);
      const call = (): unknown => (value as Method).apply(view, args as unknown[]);
      const to = from + Number(access[2]) / 8;
      return access[1] === 's' ? this.observer.write(view, from, to, call) : this.observer.read(view, from, to, call);
    };
  }
}

/** Results that are remembered must not change with the bytes: iterators become lists. */
const frozen = (x: unknown): unknown => (typeof x === 'object' && x !== null && Symbol.iterator in x && !ArrayBuffer.isView(x) && !Array.isArray(x) ? { listed: [...(x as Iterable<unknown>)] } : x);
const thawed = (x: unknown): unknown => (typeof x === 'object' && x !== null && 'listed' in x ? (x as { listed: unknown[] }).listed[Symbol.iterator]() : x);
