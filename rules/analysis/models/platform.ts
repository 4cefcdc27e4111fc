/** Platform functions that read or write a view they are given, and those that refuse one on shared memory. */

export type Host = 'browser' | 'node' | 'deno' | 'bun';

export interface PlatformCall {
  /** Positions of arguments whose bytes are written, and read. */
  readonly writes?: readonly number[];
  readonly reads?: readonly number[];
  /** The argument that must not be shared, with the hosts that refuse it. */
  readonly refuses?: { readonly argument: number; readonly member?: string; readonly by: readonly Host[] };
}

const everywhere: readonly Host[] = ['browser', 'node', 'deno', 'bun'];
const web: readonly Host[] = ['browser'];

const reads = (argument: number, by: readonly Host[] = everywhere): PlatformCall => ({ reads: [argument], refuses: { argument, by } });
const fills = (...writes: number[]): PlatformCall => ({ writes });

/** By the path of the function; `%X%.m` is method `m` of an instance of `X`. */
export const PLATFORM: Readonly<Record<string, PlatformCall>> = {
  'crypto.getRandomValues': { writes: [0], refuses: { argument: 0, by: everywhere } },
  'crypto.subtle.digest': reads(1),
  'crypto.subtle.encrypt': reads(2),
  'crypto.subtle.decrypt': reads(2),
  'crypto.subtle.sign': reads(2),
  'crypto.subtle.verify': reads(3),
  'crypto.subtle.importKey': reads(1),
  'crypto.subtle.unwrapKey': reads(1),
  Response: reads(0, ['browser', 'node', 'deno']),
  Request: { refuses: { argument: 1, member: 'body', by: ['browser', 'node', 'deno'] } },
  fetch: { refuses: { argument: 1, member: 'body', by: ['browser', 'node', 'deno'] } },
  Blob: { refuses: { argument: 0, member: '[]', by: ['browser', 'deno'] } },
  File: { refuses: { argument: 0, member: '[]', by: ['browser', 'deno'] } },
  ImageData: reads(0, web),
  '%WebSocket%.send': reads(0, ['browser', 'node', 'deno']),
  '%XMLHttpRequest%.send': reads(0, web),
  '%TextDecoder%.decode': reads(0, web),
  '%TextEncoder%.encodeInto': { writes: [1], refuses: { argument: 1, by: [] } },
  '%FileSystemWritableFileStream%.write': reads(0, web),
  '%AudioData%.copyTo': fills(0),
  '%VideoFrame%.copyTo': fills(0),
  '%AnalyserNode%.getFloatTimeDomainData': { writes: [0], refuses: { argument: 0, by: web } },
  'node:crypto.randomFillSync': fills(0),
  'node:crypto.getRandomValues': { writes: [0], refuses: { argument: 0, by: everywhere } },
  'node:crypto.webcrypto.getRandomValues': { writes: [0], refuses: { argument: 0, by: everywhere } },
  'node:crypto.webcrypto.subtle.digest': reads(1),
  'node:crypto.randomFill': fills(0),
  'node:fs.readSync': fills(1),
  'node:fs.read': fills(1),
  'node:fs.writeSync': { reads: [1] },
  'node:fs.write': { reads: [1] },
  'node:fs.writeFileSync': { reads: [1] },
  'node:fs.appendFileSync': { reads: [1] },
};
