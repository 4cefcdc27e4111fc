/**
 * A snippet with one thing wrong: what a hasty edit or a misunderstanding of shared memory makes of it. Each mutant
 * must fail a scenario; one that does not is either harmless, or shows what the scenarios do not look at.
 */

import { parseSync } from 'oxc-parser';
import { type Node, SourceTree, allNodes, bare, child, isFunction, isNode, keyName, list, nameOf, ownNodes } from '../rewrite/tree.ts';

export const MUTATIONS = ['plain for atomic', 'update split in load and store', 'compareExchange split in load and store', 'dropped notify', 'notify one instead of all', 'notify of another index', 'dropped write', 'swapped writes', 'wrong expected value', 'loop run once'] as const;
export type Mutation = (typeof MUTATIONS)[number];

export interface Mutant {
  readonly mutation: Mutation;
  readonly line: number;
  /** The function or method that it is in; empty outside of all that have a name. */
  readonly inside: string;
  /** The source that is changed, on one line. */
  readonly source: string;
  /** The whole file, changed. */
  readonly text: string;
}

/** A piece of the text and what takes its place. */
interface Edit { readonly node: Node; readonly mutation: Mutation; readonly end?: number; readonly text: string }

const UPDATES: Readonly<Record<string, string>> = { add: '+', sub: '-', and: '&', or: '|', xor: '^' };

/** Every mutant of a TypeScript file, in order of the text. */
export function mutants(text: string, path = 'snippet.ts'): Mutant[] {
  const unit = new SourceTree(path, text, parseSync(path, text).program as unknown as Node, new Map());
  const edits: Edit[] = [];
  const slice = (n: Node): string => text.slice(n.start, n.end);
  allNodes(unit.tree, (node) => {
    const operation = node.type === 'CallExpression' ? unit.atomicsCall(node) : undefined;
    if (operation !== undefined) edits.push(...ofCall(node, operation, list(node, 'arguments').map(slice)));
    if (node.type === 'BlockStatement' || node.type === 'FunctionBody') edits.push(...ofBlock(unit, node, slice));
    if (node.type === 'WhileStatement') edits.push(...ofLoop(unit, node, slice));
  });
  const named = namedFunctions(unit.tree);
  return edits.sort((a, b) => a.node.start - b.node.start).map((e) => applied(text, e, innermost(named, e.node)));
}

interface Named { readonly name: string; readonly start: number; readonly end: number }

/** Methods, function declarations, and functions that a variable is initialised with; outer ones first. */
function namedFunctions(tree: Node): Named[] {
  const found: Named[] = [];
  allNodes(tree, (n) => {
    const name = nameOfFunction(n);
    if (name !== undefined) found.push({ name, start: n.start, end: n.end });
  });
  return found;
}

function nameOfFunction(n: Node): string | undefined {
  switch (n.type) {
    case 'MethodDefinition': return keyName(child(n, 'key'), n['computed'] === true);
    case 'FunctionDeclaration': return nameOf(child(n, 'id'));
    case 'VariableDeclarator': return isNode(n['init']) && isFunction(n['init']) ? nameOf(child(n, 'id')) : undefined;
    default: return undefined;
  }
}

const innermost = (named: readonly Named[], node: Node): string => named.filter((f) => f.start <= node.start && node.end <= f.end).at(-1)?.name ?? '';

function applied(text: string, { node, mutation, end = node.end, text: replacement }: Edit, inside: string): Mutant {
  const line = text.slice(0, node.start).split('\n').length;
  const source = text.slice(node.start, end).replace(/\s+/g, ' ');
  return { mutation, line, inside, source: source.length > 90 ? `${source.slice(0, 89)}…` : source, text: text.slice(0, node.start) + replacement + text.slice(end) };
}

function ofCall(node: Node, operation: string, args: readonly string[]): Edit[] {
  const [view = '', index = '', x = '', y = ''] = args;
  const edit = (mutation: Mutation, text: string): Edit => ({ node, mutation, text });
  const at = `${view}[${index}]`;
  const other = (value: string): string => `((v) => (typeof v === 'bigint' ? v ^ 1n : v ^ 1))(${value})`;
  switch (operation) {
    case 'load': return [edit('plain for atomic', `(${at}!)`)];
    case 'store': return [edit('plain for atomic', `(${at} = ${x})`)];
    case 'exchange': return [
      edit('plain for atomic', `((o) => (${at} = ${x}, o))(${at}!)`),
      edit('update split in load and store', `((o) => (Atomics.store(${view}, ${index}, ${x}), o))(Atomics.load(${view}, ${index}))`),
    ];
    case 'compareExchange': return [
      edit('plain for atomic', `((o, e) => (o === e ? (${at} = ${y}, o) : o))(${at}!, ${x})`),
      edit('compareExchange split in load and store', `((o, e) => (o === e ? (Atomics.store(${view}, ${index}, ${y}), o) : o))(Atomics.load(${view}, ${index}), ${x})`),
      edit('wrong expected value', `Atomics.compareExchange(${view}, ${index}, ${other(x)}, ${y})`),
    ];
    case 'wait':
    case 'waitAsync': return [edit('wrong expected value', `Atomics.${operation}(${[view, index, other(x), ...args.slice(3)].join(', ')})`)];
    case 'notify': return [
      edit('dropped notify', '0'),
      ...(args.length === 2 ? [edit('notify one instead of all', `Atomics.notify(${view}, ${index}, 1)`)] : []),
      edit('notify of another index', `Atomics.notify(${[view, `(${index}) + 1`, ...args.slice(2)].join(', ')})`),
    ];
    default: return ofUpdate(edit, operation, view, index, x);
  }
}

function ofUpdate(edit: (mutation: Mutation, text: string) => Edit, operation: string, view: string, index: string, x: string): Edit[] {
  const sign = UPDATES[operation];
  if (sign === undefined) return [];
  return [
    edit('plain for atomic', `((o) => (${view}[${index}] = o ${sign} ${x}, o))(${view}[${index}]!)`),
    edit('update split in load and store', `((o) => (Atomics.store(${view}, ${index}, o ${sign} ${x}), o))(Atomics.load(${view}, ${index}))`),
  ];
}

/** A statement that does nothing but write: atomically, or to an element. */
function writes(unit: SourceTree, statement: Node): boolean {
  if (statement.type !== 'ExpressionStatement') return false;
  const expression = bare(child(statement, 'expression'));
  if (expression.type === 'AssignmentExpression') return bare(child(expression, 'left')).type === 'MemberExpression' && bare(child(expression, 'left'))['computed'] === true;
  const operation = expression.type === 'CallExpression' ? unit.atomicsCall(expression) : undefined;
  return operation !== undefined && operation !== 'notify' && operation !== 'wait' && operation !== 'pause';
}

function ofBlock(unit: SourceTree, block: Node, slice: (n: Node) => string): Edit[] {
  const statements = list(block, 'body');
  const edits: Edit[] = [];
  statements.forEach((statement, i) => {
    if (!writes(unit, statement)) return;
    edits.push({ node: statement, mutation: 'dropped write', text: ';' });
    const next = statements[i + 1];
    if (next && writes(unit, next)) edits.push({ node: statement, end: next.end, mutation: 'swapped writes', text: `${slice(next)} ${slice(statement)}` });
  });
  return edits;
}

/** `while` that becomes `if`: what is checked again after a wait, or tried again, is not any more. */
function ofLoop(unit: SourceTree, loop: Node, slice: (n: Node) => string): Edit[] {
  let shared = false;
  let jumps = false;
  ownNodes(loop, (n) => {
    if (n.type === 'CallExpression' && unit.atomicsCall(n) !== undefined) shared = true;
    if (n.type === 'BreakStatement' || n.type === 'ContinueStatement') jumps = true;
  });
  if (!shared || jumps) return [];
  const body = child(loop, 'body');
  return [{ node: loop, end: body.end, mutation: 'loop run once', text: `if (${slice(child(loop, 'test'))}) ${slice(body)}` }];
}
