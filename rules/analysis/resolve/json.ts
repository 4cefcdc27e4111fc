/** Data files as people write them: JSON with comments and trailing commas, of which nothing can be relied on. */

import type { Disk } from '../base/disk.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const stringsIn = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter((one) => typeof one === 'string') : [];

/** Strings first, so that a `//` in one is none. */
const COMMENT = /("(?:\\.|[^"\\])*")|\/\/[^\n\r]*|\/\*[\s\S]*?\*\//g;
const TRAILING_COMMA = /("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g;
const keepString = (_: string, string?: string): string => string ?? '';

/** The object in a JSON file, comments and trailing commas allowed; undefined where there is none. */
export function readObject(disk: Disk, path: string): JsonObject | undefined {
  const text = disk.read(path);
  if (text === undefined) return undefined;
  try {
    const parsed = JSON.parse(text.replace(/^\uFEFF/, '').replace(COMMENT, keepString).replace(TRAILING_COMMA, keepString)) as Json;
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
