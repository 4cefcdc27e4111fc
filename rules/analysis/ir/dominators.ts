/**
 * Which points of a function every way to another point passes.
 *
 * A block is two points, its start and its end: where an instruction throws, control leaves for the handler from
 * somewhere in between, and nothing that the block defines is sure to be there.
 */

import type { BlockId, BlockIr, FunctionIr } from './ir.ts';

export class Dominators {
  /** The closest point that dominates each, by point; the entry's is itself. Unreachable points have none. */
  readonly #immediate: number[] = [];
  readonly #rank: number[] = [];

  constructor(fn: FunctionIr) {
    const order = reversePostorder(fn);
    order.forEach((point, i) => (this.#rank[point] = i));
    const before = predecessors(fn, order);
    this.#immediate[0] = 0;
    for (let changed = true; changed; ) {
      changed = false;
      for (const point of order.slice(1)) {
        const next = (before[point] ?? []).filter((one) => this.#immediate[one] !== undefined).reduce((a, b) => this.#common(a, b));
        if (this.#immediate[point] !== next) changed = true;
        this.#immediate[point] = next;
      }
    }
  }

  isReachable(block: BlockId): boolean {
    return this.#immediate[startOf(block)] !== undefined;
  }

  /** Whether what is defined at the end of `definition` is there at the start of `use`. */
  dominates(definition: BlockId, use: BlockId): boolean {
    const wanted = endOf(definition);
    for (let at = startOf(use); ; at = this.#immediate[at] ?? 0) {
      if (at === wanted) return true;
      if (at === 0) return false;
    }
  }

  #common(a: number, b: number): number {
    let [x, y] = [a, b];
    const rank = (point: number): number => this.#rank[point] ?? 0;
    while (x !== y) {
      while (rank(x) > rank(y)) x = this.#immediate[x] ?? 0;
      while (rank(y) > rank(x)) y = this.#immediate[y] ?? 0;
    }
    return x;
  }
}

const startOf = (block: BlockId): number => block * 2;
const endOf = (block: BlockId): number => block * 2 + 1;

/** Where control can go from a block that runs to its end. */
export function targetsOf({ end }: BlockIr): BlockId[] {
  if (end.kind === 'jump') return [end.to];
  return end.kind === 'branch' ? [end.yes, end.no] : [];
}

function successors(fn: FunctionIr, point: number): number[] {
  const block = fn.blocks[point >> 1];
  if (!block) return [];
  if (point & 1) return targetsOf(block).map(startOf);
  return block.handler === undefined ? [point + 1] : [startOf(block.handler), point + 1];
}

function reversePostorder(fn: FunctionIr): number[] {
  const seen = new Set([0]);
  const post: number[] = [];
  const stack = [{ point: 0, next: successors(fn, 0) }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const next = top.next.pop();
    if (next === undefined) {
      post.push(top.point);
      stack.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      stack.push({ point: next, next: successors(fn, next) });
    }
  }
  return post.reverse();
}

function predecessors(fn: FunctionIr, points: readonly number[]): number[][] {
  const before: number[][] = [];
  for (const point of points) for (const next of successors(fn, point)) (before[next] ??= []).push(point);
  return before;
}
