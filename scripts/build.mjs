/** Bundles every package with esbuild. `npm run build -- rules server` builds these only. */

import { build } from 'esbuild';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const wanted = process.argv.slice(2);
const parts = ['rules', 'server', 'client', 'snippets'].filter((part) => wanted.length === 0 || wanted.includes(part));

/** What each package bundles is said in its own `build.mjs`: a list of esbuild options. */
for (const part of parts) {
  const file = join(root, part, 'build.mjs');
  if (!existsSync(file)) continue;
  const { bundles, after } = await import(pathToFileURL(file).href);
  if (!bundles) continue;
  rmSync(join(root, part, 'dist'), { recursive: true, force: true });
  await Promise.all(bundles.map((options) => build({ bundle: true, logLevel: 'warning', absWorkingDir: join(root, part), outdir: 'dist', ...options })));
  await after?.();
}
