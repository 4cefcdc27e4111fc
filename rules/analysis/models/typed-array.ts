/** Methods of typed arrays: which elements they read and write. ECMA-262, Properties of the %TypedArray% Prototype Object. */

/**
 * The elements a method touches: `range` names the positions of its start and end arguments; without it, all of them.
 * `element`: the one element at argument 0. `target`: argument 0 is where, argument 1 and 2 what is copied there.
 */
export interface Touch {
  readonly reads?: boolean;
  readonly writes?: boolean;
  readonly range?: readonly [start: number, end: number];
  readonly element?: true;
  /** Calls argument 0 with each element. */
  readonly callback?: true;
}

export const METHODS: Readonly<Record<string, Touch>> = {
  fill: { writes: true, range: [1, 2] },
  sort: { reads: true, writes: true },
  reverse: { reads: true, writes: true },
  slice: { reads: true, range: [0, 1] },
  join: { reads: true },
  // Of a Buffer, `toString(encoding, start, end)`; of others, all.
  toString: { reads: true, range: [1, 2] as const },
  toLocaleString: { reads: true },
  indexOf: { reads: true },
  lastIndexOf: { reads: true },
  includes: { reads: true },
  at: { reads: true, element: true },
  find: { reads: true, callback: true },
  findIndex: { reads: true, callback: true },
  findLast: { reads: true, callback: true },
  findLastIndex: { reads: true, callback: true },
  every: { reads: true, callback: true },
  some: { reads: true, callback: true },
  map: { reads: true, callback: true },
  filter: { reads: true, callback: true },
  forEach: { reads: true, callback: true },
  reduce: { reads: true, callback: true },
  reduceRight: { reads: true, callback: true },
  entries: { reads: true },
  values: { reads: true },
  with: { reads: true },
  toSorted: { reads: true },
  toReversed: { reads: true },
  // Node's Buffer.
  equals: { reads: true },
  compare: { reads: true },
  swap16: { reads: true, writes: true },
  swap32: { reads: true, writes: true },
  swap64: { reads: true, writes: true },
  toJSON: { reads: true },
  hexSlice: { reads: true },
  utf8Slice: { reads: true },
};

/** `getInt32` and its like of a `DataView`, `readInt32LE` and its like of a `Buffer`: bytes read or written at argument 0 (or 1). */
export interface Field {
  readonly bytes: number;
  readonly writes: boolean;
  /** The argument that holds the byte offset; absent offsets are 0. */
  readonly offset: number;
}

const DATA_VIEW_BYTES: Readonly<Record<string, number>> = {
  Int8: 1, Uint8: 1, Int16: 2, Uint16: 2, Float16: 2, Int32: 4, Uint32: 4, Float32: 4, Float64: 8, BigInt64: 8, BigUint64: 8,
};

export function dataViewField(method: string): Field | undefined {
  const bytes = DATA_VIEW_BYTES[method.slice(3)];
  const writes = method.startsWith('set');
  return bytes !== undefined && (writes || method.startsWith('get')) ? { bytes, writes, offset: 0 } : undefined;
}

const BUFFER_FIELD = /^(read|write)(?:Big)?(?:U?Int|Float|Double)(8|16|32|64)?(?:LE|BE)?$/i;

export function bufferField(method: string): Field | undefined {
  const match = BUFFER_FIELD.exec(method);
  if (!match) return undefined;
  const bits = match[2] ? Number(match[2]) : method.includes('Double') ? 64 : method.includes('Float') ? 32 : 0;
  if (bits === 0) return undefined;
  return { bytes: bits / 8, writes: match[1] === 'write', offset: match[1] === 'write' ? 1 : 0 };
}
