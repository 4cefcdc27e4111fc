/** Bundles the commands of `atomics-snippets`, and what check files import. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const here = import.meta.dirname;
const shared = { platform: 'node', target: 'node20', external: ['esbuild', 'oxc-parser'] };
const command = { ...shared, format: 'cjs', outExtension: { '.js': '.cjs' } };
const module = { ...shared, format: 'esm', outExtension: { '.js': '.mjs' } };

export const bundles = [
  { ...command, entryPoints: { check: 'checker/main.ts', snippets: 'cli/main.ts' }, banner: { js: '#!/usr/bin/env node' } },
  { ...command, entryPoints: { stress: 'stress/main.ts', verify: 'checker/verify/main.ts' } },
  // What a check file imports when it is not run by the checker but read by an editor, or by mistake.
  { ...module, entryPoints: { checker: 'checker/api.ts' } },
  { ...command, entryPoints: { checker: 'checker/api.ts' } },
  { ...module, entryPoints: { lib: 'checker/index.ts' } },
];

/** Types of what a check file imports. */
export function after() {
  const options = { target: ts.ScriptTarget.ES2022, strict: true, isolatedDeclarations: true, stripInternal: true };
  const { outputText } = ts.transpileDeclaration(readFileSync(join(here, 'checker/api.ts'), 'utf8'), { fileName: 'api.ts', compilerOptions: options });
  for (const name of ['checker.d.ts', 'checker.d.cts']) writeFileSync(join(here, 'dist', name), outputText);
}
