/**
 * The whole way, in one direction: text → tree → representation → solution → facts.
 *
 * Each stage knows only what the stage before it hands over. Findings are made from facts by rules, and shown by
 * surfaces; neither is known here.
 */

import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { Facts } from './facts/facts.ts';
import type { FileIr } from './ir/ir.ts';
import { lowerFile } from './lower/file.ts';
import { parse, type ParseText } from './parse/parse.ts';
import type { FileProblem, HostTree, SourceText } from './project/texts.ts';
import { Solver } from './solve/solve.ts';
import type { Sources, World } from './solve/world.ts';

export type Lowered = { readonly ir: FileIr } | { readonly problem: FileProblem };

/** One file's representation; from the host's own tree, if it gave one. */
export function lowerText(parseText: ParseText, source: SourceText, tree?: HostTree): Lowered {
  const { file, text } = source;
  if (source.problem) return { problem: source.problem };
  try {
    const parsed = tree ? { tree: tree as { ast: TSESTree.Program; scopeManager: ScopeManager } } : parse(parseText, file, text);
    if ('error' in parsed) return { problem: { file, kind: 'syntax', ...parsed.error } };
    return { ir: lowerFile({ file, text, ...parsed.tree }) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { problem: { file, kind: 'too-deep', message: 'The file nests expressions more deeply than the stack allows; it was not analysed.' } };
  }
}

/**
 * Everything that can be known of some files and what they reach. `more` names files that turn out to matter, once it is
 * known what the others hold; it is asked until it names none.
 */
export function factsOf(sources: Sources, files: readonly string[], more: (world: World) => readonly string[]): Facts {
  const solver = new Solver(sources);
  for (let next = files; next.length > 0; next = more(solver.world)) solver.add(next);
  return new Facts(solver);
}
