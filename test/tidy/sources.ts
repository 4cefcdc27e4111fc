/** The project's own files, as the tidy tests see them: paths from the root, texts, imports. */

import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { parseSync } from 'oxc-parser';

export const ROOT = join(import.meta.dirname, '../..');

/** What is generated, installed or only looked at: no file of these is the project's own text. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'coverage', 'package-lock.json', 'LICENSE', 'THIRD-PARTY-NOTICES']);

function walk(folder: string, out: string[]): string[] {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name) || (entry.name.startsWith('.') && entry.name !== '.ci')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path, out);
    else if (entry.isFile()) out.push(relative(ROOT, path).replaceAll('\\', '/'));
  }
  return out;
}

/** Every file that people write and read, sorted. */
export const files: readonly string[] = walk(ROOT, []).sort();

/** Programs that are only ever analysed: they break every habit on purpose. */
const isSpecimen = (file: string): boolean => /^(?:test\/cases\/[^/]+\/|test\/ecosystem\/|examples\/)/.test(file);

/** Code of the project itself, in TypeScript or JavaScript. */
export const code: readonly string[] = files.filter((file) => /\.m?[jt]s$/.test(file) && !file.endsWith('.d.ts') && !isSpecimen(file));

const texts = new Map<string, string>();

export function textOf(file: string): string {
  const known = texts.get(file) ?? readFileSync(join(ROOT, file), 'utf8');
  texts.set(file, known);
  return known;
}

export interface Import {
  /** The file that imports, from the root. */
  readonly from: string;
  /** The file that is imported, from the root; for a package, its name as it is written. */
  readonly to: string;
  readonly isPackage: boolean;
  /** Types only: nothing of it is left at run time. */
  readonly isType: boolean;
  readonly line: number;
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Imports, re-exports and `import()`, types included. */
export function importsOf(file: string): readonly Import[] {
  const text = textOf(file);
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module;
  const found = new Map<string, Import>();
  const add = (specifier: string, at: number, isType: boolean): void => {
    const isPackage = !specifier.startsWith('.');
    const to = isPackage ? specifier : posix.join(dirname(file), specifier);
    found.set(to, { from: file, to, isPackage, isType: isType && (found.get(to)?.isType ?? true), line: lineOf(text, at) });
  };
  for (const { moduleRequest, entries } of staticImports) add(moduleRequest.value, moduleRequest.start, entries.length > 0 && entries.every(({ isType }) => isType));
  for (const { entries } of staticExports) for (const { moduleRequest, isType } of entries) if (moduleRequest) add(moduleRequest.value, moduleRequest.start, isType);
  for (const { moduleRequest } of dynamicImports) {
    const [, specifier] = /^['"](.+)['"]$/.exec(text.slice(moduleRequest.start, moduleRequest.end)) ?? [];
    if (specifier !== undefined) add(specifier, moduleRequest.start, false);
  }
  return [...found.values()];
}

export type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** Every node of a file's tree, parents first. */
export function* nodesOf(file: string): Iterable<Node> {
  const stack: unknown[] = [parseSync(file, textOf(file)).program];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (Array.isArray(at)) stack.push(...at);
    else if (isNode(at)) {
      yield at;
      for (const key of Object.keys(at)) if (typeof at[key] === 'object' && at[key] !== null) stack.push(at[key]);
    }
  }
}

/** Where nodes of one type stand, as `file:line`. */
export const placesOf = (file: string, type: string, wanted: (node: Node) => boolean = () => true): string[] =>
  [...nodesOf(file)].filter((node) => node.type === type && wanted(node)).map(({ start }) => `${file}:${lineOf(textOf(file), start)}`);
