/** Reading the syntax tree: nodes as data, children in order of the text, names of functions and of callees. */

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export const isNode = (x: unknown): x is Node => typeof x === 'object' && x !== null && typeof (x as Node).type === 'string' && typeof (x as Node).start === 'number';

export function children(node: Node): Node[] {
  const found: Node[] = [];
  for (const key in node) {
    const value = node[key];
    if (Array.isArray(value)) for (const item of value) { if (isNode(item)) found.push(item); }
    else if (isNode(value)) found.push(value);
  }
  return found.sort((a, b) => a.start - b.start);
}

export const child = (node: Node, key: string): Node => node[key] as Node;
export const list = (node: Node, key: string): readonly Node[] => (node[key] as readonly (Node | null)[]).filter((n) => n !== null);
export const nameOf = (node: Node | undefined | null): string | undefined => (node?.type === 'Identifier' ? (node['name'] as string) : undefined);

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
export const isFunction = (node: Node): boolean => FUNCTIONS.has(node.type) && isNode(node['body']);

const WRAPPERS = new Set(['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression', 'TSTypeAssertion', 'ParenthesizedExpression', 'ChainExpression']);
export const isWrapper = (node: Node): boolean => WRAPPERS.has(node.type);
/** The expression without parentheses, assertions and the like. */
export function bare(node: Node): Node {
  let n = node;
  while (isWrapper(n)) n = child(n, 'expression');
  return n;
}

/** `[Symbol.dispose]` and the like are named too. */
export function keyName(key: Node, computed: boolean): string | undefined {
  if (!computed) return key.type === 'PrivateIdentifier' ? `#${String(key['name'])}` : (nameOf(key) ?? (key.type === 'Literal' ? String(key['value']) : undefined));
  const k = bare(key);
  if (k.type === 'Literal' && typeof k['value'] === 'string') return k['value'];
  return k.type === 'MemberExpression' && nameOf(child(k, 'object')) === 'Symbol' ? `@@${nameOf(child(k, 'property'))}` : undefined;
}

export interface Callee { readonly object: Node | undefined; readonly name: string | undefined }

export function calleeOf(call: Node): Callee {
  const callee = bare(child(call, 'callee'));
  if (callee.type !== 'MemberExpression') return { object: undefined, name: nameOf(callee) };
  return { object: bare(child(callee, 'object')), name: keyName(child(callee, 'property'), callee['computed'] === true) };
}

/** Visits the nodes of one function's own code, not those of functions in it. */
export function ownNodes(node: Node, visit: (n: Node) => void): void {
  for (const c of children(node)) {
    visit(c);
    if (!isFunction(c)) ownNodes(c, visit);
  }
}

export function allNodes(node: Node, visit: (n: Node, parent: Node) => void): void {
  for (const c of children(node)) {
    visit(c, node);
    allNodes(c, visit);
  }
}

/** Names bound by a pattern: `a`, `{ a, b: c }`, `[a = 1, ...rest]`. */
export function boundNames(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier': return [pattern['name'] as string];
    case 'ObjectPattern': return list(pattern, 'properties').flatMap((p) => boundNames(p.type === 'Property' ? child(p, 'value') : p));
    case 'ArrayPattern': return list(pattern, 'elements').flatMap(boundNames);
    case 'AssignmentPattern': return boundNames(child(pattern, 'left'));
    case 'RestElement': return boundNames(child(pattern, 'argument'));
    case 'TSParameterProperty': return boundNames(child(pattern, 'parameter'));
    default: return [];
  }
}

/** One file as the rewriting sees it. */
export class SourceTree {
  /** Names that stand for `Atomics`: itself, and constants that are initialised with it. */
  private readonly atomics = new Set(['Atomics']);
  /** Does any buffer of the file grow? */
  readonly growable: boolean;

  constructor(readonly path: string, readonly text: string, readonly tree: Node, /** Local names of what it imports from the checker. */ readonly api: ReadonlyMap<string, string>) {
    this.growable = /\bmaxByteLength\b|\bgrow\b/.test(text);
    allNodes(tree, (n) => {
      if (n.type === 'VariableDeclarator' && isNode(n['init']) && nameOf(bare(n['init'])) === 'Atomics') for (const name of boundNames(child(n, 'id'))) this.atomics.add(name);
    });
  }

  isAtomics(node: Node): boolean {
    const name = nameOf(node);
    return name !== undefined && this.atomics.has(name);
  }

  /** `Atomics.load(…)` and `(Atomics as X).waitAsync(…)`: the name of the operation. */
  atomicsCall(call: Node): string | undefined {
    const { object, name } = calleeOf(call);
    return object && this.isAtomics(object) ? name : undefined;
  }
}

/** Does the chain that ends here have a `?.` in it? */
export function skips(node: Node): boolean {
  if (node['optional'] === true) return true;
  if (node.type === 'TSNonNullExpression') return skips(child(node, 'expression'));
  if (node.type === 'MemberExpression') return skips(child(node, 'object'));
  return node.type === 'CallExpression' && skips(child(node, 'callee'));
}
