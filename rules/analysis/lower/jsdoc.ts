/** The types in a JSDoc comment: `@type`, `@param`, `@returns`, `@typedef`. Only their names and type arguments matter here. */

import type { TypeIr } from '../ir/ir.ts';
import { named, optional } from './types.ts';

export interface Doc {
  readonly type?: TypeIr;
  readonly params: ReadonlyMap<string, TypeIr>;
  readonly returns?: TypeIr;
  readonly typedef?: { readonly name: string; readonly type: TypeIr };
}

export function readDoc(text: string): Doc | undefined {
  if (!text.includes('@')) return undefined;
  const params = new Map<string, TypeIr>();
  let type: TypeIr | undefined;
  let returns: TypeIr | undefined;
  let typedef: Doc['typedef'];
  for (const [, tag, at] of tags(text)) {
    const braced = bracedAt(text, at);
    if (!braced) continue;
    const parsed = parseType(braced.inner);
    const [, bracket, name] = /^\s*(\[)?([\w$.]+)/.exec(text.slice(braced.end)) ?? [];
    if (tag === 'type') type = parsed;
    else if (tag === 'returns' || tag === 'return') returns = parsed;
    else if ((tag === 'param' || tag === 'arg') && name) addParam(params, name, bracket ? optional(parsed) : parsed);
    else if (tag === 'typedef' && name) typedef = { name, type: parsed };
  }
  return { params, ...(type && { type }), ...(returns && { returns }), ...(typedef && { typedef }) };
}

function* tags(text: string): Iterable<[0, string, number]> {
  for (const match of text.matchAll(/@(type|returns?|param|arg|typedef)\b/g)) yield [0, match[1] ?? '', match.index + match[0].length];
}

/** `@param {SharedArrayBuffer} options.buffer` types a member of `options`. */
function addParam(params: Map<string, TypeIr>, name: string, type: TypeIr): void {
  const [head = '', ...path] = name.split('.');
  if (path.length !== 1) {
    if (path.length === 0) params.set(head, type);
    return;
  }
  const before = params.get(head);
  const members = before?.kind === 'object' ? before.members : {};
  params.set(head, { kind: 'object', members: { ...members, [path[0] ?? '']: type }, extends: [] });
}

function bracedAt(text: string, from: number): { inner: string; end: number } | undefined {
  const open = /^[\s*]*\{/.exec(text.slice(from));
  if (!open) return undefined;
  const start = from + open[0].length;
  let depth = 1;
  for (let i = start; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return { inner: text.slice(start, i), end: i + 1 };
  }
  return undefined;
}

/** Parses the part of the type grammar that can name memory; anything else is `other`. */
export function parseType(text: string): TypeIr {
  const tokens = text.match(/import\(['"][^'"]+['"]\)\.[\w$]+|[\w$.]+|\[\]|=>|[<>|&,(){}[\]:?=!*]/g) ?? [];
  let at = 0;
  const union = (): TypeIr => {
    if (tokens[at] === '|') at++;
    const of = [postfix()];
    while (tokens[at] === '|') {
      at++;
      of.push(postfix());
    }
    return of.length === 1 ? (of[0] as TypeIr) : { kind: 'union', of };
  };
  const postfix = (): TypeIr => {
    let type = primary();
    for (; tokens[at] === '[]' || tokens[at] === '='; at++) type = tokens[at] === '=' ? optional(type) : { kind: 'array', element: type };
    return type;
  };
  const primary = (): TypeIr => {
    const token = tokens[at++];
    if (token === '?') return optional(primary());
    if (token === '!') return primary();
    if (token === '(') {
      const inner = union();
      if (tokens[at] === ')') at++;
      return inner;
    }
    if (token === '{') return members();
    if (token?.startsWith('import(')) {
      const [, source = '', name = ''] = /import\(['"]([^'"]+)['"]\)\.([\w$]+)/.exec(token) ?? [];
      return { kind: 'import', source, name };
    }
    if (!token || !/^[\w$.]+$/.test(token)) return { kind: 'other' };
    return named(token, typeArguments());
  };
  const typeArguments = (): TypeIr[] => {
    const args: TypeIr[] = [];
    if (tokens[at] !== '<') return args;
    do {
      at++;
      args.push(union());
    } while (tokens[at] === ',');
    if (tokens[at] === '>') at++;
    return args;
  };
  const members = (): TypeIr => {
    const out: Record<string, TypeIr> = {};
    while (at < tokens.length && tokens[at] !== '}') {
      const name = tokens[at++] ?? '';
      const mayMiss = tokens[at] === '?';
      if (mayMiss) at++;
      if (tokens[at] !== ':') return { kind: 'other' };
      at++;
      out[name] = mayMiss ? optional(union()) : union();
      if (tokens[at] === ',') at++;
    }
    at++;
    return { kind: 'object', members: out, extends: [] };
  };
  return union();
}
