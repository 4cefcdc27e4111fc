/** Text to tree: the one place that calls a parser, and that makes its tree look as ESLint hands it over. */

import { analyze, type ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';

/** A parser: TS-ESTree with `range` on every node, offsets in UTF-16 units of `text`. */
export type ParseText = (file: string, text: string) => ParsedText;

export interface ParsedText {
  readonly program: unknown;
  readonly errors: readonly { readonly message: string; readonly offset: number }[];
  readonly comments: readonly Comment[];
}

export interface Comment {
  readonly type: 'Line' | 'Block';
  /** Without its slashes and outer stars. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export interface Tree {
  readonly ast: TSESTree.Program;
  readonly scopeManager: ScopeManager;
}

export type Parsed = { readonly tree: Tree } | { readonly error: { readonly message: string; readonly offset: number } };

export function parse(parseText: ParseText, file: string, text: string): Parsed {
  const parsed = parseText(file, text);
  const error = parsed.errors[0];
  if (error) return { error };
  const ast = parsed.program as TSESTree.Program;
  linkParents(ast);
  // Hosts list the comments at the root; `oxc-parser` makes them when they are asked for.
  Object.defineProperty(ast, 'comments', { get: () => parsed.comments.map(({ type, value, start, end }) => ({ type, value, range: [start, end] })) });
  const isScript = /\.c[jt]s$/.test(file);
  const scopeManager = analyze(ast, { sourceType: isScript ? 'commonjs' : 'module', lib: [], ...(isScript && { globalReturn: true }) });
  return { tree: { ast, scopeManager } };
}

type AnyNode = Record<string, unknown> & { type: string; parent?: unknown };

/** Hosts link each node to its parent; `oxc-parser` does not. */
function linkParents(root: TSESTree.Node): void {
  const stack: AnyNode[] = [root as unknown as AnyNode];
  for (let node = stack.pop(); node; node = stack.pop()) {
    for (const key of visitorKeys[node.type] ?? []) {
      const child = node[key];
      if (Array.isArray(child)) {
        for (const one of child as (AnyNode | null)[]) if (one) link(one, node, stack);
      } else if (child && typeof child === 'object') link(child as AnyNode, node, stack);
    }
  }
}

function link(child: AnyNode, parent: AnyNode, stack: AnyNode[]): void {
  child.parent = parent;
  stack.push(child);
}
