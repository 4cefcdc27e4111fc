/** Reading and writing of elements and properties: what may be a plain access to shared bytes. */

import type { Printer } from './printer.ts';
import { forbidden } from './calls.ts';
import { type Node, bare, boundNames, child, isNode, isWrapper, keyName, list, nameOf, skips } from './tree.ts';

/** A value of which every byte is read. */
export function whole(p: Printer, node: Node): string {
  return `$.all(${p.site(node)},${p.print(node)})`;
}

function indexed(node: Node): boolean {
  if (node.type !== 'MemberExpression' || node['computed'] !== true) return false;
  const key = bare(child(node, 'property'));
  return !(key.type === 'Literal' && typeof key['value'] === 'string' && !/^\d+$/.test(key['value'])) && !(key.type === 'MemberExpression' && nameOf(child(key, 'object')) === 'Symbol');
}

/** What a node is a part of, assertions and brackets aside. */
const above = (p: Printer): Node | undefined => p.parents.findLast((n) => !isWrapper(n));

export function member(p: Printer, node: Node): string {
  const parent = above(p);
  const called = parent?.type === 'CallExpression' && bare(child(parent, 'callee')) === node;
  if (p.unit.isAtomics(bare(child(node, 'object')))) return atomicsMember(p, node, called);
  if (called) return p.weave(node);
  const barred = forbidden(p, node, node);
  if (barred !== undefined) return barred;
  if (indexed(node)) return indexRead(p, node);
  const name = keyName(child(node, 'property'), node['computed'] === true);
  if (name === 'byteLength' && p.unit.growable) return sizeRead(p, node);
  return p.effects.getterYields(name) && parent?.['operator'] !== 'delete' ? p.value(node, p.weave(node)) : p.weave(node);
}

/** Without a call, `Atomics.waitAsync` may only be looked at. */
function atomicsMember(p: Printer, node: Node, called: boolean): string {
  if (node['computed'] === true) p.fail(node, 'Atomics must be used as Atomics.name(…) for the checker to see it.');
  const parent = above(p);
  const tested = parent !== undefined && /^(?:UnaryExpression|BinaryExpression|LogicalExpression|ConditionalExpression|IfStatement)$/.test(parent.type);
  if (!called && !tested) p.fail(node, 'the checker follows an operation of Atomics only where it is called.');
  return p.weave(node);
}

export function indexRead(p: Printer, node: Node): string {
  return `$.${skips(node) ? 'optional' : 'get'}(${p.site(node)},${p.under(node, child(node, 'object'))},${p.under(node, child(node, 'property'))})`;
}

function sizeRead(p: Printer, node: Node): string {
  if (skips(node)) return p.weave(node);
  return p.maybe(node, `$.byteLength(${p.site(node)},${p.under(node, child(node, 'object'))})`);
}

export function assignment(p: Printer, node: Node): string {
  const left = bare(child(node, 'left'));
  const right = p.under(node, child(node, 'right'));
  const operator = node['operator'] as string;
  if (indexed(left)) {
    const at = `${p.site(node)},${p.under(left, child(left, 'object'))},${p.under(left, child(left, 'property'))}`;
    if (operator === '=') return `$.set(${at},${right})`;
    const change = operator.slice(0, -1);
    return p.context.generator && right.includes('yield') ? `$.set(${at},$.get(${at})${change}(${right}))` : `$.update(${at},(o)=>o${change}(${right}),false)`;
  }
  const value = left.type === 'ArrayPattern' ? `$.all(${p.site(node)},${right})` : right;
  const own = left.type !== 'MemberExpression' && boundNames(left).every((n) => p.context.own.has(n));
  const target = left.type === 'MemberExpression' ? p.weave(left) : p.source.slice(left.start, left.end);
  const text = `${target}${operator}${own ? value : `$.dirty(${value})`}`;
  return left.type === 'ObjectPattern' ? `(${text})` : text;
}

export function update(p: Printer, node: Node): string {
  const target = bare(child(node, 'argument'));
  const sign = (node['operator'] as string)[0]!;
  if (indexed(target)) return `$.update(${p.site(node)},${p.under(target, child(target, 'object'))},${p.under(target, child(target, 'property'))},(o)=>typeof o==='bigint'?o${sign}1n:o${sign}1,${String(node['prefix'] !== true)})`;
  const name = nameOf(target);
  const text = target.type === 'MemberExpression' ? `${node['prefix'] === true ? `${sign}${sign}` : ''}${p.weave(target)}${node['prefix'] === true ? '' : `${sign}${sign}`}` : p.weave(node);
  return name !== undefined && p.context.own.has(name) ? text : `($.dirty(0),${text})`;
}

export function declarator(p: Printer, node: Node): string {
  const { init } = node;
  const id = child(node, 'id');
  if (id.type === 'ObjectPattern') for (const property of list(id, 'properties')) checkBound(p, property);
  if (!isNode(init) || id.type !== 'ArrayPattern') return p.weave(node);
  return `${p.source.slice(node.start, id.end)}=${whole(p, init)}`;
}

/** `const { length } = queue`, where `length` touches shared memory, would only take its generator. */
function checkBound(p: Printer, property: Node): void {
  const name = property.type === 'Property' ? keyName(child(property, 'key'), property['computed'] === true) : undefined;
  if (p.effects.getterYields(name)) p.fail(property, `the getter ${name} touches shared memory: read it as a property, not by destructuring, for the checker to follow it.`);
}

export function forOf(p: Printer, node: Node): string {
  const right = child(node, 'right');
  if (node['await'] === true) p.fail(node, 'for await is more than the checker follows.');
  p.parents.push(node);
  const iterated = whole(p, right);
  p.parents.pop();
  return `${p.weave(node, node.start, right.start)}${iterated}${p.weave(node, right.end, node.end)}`;
}
