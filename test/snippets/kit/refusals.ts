/** How a snippet refuses bad input: with which kind of error, and saying what is allowed. */

import { expect } from 'vitest';

interface Refusal { readonly kind: string; readonly message: string }

export function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? { kind: error.name, message: error.message } : { kind: typeof error, message: String(error) };
  }
  return { kind: 'nothing', message: 'It was accepted.' };
}

/** A `RangeError` or `TypeError` whose message is a sentence that matches. */
export function refuses(act: () => unknown, says: RegExp): void {
  const { kind, message } = refusalOf(act);
  expect(['RangeError', 'TypeError'], message).toContain(kind);
  expect(message).toMatch(says);
  expect(message).toMatch(/\.$/);
}

/** What no size, count or number of a thread may be. */
export const NOT_WHOLE: readonly unknown[] = [-1, 0.5, NaN, Infinity, -Infinity, 2 ** 31, 2 ** 53, '8', null, undefined, 8n, {}];
export const NOT_A_TIME: readonly unknown[] = [-1, NaN, '5', null];

/** Passes anything where a type would forbid it, as JavaScript does. */
export const any = <T>(value: unknown): T => value as T;

export const NOT_SHARED: readonly (readonly [string, unknown])[] = [['an ArrayBuffer', new ArrayBuffer(1024)], ['a view', new Uint8Array(new SharedArrayBuffer(1024))], ['an object', {}], ['null', null], ['undefined', undefined], ['a text', 'buffer']];
