/** Builds the commands of `atomics-snippets` into `snippets/dist`. */

import { build } from 'esbuild';
import { join } from 'node:path';

const here = import.meta.dirname;
const shared = { bundle: true, platform: 'node', target: 'node20', external: ['esbuild', 'oxc-parser'], logLevel: 'warning', absWorkingDir: here };

await Promise.all([
  build({ ...shared, entryPoints: ['checker/main.ts'], outfile: join(here, 'dist/check.cjs'), format: 'cjs', banner: { js: '#!/usr/bin/env node' } }),
  build({ ...shared, entryPoints: ['cli/main.ts'], outfile: join(here, 'dist/snippets.cjs'), format: 'cjs', banner: { js: '#!/usr/bin/env node' } }),
  build({ ...shared, entryPoints: ['stress/main.ts'], outfile: join(here, 'dist/stress.cjs'), format: 'cjs' }),
  build({ ...shared, entryPoints: ['checker/verify/main.ts'], outfile: join(here, 'dist/verify.cjs'), format: 'cjs' }),
  build({ ...shared, entryPoints: ['checker/index.ts'], outfile: join(here, 'dist/lib.mjs'), format: 'esm' }),
  // What a check file imports when it is not run by the checker but read by an editor, or by mistake.
  build({ ...shared, entryPoints: ['checker/api.ts'], outfile: join(here, 'dist/checker.mjs'), format: 'esm' }),
]);
