/**
 * The command line: one ES module. `oxc-parser` stays outside, since its native parser comes with the platform.
 * The language server: for a process and for a web worker, on the parser's WebAssembly build, which runs everywhere.
 */

import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const bundles = [
  {
    entryPoints: { cli: 'cli.ts' },
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    external: ['oxc-parser'],
    banner: { js: '#!/usr/bin/env node' },
    legalComments: 'none',
  },
  {
    entryPoints: { main: 'main.ts' },
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    outExtension: { '.js': '.cjs' },
    banner: { js: '#!/usr/bin/env node' },
    minifySyntax: true,
    legalComments: 'none',
  },
  {
    entryPoints: { browser: 'browser.ts' },
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
  },
];

/** The server reads the parser from beside it. */
export function after() {
  const parser = createRequire(import.meta.url).resolve('oxc-parser/wasm');
  copyFileSync(parser, join(import.meta.dirname, 'dist', 'parser.wasm'));
}
