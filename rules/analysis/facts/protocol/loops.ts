/** Loops of a run: their blocks, what runs in them, and the branches that end them. */

import type { At, BlockId, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import { blockOf, takenFrom, withCallees } from './flow.ts';

export interface Loop {
  readonly act: Activation;
  readonly head: BlockId;
  readonly at: At;
  readonly blocks: ReadonlySet<BlockId>;
}

export interface LoopExit {
  readonly block: BlockId;
  readonly cond: ValueId;
  /** What the condition is where the loop ends. */
  readonly truth: boolean;
}

const known = new WeakMap<Activation, readonly Loop[]>();

/** Loops that the solution saw go round, outer ones first. */
export function loopsOf(act: Activation): readonly Loop[] {
  let loops = known.get(act);
  if (!loops) {
    loops = act.fn.blocks.flatMap(({ loop }, head): Loop[] => {
      const blocks = loop && act.entered.has(head) ? blocksOf(act, head) : undefined;
      return loop && blocks ? [{ act, head, at: loop, blocks }] : [];
    });
    known.set(act, loops);
  }
  return loops;
}

function predecessors(act: Activation): Map<BlockId, BlockId[]> {
  const out = new Map<BlockId, BlockId[]>();
  for (const block of act.fn.blocks.keys()) for (const to of takenFrom(act, block)) out.set(to, [...(out.get(to) ?? []), block]);
  return out;
}

/** The blocks from which the head is reached again before anything outside; undefined if it is not. */
function blocksOf(act: Activation, head: BlockId): ReadonlySet<BlockId> | undefined {
  const before = predecessors(act);
  const outside = reachedWithout(act, head);
  const back = (before.get(head) ?? []).filter((block) => !outside.has(block));
  if (back.length === 0) return undefined;
  const blocks = new Set([head]);
  for (let block = back.pop(); block !== undefined; block = back.pop()) {
    if (blocks.has(block)) continue;
    blocks.add(block);
    back.push(...(before.get(block) ?? []));
  }
  return blocks;
}

/** Blocks that can be reached without passing the head of the loop: none of them goes round in it. */
function reachedWithout(act: Activation, head: BlockId): Set<BlockId> {
  const out = new Set<BlockId>();
  const queue: BlockId[] = head === 0 ? [] : [0];
  for (let block = queue.pop(); block !== undefined; block = queue.pop()) {
    if (out.has(block)) continue;
    out.add(block);
    queue.push(...takenFrom(act, block).filter((to) => to !== head));
  }
  return out;
}

/** The loops around an instruction, innermost last. */
export const loopsAround = (act: Activation, block: BlockId): Loop[] => loopsOf(act).filter(({ blocks }) => blocks.has(block));

/** Branches of the loop of which one way leaves it. */
export function exitsOf({ act, blocks }: Loop): LoopExit[] {
  return [...blocks].flatMap((block): LoopExit[] => {
    const { end } = blockOf(act, block);
    if (end.kind !== 'branch') return [];
    return ([[end.yes, true], [end.no, false]] as const).flatMap(([to, truth]) => (blocks.has(to) || !act.edges.has(`${block}>${to}`) ? [] : [{ block, cond: end.cond, truth }]));
  });
}

/** Every instruction that runs in a loop, with those of the functions that it calls. */
export function* instructionsIn({ act, blocks }: Loop): Iterable<{ readonly act: Activation; readonly id: ValueId }> {
  for (const block of blocks)
    for (const id of blockOf(act, block).body) {
      yield { act, id };
      for (const child of act.calls.get(id) ?? []) for (const run of withCallees(child)) for (const inner of run.fn.blocks) for (const at of inner.body) if (run.values[at]) yield { act: run, id: at };
    }
}
