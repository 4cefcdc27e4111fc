/** From a check file to a program: reads it and what it imports, rewrites, strips types, links. */

import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { transformSync } from 'esbuild';
import { parseSync } from 'oxc-parser';
import * as api from '../api.ts';
import { analyse } from './effects.ts';
import { FilePrinter, RewriteError, type Site } from './print.ts';
import { type Node, SourceTree, boundNames, child, isNode, list, nameOf } from './tree.ts';

export interface Program {
  readonly sites: readonly Site[];
  /** Absolute paths: the entry first, then what it imports. */
  readonly files: readonly string[];
  /** Runs the modules; the scenarios they declare. `$` is the runtime that rewritten code calls. */
  run($: unknown, compile?: Compile): readonly api.ScenarioDefinition[];
}

export interface LoadOptions {
  readonly engine?: 'workhorse' | 'referee' | undefined;
  /** Text to use in place of a file's, by absolute path: how mutants are tried. */
  readonly replace?: ReadonlyMap<string, string>;
}

interface Source { readonly unit: SourceTree; readonly imports: ReadonlyMap<string, string> }

const isApi = (specifier: string): boolean => specifier === 'atomics-snippets/checker' || /(?:^|\/)checker\/api\.[jt]s$/.test(specifier);

function read(path: string, options: LoadOptions): string | undefined {
  const replaced = options.replace?.get(path);
  if (replaced !== undefined) return replaced;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** `./a.js` means `a.ts` where only that exists. */
function find(specifier: string, from: string, options: LoadOptions): string | undefined {
  const path = resolve(dirname(from), specifier);
  const stem = path.replace(/\.[cm]?js$/, '');
  return [path, `${stem}.ts`, `${stem}.mts`, `${path}.ts`, `${path}.js`, `${path}/index.ts`].find((p) => read(p, options) !== undefined);
}

function parse(path: string, text: string): Node {
  const result = parseSync(path, text);
  const error = result.errors[0];
  if (error) throw new RewriteError(`${path}: ${error.message}`);
  return result.program as unknown as Node;
}

/** The module specifiers of a file that matter at run time. */
function specifiers(tree: Node): Node[] {
  return list(tree, 'body')
    .filter((s) => /^(?:Import|Export(?:Named|All))Declaration$/.test(s.type) && s['importKind'] !== 'type' && s['exportKind'] !== 'type')
    .map((s) => s['source']).filter(isNode);
}

function collect(entry: string, options: LoadOptions): Source[] {
  const found = new Map<string, Source>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    const text = read(path, options);
    if (text === undefined) throw new RewriteError(`${path} cannot be read.`);
    const tree = parse(path, text);
    const imports = new Map<string, string>();
    found.set(path, { unit: new SourceTree(path, text, tree, apiNames(tree)), imports });
    for (const s of specifiers(tree)) {
      const specifier = s['value'] as string;
      if (isApi(specifier)) continue;
      const target = specifier.startsWith('.') ? find(specifier, path, options) : undefined;
      if (target === undefined) throw new RewriteError(`${relative('.', path)} imports '${specifier}', which ${specifier.startsWith('.') ? 'does not exist' : 'the checker does not run: it follows relative imports, and atomics-snippets/checker'}.`);
      imports.set(specifier, target);
      visit(target);
    }
  };
  visit(resolve(entry));
  return [...found.values()];
}

/** Local names of what a file imports from the checker's API. */
function apiNames(tree: Node): Map<string, string> {
  const names = new Map<string, string>();
  for (const s of list(tree, 'body')) {
    if (s.type !== 'ImportDeclaration' || !isApi(child(s, 'source')['value'] as string)) continue;
    for (const specifier of list(s, 'specifiers')) {
      const imported = isNode(specifier['imported']) ? nameOf(specifier['imported']) : undefined;
      for (const local of boundNames(child(specifier, 'local'))) if (imported) names.set(local, imported);
    }
  }
  return names;
}

const strip = (path: string, code: string): string =>
  transformSync(code, { loader: /\.[cm]?js$/.test(path) ? 'js' : 'ts', format: 'cjs', target: 'es2022', sourcefile: path, tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } } }).code;

/** The text of a file as CommonJS, ready to be compiled. */
interface Code { readonly path: string; readonly text: string }

export type Module = (require: (specifier: string) => unknown, module: { exports: unknown }, exports: unknown, $: unknown) => unknown;
export type Compile = (code: Code) => Module;

const compileHere: Compile = ({ path, text }) =>
  // eslint-disable-next-line no-new-func -- running the code under test is what a checker does
  new Function('require', 'module', 'exports', '$', `${text}\n//# sourceURL=${path}`) as Module;

export function load(entry: string, options: LoadOptions = {}): Program {
  const sources = collect(entry, options);
  const sites: Site[] = [];
  const effects = options.engine === 'referee' ? undefined : analyse(sources.map((s) => s.unit));
  const codes = sources.map(({ unit }) => ({ path: unit.path, text: strip(unit.path, effects ? new FilePrinter(relative('.', unit.path), unit, effects, sites).program() : unit.text) }));
  const imports = new Map(sources.map((s) => [s.unit.path, s.imports]));
  return {
    sites,
    files: codes.map((c) => c.path),
    run: ($, compile = compileHere) => run(new Map(codes.map((c) => [c.path, compile(c)])), imports, $),
  };
}

/** Runs the modules, each once, as they require each other; the first is the entry. */
function run(code: ReadonlyMap<string, Module>, imports: ReadonlyMap<string, ReadonlyMap<string, string>>, $: unknown): readonly api.ScenarioDefinition[] {
  const modules = new Map<string, { exports: unknown }>();
  const require = (path: string): unknown => {
    const known = modules.get(path);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    modules.set(path, module);
    const resolved = (specifier: string): unknown => (isApi(specifier) ? api : require(imports.get(path)!.get(specifier)!));
    code.get(path)!(resolved, module, module.exports, $);
    return module.exports;
  };
  api.takeScenarios();
  for (const entry of [...code.keys()].slice(0, 1)) require(entry);
  return api.takeScenarios();
}
