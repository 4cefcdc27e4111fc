/** Typed arrays and `DataView`: what one element is. ECMA-262, Table 70 (TypedArray constructors). */

export type ElementKind =
  | 'Int8Array' | 'Uint8Array' | 'Uint8ClampedArray' | 'Int16Array' | 'Uint16Array' | 'Float16Array' | 'Int32Array' | 'Uint32Array'
  | 'Float32Array' | 'Float64Array' | 'BigInt64Array' | 'BigUint64Array' | 'DataView';

/** Bytes of one element; a `DataView` is made of bytes. */
export const ELEMENT_BYTES: Readonly<Record<ElementKind, number>> = {
  Int8Array: 1, Uint8Array: 1, Uint8ClampedArray: 1, Int16Array: 2, Uint16Array: 2, Float16Array: 2, Int32Array: 4, Uint32Array: 4,
  Float32Array: 4, Float64Array: 8, BigInt64Array: 8, BigUint64Array: 8, DataView: 1,
};

/** Where only its use shows that something is a view, any one size will do: it is compared with itself alone. */
export const elementBytes = (kind: ElementKind | '?'): number => (kind === '?' ? 4 : ELEMENT_BYTES[kind]);

/** A `Buffer` of Node is a `Uint8Array`. */
export const elementKind = (name: string): ElementKind | undefined =>
  name === 'Buffer' ? 'Uint8Array' : Object.hasOwn(ELEMENT_BYTES, name) ? (name as ElementKind) : undefined;

const REFUSED = new Set<ElementKind>(['Float16Array', 'Float32Array', 'Float64Array', 'Uint8ClampedArray', 'DataView']);
/** `Atomics` operations throw a TypeError on these. ECMA-262, ValidateIntegerTypedArray. */
export const isAtomicKind = (kind: ElementKind): boolean => !REFUSED.has(kind);

/** `Atomics.wait`, `waitAsync` and `notify` take these only. */
export const isWaitableKind = (kind: ElementKind): boolean => kind === 'Int32Array' || kind === 'BigInt64Array';

export const isBigKind = (kind: ElementKind): boolean => kind === 'BigInt64Array' || kind === 'BigUint64Array';

/** Plain accesses that may tear. ECMA-262, IsNoTearConfiguration. */
export const mayTear = (kind: ElementKind): boolean => ELEMENT_BYTES[kind] > 1 && (isBigKind(kind) || kind.startsWith('Float'));

/** `HEAP32` and its like: the views that Emscripten keeps on the memory of a WebAssembly module. */
export const HEAP_VIEWS: Readonly<Record<string, ElementKind>> = {
  HEAP8: 'Int8Array', HEAPU8: 'Uint8Array', HEAP16: 'Int16Array', HEAPU16: 'Uint16Array', HEAP32: 'Int32Array', HEAPU32: 'Uint32Array',
  HEAPF32: 'Float32Array', HEAPF64: 'Float64Array', HEAP64: 'BigInt64Array', HEAPU64: 'BigUint64Array',
};
