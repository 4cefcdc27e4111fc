/**
 * Prints a file again with its functions as generators and its shared accesses as calls of the runtime `$`.
 * Everything else is copied from the source, so lines stay where they are.
 */

import type { Effects } from './effects.ts';
import { loopText, usingBlock } from './statements.ts';
import { type Node, atomicsCall, bare, boundNames, calleeOf, child, children, isFunction, isNode, list, nameOf, ownNodes } from './tree.ts';

export class RewriteError extends Error {
  override readonly name = 'RewriteError';
}

/** Where operations come from: shown in reports, and what identifies an operation across executions. */
export interface Site { readonly file: string; readonly line: number; readonly column: number; readonly text: string }

const FORBIDDEN = new Set(['Date', 'crypto', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'fetch', 'process', 'console', 'require', 'Worker', 'WebSocket', 'XMLHttpRequest', 'postMessage', 'navigator', 'localStorage']);
const BULK = new Set(['set', 'fill', 'copyWithin', 'sort', 'reverse', 'slice', 'join', 'toString', 'indexOf', 'lastIndexOf', 'includes', 'at', 'find', 'findIndex', 'findLast', 'findLastIndex', 'every', 'some', 'map', 'filter', 'forEach', 'reduce', 'reduceRight', 'entries', 'values', 'with', 'toSorted', 'toReversed', 'decode', 'encodeInto', 'from', 'push', 'pop', 'shift', 'unshift', 'splice', 'add', 'delete', 'clear']);
const DATA_VIEW = /^[gs]et(?:Big)?(?:Int|Uint|Float)(?:8|16|32|64)$/;
const TYPED_ARRAY = /^(?:Big)?(?:Int|Uint|Float)(?:8|16|32|64)(?:Clamped)?Array$/;

interface Context { readonly generator: boolean; readonly locals: ReadonlySet<string> }

export class Printer {
  private context: Context = { generator: false, locals: new Set() };
  private readonly parents: Node[] = [];
  private readonly lines: number[] = [0];
  private readonly declared = new Set<string>();

  constructor(readonly file: string, readonly source: string, readonly effects: Effects, readonly api: ReadonlyMap<string, string>, readonly sites: Site[]) {
    for (let i = 0; i < source.length; i++) if (source[i] === '\n') this.lines.push(i + 1);
  }

  program(root: Node): string {
    ownNodes(root, (n) => this.declare(n));
    return this.weave(root, 0, this.source.length);
  }

  private declare(n: Node): void {
    if (n.type === 'VariableDeclarator') for (const name of boundNames(child(n, 'id'))) this.declared.add(name);
    else if (isNode(n['id']) && nameOf(n['id'])) this.declared.add(nameOf(n['id'])!);
  }

  site(node: Node): number {
    let line = this.lines.length;
    while (this.lines[line - 1]! > node.start) line--;
    const text = this.source.slice(node.start, node.end).replace(/\s+/g, ' ');
    return this.sites.push({ file: this.file, line, column: node.start - this.lines[line - 1]! + 1, text: text.length > 72 ? `${text.slice(0, 71)}…` : text }) - 1;
  }

  fail(node: Node, why: string): never {
    const site = this.sites[this.site(node)]!;
    throw new RewriteError(`${site.file}:${site.line}:${site.column}: ${why}`);
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

  private get parent(): Node | undefined {
    return this.parents.at(-1);
  }

  print(node: Node): string {
    if (node.type.startsWith('TS') && (node.type.endsWith('Declaration') || node.type.endsWith('Annotation') || node.type.endsWith('Keyword'))) return this.source.slice(node.start, node.end);
    if (isFunction(node)) return this.fn(node);
    switch (node.type) {
      case 'CallExpression': return this.call(node);
      case 'NewExpression': return this.construct(node);
      case 'MemberExpression': return this.member(node);
      case 'AssignmentExpression': return this.assignment(node);
      case 'UpdateExpression': return this.update(node);
      case 'AwaitExpression': return this.point(node, `$.await(${this.site(node)},${this.print(child(node, 'argument'))})`);
      case 'MethodDefinition':
      case 'Property': return this.method(node);
      case 'SpreadElement': return `...${this.whole(child(node, 'argument'))}`;
      case 'VariableDeclarator': return this.declarator(node);
      case 'ForOfStatement': return this.forOf(node);
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement': return loopText(this, node, '');
      case 'LabeledStatement': return this.labeled(node);
      case 'BlockStatement':
      case 'FunctionBody': return usingBlock(this, node);
      default: return this.weave(node);
    }
  }

  /** A scheduling point: yields where it can, runs directly where it cannot. */
  point(node: Node, text: string): string {
    if (this.context.generator) return `(yield ${text})`;
    if (node.type === 'AwaitExpression') this.fail(node, 'await is only understood inside functions.');
    return `$.direct(${text})`;
  }

  /** The value of a call that may have made a generator. */
  value(node: Node, text: string): string {
    return this.context.generator ? `(($t=${text}) instanceof $.G?yield*$t:$t)` : `$.sync(${text},${this.site(node)})`;
  }

  private whole(node: Node): string {
    return `$.all(${this.site(node)},${this.print(node)})`;
  }

  private args(call: Node): string {
    const open = this.source.indexOf('(', (isNode(call['typeArguments']) ? call['typeArguments'] : child(call, 'callee')).end);
    this.parents.push(call);
    const text = list(call, 'arguments').map((a) => this.print(a)).join(',');
    this.parents.pop();
    return open < 0 ? '' : text;
  }

  private call(node: Node): string {
    const { object, name } = calleeOf(node);
    const operation = atomicsCall(node);
    if (operation === 'isLockFree' || operation === 'pause') return this.weave(node);
    if (operation !== undefined) return this.point(node, `$.atomics(${JSON.stringify(operation)},${this.site(node)},${this.args(node)})`);
    if (object && nameOf(object) === 'performance' && name === 'now') return this.point(node, `$.now(${this.site(node)})`);
    const api = object ? undefined : this.api.get(name ?? '');
    if (api === 'join' || api === 'assume') return this.point(node, `$.${api}(${this.site(node)},${this.args(node)})`);
    const barred = this.forbidden(node, bare(child(node, 'callee')));
    if (barred) return barred;
    this.checkCallbacks(node, name);
    if (name !== undefined && this.effects.asyncNames.has(name)) this.checkAwaited(node);
    const callee = bare(child(node, 'callee'));
    if (object && name !== undefined && (BULK.has(name) || DATA_VIEW.test(name)) && callee['optional'] !== true && node['optional'] !== true) {
      const text = `$.method(${this.site(node)},${this.print(child(callee, 'object'))},${JSON.stringify(name)},[${this.args(node)}])`;
      return this.effects.mayYield(node) ? this.value(node, text) : text;
    }
    const text = this.weave(node);
    return callee.type !== 'Super' && this.effects.mayYield(node) ? this.value(node, text) : text;
  }

  private checkCallbacks(node: Node, name: string | undefined): void {
    if (this.effects.mayYield(node) || this.api.has(name ?? '')) return;
    const callback = list(node, 'arguments').find((a) => this.effects.generators.has(bare(a)));
    if (callback) this.fail(callback, `the function given to ${name ?? 'this call'}() touches shared memory, and the checker cannot interleave callbacks of the language. Use a loop.`);
  }

  private checkAwaited(node: Node): void {
    const parent = this.parents.findLast((p) => bare(p) === p);
    if (parent && (parent.type === 'AwaitExpression' || parent.type === 'ReturnStatement' || parent.type === 'ArrowFunctionExpression')) return;
    this.fail(node, 'an async function is called without awaiting it at once; the checker only follows async code that runs in sequence.');
  }

  private forbidden(node: Node, callee: Node): string | undefined {
    const object = callee.type === 'MemberExpression' ? bare(child(callee, 'object')) : callee;
    const root = nameOf(object);
    if (root === undefined || this.declared.has(root) || this.context.locals.has(root)) return undefined;
    const name = callee.type === 'MemberExpression' ? nameOf(child(callee, 'property')) : undefined;
    if (!(FORBIDDEN.has(root) || (root === 'Math' && name === 'random') || (root === 'performance' && name !== undefined && name !== 'now'))) return undefined;
    return `$.forbidden(${this.site(node)},${JSON.stringify(this.source.slice(callee.start, callee.end))})`;
  }

  private construct(node: Node): string {
    const name = nameOf(bare(child(node, 'callee')));
    if (name === 'SharedArrayBuffer') return `$.buffer(${this.args(node)})`;
    const barred = this.forbidden(node, bare(child(node, 'callee')));
    if (barred) return barred;
    const args = list(node, 'arguments');
    if (name !== undefined && TYPED_ARRAY.test(name) && args.length === 1) return `$.construct(${this.site(node)},${name},${this.args(node)})`;
    const callback = args.find((a) => this.effects.generators.has(bare(a)));
    if (callback) this.fail(callback, `the function given to new ${name ?? ''}() touches shared memory, and the checker cannot interleave it there.`);
    return this.weave(node);
  }

  private indexed(node: Node): boolean {
    if (node.type !== 'MemberExpression' || node['computed'] !== true) return false;
    const key = bare(child(node, 'property'));
    return !(key.type === 'Literal' && typeof key['value'] === 'string') && !(key.type === 'MemberExpression' && nameOf(child(key, 'object')) === 'Symbol');
  }

  private member(node: Node): string {
    const p = this.parent;
    if (nameOf(bare(child(node, 'object'))) === 'Atomics' && node['computed'] === true) this.fail(node, 'Atomics must be used as Atomics.name(…) for the checker to see it.');
    if (p?.type === 'CallExpression' && p['callee'] === node) return this.weave(node);
    const barred = this.forbidden(node, node);
    if (barred) return barred;
    if (!this.indexed(node)) return this.weave(node);
    return `$.${node['optional'] === true ? 'optional' : 'get'}(${this.site(node)},${this.print(child(node, 'object'))},${this.print(child(node, 'property'))})`;
  }

  private assignment(node: Node): string {
    const left = bare(child(node, 'left'));
    const right = this.print(child(node, 'right'));
    const operator = node['operator'] as string;
    if (this.indexed(left)) {
      const at = `${this.site(node)},${this.print(child(left, 'object'))},${this.print(child(left, 'property'))}`;
      if (operator === '=') return `$.set(${at},${right})`;
      return this.context.generator && right.includes('yield') ? `$.set(${at},$.get(${at})${operator.slice(0, -1)}(${right}))` : `$.update(${at},(o)=>o${operator.slice(0, -1)}(${right}),false)`;
    }
    const whole = left.type === 'ArrayPattern' ? `$.all(${this.site(node)},${right})` : right;
    const own = left.type !== 'MemberExpression' && boundNames(left).every((n) => this.context.locals.has(n));
    const target = left.type === 'MemberExpression' ? this.weave(left) : this.source.slice(left.start, left.end);
    const text = `${target}${operator}${own ? whole : `$.dirty(${whole})`}`;
    return left.type === 'ObjectPattern' ? `(${text})` : text;
  }

  private update(node: Node): string {
    const target = bare(child(node, 'argument'));
    const sign = (node['operator'] as string)[0]!;
    if (this.indexed(target)) return `$.update(${this.site(node)},${this.print(child(target, 'object'))},${this.print(child(target, 'property'))},(o)=>typeof o==='bigint'?o${sign}1n:o${sign}1,${String(node['prefix'] !== true)})`;
    const name = nameOf(target);
    return name !== undefined && this.context.locals.has(name) ? this.weave(node) : `($.dirty(0),${this.weave(node)})`;
  }

  private declarator(node: Node): string {
    const init = node['init'];
    if (!isNode(init) || child(node, 'id').type !== 'ArrayPattern') return this.weave(node);
    return `${this.source.slice(node.start, child(node, 'id').end)}=${this.whole(init)}`;
  }

  private forOf(node: Node): string {
    const right = child(node, 'right');
    return `${this.weave(node, node.start, right.start)}${this.whole(right)}${this.weave(node, right.end, node.end)}`;
  }

  private labeled(node: Node): string {
    const body = child(node, 'body');
    return /^(?:While|DoWhile|For)Statement$/.test(body.type) ? loopText(this, body, this.source.slice(node.start, body.start)) : this.weave(node);
  }

  private method(node: Node): string {
    const value = node['value'];
    const method = node.type === 'MethodDefinition' || node['method'] === true || node['kind'] === 'get' || node['kind'] === 'set';
    if (!method || !isNode(value) || !isFunction(value)) return this.weave(node);
    const generator = this.effects.generators.has(value);
    let head = this.source.slice(node.start, value.start);
    if (generator) {
      const key = child(node, 'key');
      const at = node['computed'] === true ? this.source.lastIndexOf('[', key.start) : key.start;
      head = `${this.source.slice(node.start, at).replace(/\basync\s+$/, '')}*${this.source.slice(at, value.start)}`;
    }
    return head + this.within(value, generator, () => this.weave(value));
  }

  private fn(node: Node): string {
    const generator = this.effects.generators.has(node);
    if (node['generator'] === true) ownNodes(node, (n) => { if (n.type === 'CallExpression' && atomicsCall(n)) this.fail(n, 'a generator function touches shared memory; the checker uses generators itself and cannot follow it.'); });
    return this.within(node, generator, () => {
      if (!generator) return this.weave(node);
      const body = child(node, 'body');
      const head = this.weave(node, node.start, body.start).replace(/^async\s*/, '');
      if (node.type !== 'ArrowFunctionExpression') return `${head.replace(/^function\s*/, 'function*')}${this.weaveBody(node, body)}`;
      const params = head.replace(/=>\s*$/, '').trim();
      const inner = body.type === 'BlockStatement' || body.type === 'FunctionBody' ? this.weaveBody(node, body) : `{return ${this.weaveBody(node, body)}}`;
      let lexicalThis = false;
      const find = (n: Node): void => { for (const c of children(n)) { if (c.type === 'ThisExpression') lexicalThis = true; if (!(isFunction(c) && c.type !== 'ArrowFunctionExpression')) find(c); } };
      find(node);
      const text = `(function*${params.startsWith('(') || params.startsWith('<') ? params : `(${params})`}${inner})`;
      return lexicalThis ? `${text}.bind(this)` : text;
    });
  }

  private weaveBody(node: Node, body: Node): string {
    this.parents.push(node);
    const text = this.print(body);
    this.parents.pop();
    return text;
  }

  private within(node: Node, generator: boolean, text: () => string): string {
    const outer = this.context;
    const locals = new Set(list(node, 'params').flatMap(boundNames));
    ownNodes(child(node, 'body'), (n) => {
      if (n.type === 'VariableDeclarator') for (const name of boundNames(child(n, 'id'))) locals.add(name);
      if (isFunction(n) && nameOf(n['id'] as Node)) locals.add(nameOf(n['id'] as Node)!);
    });
    this.context = { generator, locals };
    try {
      return text();
    } finally {
      this.context = outer;
    }
  }
}
