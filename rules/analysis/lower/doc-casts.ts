/** `/** @type {T} *\/ (x)`: how JavaScript writes the type assertion `x as T`. */

import type { TSESTree } from '@typescript-eslint/types';
import type { At, TypeIr } from '../ir/ir.ts';

export interface DocCast {
  readonly type: TypeIr;
  /** From the comment to the closing parenthesis. */
  readonly at: At;
}

interface Pending {
  readonly type: TypeIr;
  readonly start: number;
  owner?: TSESTree.Node;
}

/** A tree has no nodes for parentheses: a cast belongs to the first expression met that starts inside them. */
export class DocCasts {
  readonly #byStart = new Map<number, Pending[]>();

  constructor(readonly text: string) {}

  /** `next` is where the token behind the comment starts. */
  add(start: number, next: number, type: TypeIr): void {
    if (this.text[next] !== '(') return;
    const cast: Pending = { type, start };
    // The expression may itself begin with parentheses, which are part of it or not.
    for (let at = next; this.text[at] === '('; ) {
      at = skipSpace(this.text, at + 1);
      this.#byStart.set(at, [...(this.#byStart.get(at) ?? []), cast]);
    }
  }

  /** The casts around an expression, the innermost first. */
  around(node: TSESTree.Node): readonly DocCast[] {
    const pending = this.#byStart.size === 0 ? undefined : this.#byStart.get(node.range[0]);
    if (!pending) return [];
    for (const cast of pending) cast.owner ??= node;
    let end = node.range[1];
    return pending.filter(({ owner }) => owner === node).reverse().map(({ type, start }) => {
      end = this.text.indexOf(')', end) + 1 || end;
      return { type, at: [start, end] };
    });
  }
}

/** White space and comments. */
function skipSpace(text: string, from: number): number {
  const space = /(?:\s|\/\*[\s\S]*?\*\/|\/\/.*)*/y;
  space.lastIndex = from;
  space.exec(text);
  return space.lastIndex;
}
