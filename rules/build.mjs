/** The plugin: one ES module. `oxc-parser` stays outside, since its native parser comes with the platform. */

import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = join(import.meta.dirname, 'dist');

export const bundles = [
  {
    entryPoints: { plugin: 'plugin.ts' },
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    external: ['oxc-parser', 'ignore'],
    outExtension: { '.js': '.mjs' },
    sourcemap: false,
    legalComments: 'none',
  },
];

export async function after() {
  // The types of the sources would drag in those of what is bundled.
  copyFileSync(join(import.meta.dirname, 'plugin-types.d.ts'), join(dist, 'plugin.d.ts'));
  await writePresets();
}

/** The presets as oxlint takes them in `extends`. */
async function writePresets() {
  const { configs } = await import(pathToFileURL(join(dist, 'plugin.mjs')).href);
  mkdirSync(join(dist, 'oxlint'));
  for (const [name, { rules }] of Object.entries(configs)) writeFileSync(join(dist, 'oxlint', `${name}.json`), `${JSON.stringify({ jsPlugins: ['eslint-plugin-atomics'], rules }, null, 2)}\n`);
}
