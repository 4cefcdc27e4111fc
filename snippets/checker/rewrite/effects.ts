/**
 * Which functions can reach a scheduling point, and so must become generators: a fixed point over names.
 *
 * Names are joined over all files: a method `lock` that touches shared memory makes every call of a `lock` one
 * that may. Too many generators cost time only; at run time a call asks whether it got one.
 */

import { type Node, type SourceTree, allNodes, bare, calleeOf, child, isFunction, isNode, keyName, nameOf, ownNodes } from './tree.ts';

/** Names that stand for what is called without a name: a constructor, a disposal, the reading of a property. */
const NEW = '@@new';
const DISPOSE = '@@dispose';
const getter = (name: string): string => `@@get:${name}`;

export interface Effects {
  readonly generators: ReadonlySet<Node>;
  /** May the call, or the `new`, return the generator of a rewritten function? */
  mayYield(call: Node): boolean;
  /** May reading a property of this name? */
  getterYields(name: string | undefined): boolean;
  readonly asyncNames: ReadonlySet<string>;
}

const BUILTIN_METHODS = new Set<string>(
  [Array, Int32Array, Object.getPrototypeOf(Int32Array) as typeof Int32Array, DataView, String, Number, BigInt, Boolean, Map, Set, WeakMap, Symbol, Object, RegExp, Error, SharedArrayBuffer, ArrayBuffer, TextEncoder, TextDecoder]
    .flatMap((c) => [...Object.getOwnPropertyNames(c.prototype), ...Object.getOwnPropertyNames(c)])
    .concat(Object.getOwnPropertyNames(Math), Object.getOwnPropertyNames(JSON), Object.getOwnPropertyNames(Reflect), ['grow', 'decode', 'encodeInto', 'encode', 'isLockFree', 'pause', 'bind'])
    .filter((name) => name !== 'apply' && name !== 'call'),
);

interface Fn { readonly node: Node; readonly name: string | undefined; readonly barred: boolean; effect: boolean; readonly calls: Set<string> }

/** The name under which a function can be called, as far as the syntax around it shows. */
function functionName(fn: Node, parent: Node): string | undefined {
  switch (parent.type) {
    case 'VariableDeclarator': return nameOf(child(parent, 'id'));
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'Property': return parent['value'] === fn ? memberName(parent) : undefined;
    case 'AssignmentExpression': {
      const left = bare(child(parent, 'left'));
      return nameOf(left) ?? (left.type === 'MemberExpression' ? keyName(child(left, 'property'), left['computed'] === true) : undefined);
    }
    default: return isNode(fn['id']) ? nameOf(fn['id']) : undefined;
  }
}

function memberName(member: Node): string | undefined {
  const name = keyName(child(member, 'key'), member['computed'] === true);
  if (member['kind'] === 'constructor') return NEW;
  return member['kind'] === 'get' ? getter(name ?? '') : name;
}

/** Those that must stay what they are: setters, the constructors of derived classes, generators. */
function isBarred(fn: Node, parent: Node, grandparent: Node | undefined): boolean {
  if (fn['generator'] === true || parent['kind'] === 'set') return true;
  return parent['kind'] === 'constructor' && isNode(grandparent?.['superClass']);
}

function functionsOf(tree: Node): Fn[] {
  const functions: Fn[] = [];
  const classOf = new Map<Node, Node>();
  allNodes(tree, (node, parent) => {
    if (node.type === 'ClassBody') for (const member of node['body'] as Node[]) classOf.set(member, parent);
    if (!isFunction(node)) return;
    functions.push({ node, name: functionName(node, parent), barred: isBarred(node, parent, classOf.get(parent)), effect: node['async'] === true, calls: new Set() });
  });
  return functions;
}

/** What a call reaches: `true` if certainly or possibly a scheduling point, a name if that decides, `false` if surely none. */
function reach(call: Node, source: SourceTree, defined: ReadonlySet<string>): boolean | string {
  const operation = source.atomicsCall(call);
  if (operation !== undefined) return operation !== 'isLockFree' && operation !== 'pause';
  const { object, name } = calleeOf(call);
  if (call.type === 'NewExpression') return name !== undefined && name in globalThis ? false : NEW;
  if (name === undefined) return bare(child(call, 'callee')).type !== 'Super';
  if (object && nameOf(object) === 'performance') return true;
  const api = object ? undefined : source.api.get(name);
  if (api !== undefined) return api === 'join' || api === 'assume';
  if (defined.has(name)) return name;
  if (object) return name === 'grow' || !BUILTIN_METHODS.has(name);
  return !(name in globalThis);
}

export function analyse(sources: readonly SourceTree[]): Effects {
  const functions = sources.flatMap((source) => functionsOf(source.tree).map((fn) => ({ ...fn, source })));
  const defined = new Set(functions.flatMap((f) => (f.name === undefined ? [] : [f.name])));
  const owner = new Map<Node, SourceTree>();
  for (const fn of functions) {
    const visit = (node: Node): void => {
      if (node.type === 'AwaitExpression') fn.effect = true;
      if (node.type === 'VariableDeclaration' && node['kind'] === 'using') fn.calls.add(DISPOSE);
      if (node.type === 'MemberExpression') {
        const name = keyName(child(node, 'property'), node['computed'] === true) ?? '';
        if (name === 'byteLength' && fn.source.growable) fn.effect = true;
        if (defined.has(getter(name))) fn.calls.add(getter(name));
      }
      if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return;
      owner.set(node, fn.source);
      const reached = reach(node, fn.source, defined);
      if (typeof reached === 'string') fn.calls.add(reached);
      else if (reached) fn.effect = true;
    };
    ownNodes(fn.node, visit);
  }
  const yielding = spread(functions);
  return {
    generators: new Set(functions.filter((f) => f.effect && !f.barred).map((f) => f.node)),
    mayYield: (call) => {
      const reached = reach(call, owner.get(call) ?? sources[0]!, defined);
      return typeof reached === 'string' ? yielding.has(reached) : reached;
    },
    getterYields: (name) => name !== undefined && yielding.has(getter(name)),
    asyncNames: new Set(functions.flatMap((f) => (f.node['async'] === true && f.name !== undefined ? [f.name] : []))),
  };
}

/** Marks the functions that call one that is marked; the names under which marked ones are called. */
function spread(functions: readonly Fn[]): Set<string> {
  const yielding = new Set<string>();
  for (let changed = true; changed;) {
    changed = false;
    for (const fn of functions) {
      if (!fn.effect && [...fn.calls].some((name) => yielding.has(name))) fn.effect = changed = true;
      if (!fn.effect || fn.barred || fn.name === undefined || yielding.has(fn.name)) continue;
      yielding.add(fn.name);
      changed = true;
    }
  }
  return yielding;
}
