/**
 * Bytes are written through a handle that is declared read-only.
 *
 * The document's `&[u8]`: a shared reference may be turned into one to atomics, but only reads through it are allowed,
 * and a compiler may rely on that. TypeScript rejects `v[i] = x` on a `Readonly<Int32Array>`; `Atomics.store(v, …)` and
 * `v.fill(…)` write all the same, and it says nothing.
 */

import type { Span } from './analysis/base/span.ts';
import { readonlyWrites, type ReadonlyWrite } from './analysis/facts/readonly-writes.ts';
import { allocation, callPath } from './kit/conflicts.ts';
import { defineRule } from './kit/define-rule.ts';
import type { Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Write extends ReadonlyWrite {
  readonly at: Span;
}

export const noReadonlyWrite = defineRule<Write>({
  name: 'no-readonly-write',
  presets: ['recommended', 'strict'],
  description: 'Bytes must not be written through a handle that is declared read-only',
  fixable: false,
  hasSuggestions: false,
  find: (facts) => readonlyWrites(facts).map((found) => ({ ...found, at: found.access.at })),
  say,
});

function say({ access, declared, certainty, at }: Write, words: Words): { message: string; related: Related[] } {
  const message = `${hedge(certainty)}${words.quote(at)} writes through a handle that is declared read-only (${words.place(declared, at)}). Only reads are allowed through a shared reference, atomic ones among them: declare the handle writable where it comes from, or write through the view that owns these bytes.`;
  return { message, related: [{ at: declared, message: 'Declared read-only here' }, ...allocation(access, words), ...callPath(access)] };
}
