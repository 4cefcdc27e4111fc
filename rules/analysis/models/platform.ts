/** Platform functions that read or write a view they are given. Which of them refuse one on shared memory is in `refusals.ts`. */

import { REFUSING_APIS } from './refusals.ts';

export interface PlatformCall {
  /** Positions of arguments whose bytes are written, and read. */
  readonly writes?: readonly number[];
  readonly reads?: readonly number[];
}

const reads = (...positions: number[]): PlatformCall => ({ reads: positions });
const fills = (...positions: number[]): PlatformCall => ({ writes: positions });

/** By the path of the function; `%X%.m` is method `m` of an instance of `X`. */
export const PLATFORM: Readonly<Record<string, PlatformCall>> = {
  'crypto.getRandomValues': fills(0),
  'crypto.subtle.digest': reads(1),
  'crypto.subtle.encrypt': reads(2),
  'crypto.subtle.decrypt': reads(2),
  'crypto.subtle.sign': reads(2),
  'crypto.subtle.verify': reads(3),
  'crypto.subtle.importKey': reads(1),
  'crypto.subtle.unwrapKey': reads(1),
  Response: reads(0),
  ImageData: reads(0),
  '%WebSocket%.send': reads(0),
  '%XMLHttpRequest%.send': reads(0),
  '%TextDecoder%.decode': reads(0),
  '%TextEncoder%.encodeInto': fills(1),
  '%FileSystemWritableFileStream%.write': reads(0),
  '%AudioData%.copyTo': fills(0),
  '%VideoFrame%.copyTo': fills(0),
  '%AnalyserNode%.getFloatTimeDomainData': fills(0),
  'node:crypto.getRandomValues': fills(0),
  'node:crypto.webcrypto.getRandomValues': fills(0),
  'node:crypto.randomFillSync': fills(0),
  'node:crypto.randomFill': fills(0),
  'node:fs.readSync': fills(1),
  'node:fs.read': fills(1),
  'node:fs.writeSync': reads(1),
  'node:fs.write': reads(1),
  'node:fs.writeFileSync': reads(1),
  'node:fs.appendFileSync': reads(1),
};

/** One name for a function, by whatever way it is reached: `window.crypto`, `require('crypto').webcrypto`. */
export const platformPath = (path: string): string =>
  path
    .replace(/^globalThis\./, '')
    .replace(/^node:crypto\.(?:webcrypto\.)?(?=subtle\.)/, 'crypto.')
    .replace(/^%(?:Offline|Base)AudioContext%/, '%AudioContext%');

const METHODS = [...new Set([...Object.keys(PLATFORM), ...REFUSING_APIS])].filter((path) => path.startsWith('%'));

/** Methods whose name alone tells whose they are. */
const TELLING = /^(?:get(?:Float|Byte)(?:TimeDomain|Frequency)Data|copyToChannel|copyFromChannel|decodeAudioData|appendBuffer|encodeInto)$/;

/** The function that a method of something is, of which the name of its type is known or not. */
export function methodPath(type: string | undefined, method: string): string | undefined {
  const candidates = METHODS.filter((path) => path.endsWith(`%.${method}`));
  if (type === undefined) return TELLING.test(method) ? candidates[0] : undefined;
  const own = platformPath(`%${type}%.${method}`);
  return candidates.find((path) => path === own);
}

/** What methods of the platform give, where their name alone tells. */
export const GIVES: Readonly<Record<string, { readonly type: string; readonly promised?: true }>> = {
  createWritable: { type: 'FileSystemWritableFileStream', promised: true },
  createAnalyser: { type: 'AnalyserNode' },
  createDataChannel: { type: 'RTCDataChannel' },
  addSourceBuffer: { type: 'SourceBuffer' },
  objectStore: { type: 'IDBObjectStore' },
};
