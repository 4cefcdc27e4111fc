/** What printing carries along: the source, what encloses the node at hand, and the sites of operations. */

import type { Effects } from './effects.ts';
import { type Node, type SourceTree, boundNames, child, children, isNode, list, nameOf, ownNodes, skips } from './tree.ts';

export class RewriteError extends Error {
  override readonly name = 'RewriteError';
}

/** Where operations come from: shown in reports, and what identifies an operation across executions. */
export interface Site { readonly file: string; readonly line: number; readonly column: number; readonly text: string }

/** What encloses the code that is printed. */
interface Context {
  /** May it yield? */
  readonly generator: boolean;
  /** Names of the function itself, and of all functions around it. */
  readonly own: ReadonlySet<string>;
  readonly visible: ReadonlySet<string>;
}

export abstract class Printer {
  context: Context;
  readonly parents: Node[] = [];
  private readonly lines: number[] = [0];

  constructor(readonly file: string, readonly unit: SourceTree, readonly effects: Effects, readonly sites: Site[]) {
    const { text, tree } = unit;
    for (let i = 0; i < text.length; i++) if (text[i] === '\n') this.lines.push(i + 1);
    const names = new Set<string>();
    ownNodes(tree, (n) => declared(n, names));
    this.context = { generator: false, own: names, visible: names };
  }

  get source(): string {
    return this.unit.text;
  }

  program(): string {
    return `let $t;${this.weave(this.unit.tree, 0, this.source.length)}`;
  }

  site(node: Node): number {
    let line = this.lines.length;
    while (this.lines[line - 1]! > node.start) line--;
    const text = this.source.slice(node.start, node.end).replace(/\s+/g, ' ');
    return this.sites.push({ file: this.file, line, column: node.start - this.lines[line - 1]! + 1, text: text.length > 72 ? `${text.slice(0, 71)}…` : text }) - 1;
  }

  fail(node: Node, why: string): never {
    const { file, line, column } = this.sites[this.site(node)]!;
    throw new RewriteError(`${file}:${line}:${column}: ${why}`);
  }

  /** Copies the text from `start` to `end`, with the children of `node` printed in place. */
  weave(node: Node, start = node.start, end = node.end): string {
    this.parents.push(node);
    let out = '';
    let at = start;
    for (const c of children(node)) {
      if (c.start < at || c.end > end) continue;
      out += this.source.slice(at, c.start) + this.print(c);
      at = c.end;
    }
    this.parents.pop();
    return out + this.source.slice(at, end);
  }

  /** Prints `part` as a part of `node`. */
  under(node: Node, part: Node): string {
    this.parents.push(node);
    const text = this.print(part);
    this.parents.pop();
    return text;
  }

  abstract print(node: Node): string;

  /** A scheduling point: yields where it can, runs directly where it cannot. */
  point(text: string): string {
    return this.context.generator ? `(yield ${text})` : `$.direct(${text})`;
  }

  /** What is a scheduling point for some objects, a call that may have made a generator for others. */
  maybe(node: Node, text: string): string {
    this.wholeChain(node);
    return this.context.generator ? `(($t=${text}) instanceof $.Op||$t instanceof $.G?yield $t:$t)` : `$.sync($.direct(${text}),${this.site(node)})`;
  }

  /** The value of a call that may have made a generator. */
  value(node: Node, text: string): string {
    this.wholeChain(node);
    return this.context.generator ? `(($t=${text}) instanceof $.G?yield $t:$t)` : `$.sync(${text},${this.site(node)})`;
  }

  /** A part of `a?.b().c` cannot be printed in brackets of its own: `c` would no longer be skipped. */
  private wholeChain(node: Node): void {
    const above = this.parents.findLast((p) => p.type !== 'TSNonNullExpression');
    const goesOn = above && ((above.type === 'MemberExpression' && bareStart(above, 'object') === node) || (above.type === 'CallExpression' && bareStart(above, 'callee') === node));
    if (goesOn && skips(node)) this.fail(node, 'a long optional chain touches shared memory half-way; split it, for the checker to follow it.');
  }

  /** Prints code that belongs to no generator: initialisers, parameters. */
  aside(text: () => string): string {
    return this.within({ ...this.context, generator: false }, text);
  }

  /** Prints the code of a function. */
  inside(fn: Node, generator: boolean, text: () => string): string {
    const own = new Set(list(fn, 'params').flatMap(boundNames));
    ownNodes(child(fn, 'body'), (n) => declared(n, own));
    return this.within({ generator, own, visible: new Set([...this.context.visible, ...own]) }, text);
  }

  private within(context: Context, text: () => string): string {
    const outer = this.context;
    this.context = context;
    try {
      return text();
    } finally {
      this.context = outer;
    }
  }
}

function declared(n: Node, names: Set<string>): void {
  if (n.type === 'VariableDeclarator') for (const name of boundNames(child(n, 'id'))) names.add(name);
  else if (n.type === 'CatchClause' && isNode(n['param'])) for (const name of boundNames(n['param'])) names.add(name);
  else if (n.type.startsWith('Import') && isNode(n['local'])) for (const name of boundNames(n['local'])) names.add(name);
  else if (isNode(n['id']) && nameOf(n['id']) !== undefined) names.add(nameOf(n['id'])!);
}

function bareStart(node: Node, key: string): Node {
  let n = child(node, key);
  while (n.type === 'TSNonNullExpression') n = child(n, 'expression');
  return n;
}
