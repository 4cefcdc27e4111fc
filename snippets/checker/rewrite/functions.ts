/** Functions, methods, getters and constructors that reach a scheduling point become generators. */

import { plainCall } from './calls.ts';
import type { Printer } from './printer.ts';
import { type Node, boundNames, child, children, isFunction, isNode, list, ownNodes } from './tree.ts';

export function func(p: Printer, node: Node): string {
  const generator = p.effects.generators.has(node);
  if (node['generator'] === true) refuseGenerators(p, node);
  return p.inside(node, generator, () => {
    if (!generator) return p.weave(node);
    const body = child(node, 'body');
    const head = params(p, node, node.start, body.start).replace(/^async\b\s*/, '');
    if (node.type !== 'ArrowFunctionExpression') return `${head.replace(/^function\b/, 'function*')}${p.under(node, body)}`;
    return arrow(p, node, head.replace(/=>\s*$/, '').trim(), body);
  });
}

/** The text before the body. Default values cannot yield. */
const params = (p: Printer, node: Node, start: number, end: number): string => p.aside(() => p.weave(node, start, end));

function arrow(p: Printer, node: Node, head: string, body: Node): string {
  const tail = tailCall(p, node, head, body);
  if (tail !== undefined) return tail;
  const uses = lexical(node);
  if (uses.has('arguments') || uses.has('super')) p.fail(node, `an arrow function that touches shared memory uses ${uses.has('super') ? 'super' : 'arguments'} of the function around it; the checker cannot follow that.`);
  const inner = body.type === 'BlockStatement' || body.type === 'FunctionBody' ? p.under(node, body) : `{return ${p.under(node, body)}}`;
  const text = `(function*${/^[(<]/.test(head) ? head : `(${head})`}${inner})`;
  return uses.has('this') ? `${text}.bind(this)` : text;
}

/**
 * `() => f(x)` returns the generator of `f`, if that has one, instead of one of its own. Not only does it save a frame:
 * V8 makes a hidden class for every generator function that is created and called, and scenarios create them in every
 * execution.
 */
function tailCall(p: Printer, node: Node, head: string, body: Node): string | undefined {
  if (node['async'] === true || body.type !== 'CallExpression' || p.unit.atomicsCall(body) !== undefined) return undefined;
  const text = plainCall(p, node, body);
  return text === undefined || text.includes('yield') ? undefined : `(${head}=>${text})`;
}

/** What an arrow function takes from the function around it. */
function lexical(node: Node): Set<string> {
  const found = new Set<string>();
  const visit = (n: Node): void => {
    for (const c of children(n)) {
      if (c.type === 'ThisExpression') found.add('this');
      if (c.type === 'Super') found.add('super');
      if (c.type === 'Identifier' && c['name'] === 'arguments') found.add('arguments');
      if (!(isFunction(c) && c.type !== 'ArrowFunctionExpression')) visit(c);
    }
  };
  visit(node);
  return found;
}

function refuseGenerators(p: Printer, node: Node): void {
  ownNodes(node, (n) => {
    if (n.type === 'CallExpression' && p.effects.mayYield(n)) p.fail(n, 'a generator function touches shared memory; the checker uses generators itself and cannot follow it.');
  });
}

export function property(p: Printer, node: Node): string {
  const { value, kind } = node;
  return node['method'] === true || kind === 'get' || kind === 'set' ? method(p, node, value as Node) : p.weave(node);
}

export function classMember(p: Printer, node: Node): string {
  const value = node['value'];
  return isNode(value) && isFunction(value) ? method(p, node, value) : p.weave(node);
}

function method(p: Printer, node: Node, fn: Node): string {
  const generator = p.effects.generators.has(fn);
  const kind = node['kind'];
  if (fn['generator'] === true) refuseGenerators(p, fn);
  if (!generator) {
    if (kind === 'constructor') refuseDerived(p, fn);
    return p.source.slice(node.start, fn.start) + p.inside(fn, false, () => p.weave(fn));
  }
  if (kind === 'constructor') return initialiser(p, fn);
  if (kind === 'get') return `${p.source.slice(node.start, fn.start)}(){return(function*()${body(p, fn)}).call(this)}`;
  const key = child(node, 'key');
  const at = node['computed'] === true ? p.source.lastIndexOf('[', key.start) : key.start;
  const head = `${p.source.slice(node.start, at).replace(/\basync\s+$/, '')}*${p.source.slice(at, fn.start)}`;
  return head + p.inside(fn, true, () => params(p, fn, fn.start, child(fn, 'body').start) + p.under(fn, child(fn, 'body')));
}

const body = (p: Printer, fn: Node): string => p.inside(fn, true, () => p.under(fn, child(fn, 'body')));

/** A constructor becomes a method, which `$.create` runs on the new object. */
function initialiser(p: Printer, fn: Node): string {
  const properties = list(fn, 'params').filter((n) => n.type === 'TSParameterProperty');
  const fields = properties.flatMap(boundNames).map((name) => `this.${name}=${name};`).join('');
  const inner = body(p, fn);
  const text = p.aside(() => list(fn, 'params').map((n) => p.print(n.type === 'TSParameterProperty' ? child(n, 'parameter') : n)).join(','));
  return `*$init(${text}){${fields}${inner}}`;
}

function refuseDerived(p: Printer, fn: Node): void {
  ownNodes(child(fn, 'body'), (n) => {
    const operation = n.type === 'CallExpression' ? p.unit.atomicsCall(n) : undefined;
    if (operation !== undefined && operation !== 'pause' && operation !== 'isLockFree') p.fail(n, `the constructor of a derived class calls Atomics.${operation}; the checker can interleave only constructors of classes without extends.`);
  });
}

