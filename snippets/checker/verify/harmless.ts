/** Mutants that are right to survive, each with the reason: `snippets/scenarios/harmless.json`. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from '../mutate/mutants.ts';

/** A mutant, by the method that it is in and the source that it changes, so that lines may move. */
export interface Harmless { readonly snippet: string; readonly inside: string; readonly mutation: string; readonly source: string; readonly why: string }

export function readHarmless(root: string): Harmless[] {
  return JSON.parse(readFileSync(join(root, 'snippets/scenarios/harmless.json'), 'utf8')) as Harmless[];
}

export function excuse(harmless: readonly Harmless[], snippet: string, mutant: Omit<Mutant, 'text'>): Harmless | undefined {
  return harmless.find((h) => h.snippet === snippet && h.inside === mutant.inside && h.mutation === mutant.mutation && h.source === mutant.source);
}
