/** The `exports` and `imports` of a package.json (Node.js, Modules: Packages), and the `paths` of a tsconfig. */

import { isObject, type Json, type JsonObject } from './json.ts';

/** Conditions that lead to code which can run here; of two, the one that the package names first. */
const CONDITIONS = new Set(['source', 'development', 'module', 'import', 'node', 'require', 'default', 'worker', 'browser']);

/** Targets for a key (`.`, `./sub`, `#internal`), best first; empty where the map has none or forbids it. */
export function targetsOf(map: Json | undefined, key: string): readonly string[] {
  const entries = isObject(map) && Object.keys(map).some((name) => name.startsWith(key.slice(0, 1))) ? map : { '.': map };
  const match = matchPattern(Object.keys(entries), key);
  if (!match) return [];
  const target = entries[match.pattern];
  return [...flatten(target, true), ...flatten(target, false)].map((path) => path.replaceAll('*', match.star));
}

/** All strings of a target in order; `known`: only under known conditions, otherwise under any (`types` as well). */
function flatten(target: Json | undefined, known: boolean): string[] {
  if (typeof target === 'string') return [target];
  if (Array.isArray(target)) return (target as readonly Json[]).flatMap((one) => flatten(one, known));
  if (!isObject(target)) return [];
  return Object.entries(target).flatMap(([condition, one]) => (!known || CONDITIONS.has(condition) ? flatten(one, known) : []));
}

/** The pattern that matches most of a key: itself, else the one with the longest text before its `*`. */
export function matchPattern(patterns: readonly string[], key: string): { pattern: string; star: string } | undefined {
  if (patterns.includes(key)) return { pattern: key, star: '' };
  let best: { pattern: string; star: string; length: number } | undefined;
  for (const pattern of patterns) {
    const star = pattern.indexOf('*');
    if (star < 0 || key.length < pattern.length - 1) continue;
    const end = pattern.slice(star + 1);
    if (!key.startsWith(pattern.slice(0, star)) || !key.endsWith(end)) continue;
    if (!best || star > best.length) best = { pattern, star: key.slice(star, key.length - end.length), length: star };
  }
  return best;
}

/** `@scope/name/sub/path` as the package's name and `.` or `./sub/path`. */
export function packageOf(specifier: string): { name: string; key: string } | undefined {
  const match = /^((?:@[^/]+\/)?[^/@.][^/]*)(\/.*)?$/.exec(specifier);
  return match?.[1] === undefined ? undefined : { name: match[1], key: `.${match[2] ?? ''}` };
}

/** Entry files of a package without `exports`, most telling first. */
export const entriesOf = (manifest: JsonObject): readonly string[] =>
  ['source', 'module', 'main', 'types', 'typings'].map((field) => manifest[field]).filter((value) => typeof value === 'string');
