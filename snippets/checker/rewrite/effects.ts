/**
 * Which functions can reach a scheduling point, and so must become generators: a fixed point over names.
 *
 * Names are joined over all files: a method `lock` that touches shared memory makes every call of a `lock` one
 * that may. Too many generators cost time only; at run time a call asks whether it got one.
 */

import { type Node, allNodes, atomicsCall, bare, calleeOf, child, isFunction, isNode, keyName, nameOf, ownNodes } from './tree.ts';

export interface Effects {
  readonly generators: ReadonlySet<Node>;
  /** Names of functions that are, or may be, generators after rewriting. */
  mayYield(call: Node): boolean;
  readonly asyncNames: ReadonlySet<string>;
  /** Methods of the language that a program also defines under the same name. */
  readonly defined: ReadonlySet<string>;
}

const BUILTIN_METHODS = new Set<string>(
  [Array, Int32Array, Object.getPrototypeOf(Int32Array) as typeof Int32Array, DataView, String, Number, BigInt, Boolean, Map, Set, WeakMap, Symbol, Object, Function, RegExp, Error, SharedArrayBuffer, ArrayBuffer, TextEncoder, TextDecoder]
    .flatMap((c) => [...Object.getOwnPropertyNames(c.prototype), ...Object.getOwnPropertyNames(c)])
    .concat(Object.getOwnPropertyNames(Math), Object.getOwnPropertyNames(JSON), Object.getOwnPropertyNames(Reflect), ['grow', 'decode', 'encodeInto', 'encode', 'isLockFree', 'pause']),
);

interface Fn { readonly node: Node; readonly names: Set<string>; effect: boolean; readonly calls: Set<string> }

/** The name under which a function can be called, as far as the syntax around it shows. */
function functionName(fn: Node, parent: Node): string | undefined {
  switch (parent.type) {
    case 'VariableDeclarator': return nameOf(child(parent, 'id'));
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'Property': return parent['value'] === fn ? keyName(child(parent, 'key'), parent['computed'] === true) : undefined;
    case 'AssignmentExpression': {
      const left = bare(child(parent, 'left'));
      return nameOf(left) ?? (left.type === 'MemberExpression' ? keyName(child(left, 'property'), left['computed'] === true) : undefined);
    }
    default: return isNode(fn['id']) ? nameOf(fn['id']) : undefined;
  }
}

const cannotYield = (parent: Node): boolean =>
  parent.type === 'MethodDefinition' && (parent['kind'] === 'get' || parent['kind'] === 'set' || parent['kind'] === 'constructor')
  || (parent.type === 'Property' && (parent['kind'] === 'get' || parent['kind'] === 'set'));

export function analyse(programs: readonly Node[], api: ReadonlySet<string>): Effects {
  const functions: Fn[] = [];
  const defined = new Set<string>();
  const asyncNames = new Set<string>();
  const barred = new Set<Node>();
  for (const program of programs) {
    allNodes(program, (node, parent) => {
      if (!isFunction(node)) return;
      const name = functionName(node, parent);
      if (cannotYield(parent) || node['generator'] === true) barred.add(node);
      if (name !== undefined && !cannotYield(parent)) defined.add(name);
      if (name !== undefined && node['async'] === true) asyncNames.add(name);
      functions.push({ node, names: new Set(name === undefined ? [] : [name]), effect: node['async'] === true, calls: new Set() });
    });
  }
  /** `true` if certainly or possibly a scheduling point, a name if that decides, `false` if surely none. */
  const reach = (call: Node): boolean | string => {
    const operation = atomicsCall(call);
    if (operation !== undefined) return operation !== 'isLockFree' && operation !== 'pause';
    const { object, name } = calleeOf(call);
    if (name === undefined) return bare(child(call, 'callee')).type !== 'Super';
    if (object && nameOf(object) === 'performance') return true;
    if (name === 'join' || name === 'assume') { if (!object) return true; }
    if (defined.has(name)) return name;
    if (object) return !BUILTIN_METHODS.has(name);
    return !(api.has(name) || name in globalThis);
  };
  for (const fn of functions) {
    ownNodes(fn.node, (node) => {
      if (node.type === 'AwaitExpression') fn.effect = true;
      if (node.type === 'VariableDeclaration' && node['kind'] === 'using') fn.calls.add('@@dispose');
      if (node.type !== 'CallExpression') return;
      const reached = reach(node);
      if (typeof reached === 'string') fn.calls.add(reached);
      else if (reached) fn.effect = true;
    });
  }
  const yielding = new Set<string>();
  for (let changed = true; changed;) {
    changed = false;
    for (const fn of functions) {
      if (!fn.effect && [...fn.calls].some((name) => yielding.has(name))) fn.effect = changed = true;
      if (fn.effect && !barred.has(fn.node)) for (const name of fn.names) if (!yielding.has(name)) { yielding.add(name); changed = true; }
    }
  }
  return {
    generators: new Set(functions.filter((f) => f.effect && !barred.has(f.node)).map((f) => f.node)),
    mayYield: (call) => {
      const reached = reach(call);
      return typeof reached === 'string' ? yielding.has(reached) : reached;
    },
    asyncNames,
    defined,
  };
}
