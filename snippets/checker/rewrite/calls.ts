/** Calls: operations of `Atomics`, the checker's own, what cannot be checked, and all others. */

import type { Printer } from './printer.ts';
import { type Node, bare, calleeOf, child, isNode, list, nameOf } from './tree.ts';

const FORBIDDEN = new Set(['Date', 'crypto', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'fetch', 'process', 'console', 'require', 'Worker', 'WebSocket', 'XMLHttpRequest', 'postMessage', 'navigator', 'localStorage', 'Buffer', 'Promise', 'eval', 'Function', 'globalThis', 'WeakRef', 'FinalizationRegistry']);
/** Methods of the language that may touch all bytes of a view they belong to, or are given. */
const BULK = /^(?:set|fill|copyWithin|sort|reverse|slice|join|toString|toLocaleString|indexOf|lastIndexOf|includes|at|find|findIndex|findLast|findLastIndex|every|some|map|filter|forEach|reduce|reduceRight|entries|values|with|toSorted|toReversed|decode|encodeInto|from|stringify|assign|apply|next|exec|test|push|pop|shift|unshift|splice|add|delete|clear)$/;
const CALLS_BACK = /^(?:find|findIndex|findLast|findLastIndex|every|some|map|filter|forEach|reduce|reduceRight|flatMap|from|sort|toSorted|replace|replaceAll)$/;
const DATA_VIEW = /^[gs]et(?:Big)?(?:Int|Uint|Float)(?:8|16|32|64)$/;
const TYPED_ARRAY = /^(?:Big)?(?:Int|Uint|Float)(?:8|16|32|64)(?:Clamped)?Array$/;

function args(p: Printer, node: Node): string {
  return list(node, 'arguments').map((a) => p.under(node, a)).join(',');
}

export function call(p: Printer, node: Node): string {
  const { object, name } = calleeOf(node);
  const callee = bare(child(node, 'callee'));
  const operation = p.unit.atomicsCall(node);
  if (operation === 'isLockFree' || operation === 'pause') return p.weave(node);
  if (operation !== undefined) return p.point(`$.atomics(${JSON.stringify(operation)},${p.site(node)},${args(p, node)})`);
  if (callee.type === 'Import') p.fail(node, 'import() is more than the checker follows.');
  if (object && nameOf(object) === 'performance' && name === 'now') return p.point(`$.now(${p.site(node)})`);
  const api = object ? undefined : p.unit.api.get(name ?? '');
  if (api === 'join') return p.point(`$.join(${p.site(node)},${args(p, node)})`);
  if (api === 'assume') return `((${args(p, node)})||${p.point(`$.stop(${p.site(node)})`)})`;
  return forbidden(p, node, callee) ?? other(p, node, object, name, callee);
}

function other(p: Printer, node: Node, object: Node | undefined, name: string | undefined, callee: Node): string {
  const mayYield = callee.type !== 'Super' && p.effects.mayYield(node);
  if (name !== undefined && p.effects.asyncNames.has(name)) checkAwaited(p, node);
  const optional = callee['optional'] === true || node['optional'] === true;
  if (object && name === 'grow' && !optional) return p.maybe(node, `$.grow(${p.site(node)},${p.under(callee, child(callee, 'object'))},[${args(p, node)}])`);
  if (object && name !== undefined && (BULK.test(name) || DATA_VIEW.test(name)) && !optional) {
    const text = `$.method(${p.site(node)},${p.under(callee, child(callee, 'object'))},${JSON.stringify(name)},[${callbacks(p, node, name)}])`;
    return mayYield ? p.value(node, text) : text;
  }
  const text = p.weave(node);
  return mayYield ? p.value(node, text) : text;
}

/** A call of other code as it stands; `undefined` if it is more than that. */
export function plainCall(p: Printer, parent: Node, node: Node): string | undefined {
  const { object, name } = calleeOf(node);
  const special = name === undefined || p.unit.api.has(name) || (object && (BULK.test(name) || DATA_VIEW.test(name) || name === 'now' || name === 'grow')) || p.effects.asyncNames.has(name);
  if (special || !p.effects.mayYield(node) || bare(child(node, 'callee')).type === 'Super' || forbidden(p, node, bare(child(node, 'callee'))) !== undefined) return undefined;
  p.parents.push(parent);
  const text = p.weave(node);
  p.parents.pop();
  return text;
}

/** What the language calls back is no generator for it: outside of threads it is run at once, inside it is refused. */
function callbacks(p: Printer, node: Node, name: string): string {
  if (!CALLS_BACK.test(name) || p.effects.mayYield(node)) return args(p, node);
  return list(node, 'arguments').map((a) => (a.type === 'SpreadElement' ? p.under(node, a) : `$.callback(${p.site(a)},${p.under(node, a)})`)).join(',');
}

function checkAwaited(p: Printer, node: Node): void {
  const parent = p.parents.findLast((n) => bare(n) === n);
  if (parent && (parent.type === 'AwaitExpression' || parent.type === 'ReturnStatement' || parent.type === 'ArrowFunctionExpression')) return;
  p.fail(node, 'an async function is called without awaiting it at once; the checker only follows async code that runs in sequence.');
}

/** The text that refuses a call, or another use, of what no schedule can repeat. */
export function forbidden(p: Printer, node: Node, callee: Node): string | undefined {
  const object = callee.type === 'MemberExpression' ? bare(child(callee, 'object')) : callee;
  const root = nameOf(object);
  if (root === undefined || p.context.visible.has(root)) return undefined;
  const name = callee.type === 'MemberExpression' ? nameOf(child(callee, 'property')) : undefined;
  const never = FORBIDDEN.has(root) || (root === 'Math' && name === 'random') || (root === 'performance' && name !== undefined && name !== 'now');
  return never ? `$.forbidden(${p.site(node)},${JSON.stringify(p.source.slice(callee.start, callee.end))})` : undefined;
}

export function construct(p: Printer, node: Node): string {
  const callee = bare(child(node, 'callee'));
  const name = nameOf(callee);
  if (name === 'SharedArrayBuffer') return `$.buffer(${args(p, node)})`;
  const barred = forbidden(p, node, callee);
  if (barred !== undefined) return barred;
  const count = list(node, 'arguments').length;
  if (name !== undefined && TYPED_ARRAY.test(name) && count === 1) return `$.construct(${p.site(node)},${name},${args(p, node)})`;
  if (p.effects.mayYield(node)) return p.value(node, `$.create(${p.under(node, child(node, 'callee'))},[${args(p, node)}])`);
  const callback = list(node, 'arguments').find((a) => p.effects.generators.has(bare(a)));
  if (callback) p.fail(callback, `the function given to new ${name ?? ''}() touches shared memory, and the checker cannot interleave it there.`);
  return isNode(node['callee']) ? p.weave(node) : p.source.slice(node.start, node.end);
}
