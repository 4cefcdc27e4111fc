/** `@region` comments: which there are, and what would be known without one. */

import type { Span } from '../base/span.ts';
import type { AlignedIr, FileIr, FunctionIr, Instr, RegionCommentIr } from '../ir/ir.ts';
import { Solver } from '../solve/solve.ts';
import { Facts } from './facts.ts';

export interface Claim {
  readonly at: Span;
  readonly comment: RegionCommentIr;
  /** Its index in the file. */
  readonly index: number;
}

/** The comments of the files that are looked at for themselves. */
export function claims(facts: Facts): Claim[] {
  return rootFiles(facts).flatMap((file) => (facts.file(file)?.regionComments ?? []).map((comment, index) => ({ at: { file, start: comment.at[0], end: comment.at[1] }, comment, index })));
}

/** Everything that can be known of the same files where a comment claims nothing. */
export function factsWithout(facts: Facts, { at, index }: Claim): Facts {
  const { sources } = facts.world;
  const ir = facts.file(at.file);
  const changed = ir && withoutClaim(ir, index);
  const solver = new Solver({
    file: (path) => (path === at.file ? changed : sources.file(path)),
    resolve: (specifier, from) => sources.resolve(specifier, from),
    resolvePath: (path, from) => sources.resolvePath(path, from),
    isRoot: (path) => sources.isRoot(path),
    nameSharedMemory: sources.nameSharedMemory,
  });
  solver.add(rootFiles(facts));
  return new Facts(solver);
}

const rootFiles = (facts: Facts): string[] =>
  [...facts.solution.roots.values()].filter(({ fn, ir }) => fn.kind === 'module' && facts.world.sources.isRoot(ir.file)).map(({ ir }) => ir.file);

function withoutClaim(ir: FileIr, comment: number): FileIr {
  const drop = <T extends { readonly aligned?: AlignedIr; readonly singleWriter?: number }>(declared: T): T => {
    if (declared.aligned?.comment !== comment && declared.singleWriter !== comment) return declared;
    const { aligned, singleWriter, ...rest } = declared;
    return { ...rest, ...(aligned && aligned.comment !== comment && { aligned }), ...(singleWriter !== undefined && singleWriter !== comment && { singleWriter }) } as T;
  };
  const instr = (one: Instr): Instr => (one.op === 'declare' ? drop(one) : one);
  return {
    ...ir,
    functions: ir.functions.map((fn): FunctionIr => {
      const { exclusive, ...rest } = fn;
      return { ...rest, ...(exclusive !== undefined && exclusive !== comment && { exclusive }), params: fn.params.map(drop), instrs: fn.instrs.map(instr) };
    }),
    classes: ir.classes.map((one) => ({ ...one, fields: one.fields.map(drop) })),
  };
}
