/** The rules as the sources have them, built or not: what is generated from them must not wait for a build. */

import { build } from 'esbuild';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** Every `RuleDefinition`, in the order of the catalogue. */
export async function loadRules(from = root) {
  const { outputFiles } = await build({ entryPoints: [join(from, 'rules/kit/registry.ts')], bundle: true, write: false, format: 'esm', platform: 'node', external: ['oxc-parser'], logLevel: 'error' });
  const { RULES } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  return RULES;
}
