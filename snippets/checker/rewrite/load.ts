/** From a check file to a program: reads it and what it imports, rewrites, strips types, links. */

import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { transformSync } from 'esbuild';
import { parseSync } from 'oxc-parser';
import * as api from '../api.ts';
import { type Effects, analyse } from './effects.ts';
import { Printer, RewriteError, type Site } from './print.ts';
import { type Node, boundNames, child, isNode, list, nameOf } from './tree.ts';

export interface Program {
  readonly sites: readonly Site[];
  /** Runs the modules; the scenarios they declare. `$` is the runtime that rewritten code calls. */
  run($: unknown): readonly api.ScenarioDefinition[];
}

export interface LoadOptions {
  /** Text to use in place of a file's, by absolute path: how mutants are tried. */
  readonly replace?: ReadonlyMap<string, string>;
  /** `false` leaves functions as they are, for the referee. */
  readonly rewrite?: boolean;
}

interface Source { readonly path: string; readonly text: string; readonly tree: Node; readonly imports: ReadonlyMap<string, string> }

const API = new Set(Object.keys(api).filter((name) => name !== 'use' && name !== 'takeScenarios'));
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
    found.set(path, { path, text, tree, imports });
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

function rewrite(source: Source, effects: Effects, sites: Site[]): string {
  const names = apiNames(source.tree);
  return `let $t;${new Printer(relative('.', source.path), source.text, effects, names, sites).program(source.tree)}`;
}

type Module = (require: (specifier: string) => unknown, module: { exports: unknown }, exports: unknown, $: unknown) => void;

export function load(entry: string, options: LoadOptions = {}): Program {
  const sources = collect(entry, options);
  const sites: Site[] = [];
  const effects = options.rewrite === false ? undefined : analyse(sources.map((s) => s.tree), API);
  const code = new Map<string, Module>();
  for (const source of sources) {
    const text = strip(source.path, effects ? rewrite(source, effects, sites) : source.text);
    // eslint-disable-next-line no-new-func -- running the code under test is what a checker does
    code.set(source.path, new Function('require', 'module', 'exports', '$', `${text}\n//# sourceURL=${source.path}`) as Module);
  }
  const imports = new Map(sources.map((s) => [s.path, s.imports]));
  return {
    sites,
    run($) {
      const modules = new Map<string, { exports: unknown }>();
      const load1 = (path: string): unknown => {
        const known = modules.get(path);
        if (known) return known.exports;
        const module = { exports: {} as unknown };
        modules.set(path, module);
        const require = (specifier: string): unknown => (isApi(specifier) ? api : load1(imports.get(path)!.get(specifier)!));
        code.get(path)!(require, module, module.exports, $);
        return module.exports;
      };
      api.takeScenarios();
      load1(sources[0]!.path);
      return api.takeScenarios();
    },
  };
}
