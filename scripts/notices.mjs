/** The licences of everything that is bundled, from the bundles themselves: of the extension, and of each npm package. */

import { buildSync } from 'esbuild';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundles as clientBundles } from '../client/build.mjs';
import { bundles as rulesBundles } from '../rules/build.mjs';
import { bundles as serverBundles } from '../server/build.mjs';
import { bundles as snippetsBundles } from '../snippets/build.mjs';
import { root as home } from './registry.mjs';

const isInExtension = ({ entryPoints }) => !('cli' in entryPoints);

/** Of the extension. */
export const notices = (root) => text(root, 'Atomics Lint', [...folderNames(root, 'client', clientBundles), ...folderNames(root, 'server', serverBundles.filter(isInExtension))]);

/** The notices that npm packages carry, by file. */
export function noticeFiles(root = home) {
  const of = (part, bundles) => [`${part}/THIRD-PARTY-NOTICES`, text(root, JSON.parse(readFileSync(join(root, part, 'package.json'), 'utf8')).name, folderNames(root, part, bundles))];
  return new Map([of('rules', rulesBundles), of('server', serverBundles), of('snippets', snippetsBundles)]);
}

function text(root, name, folders) {
  const parts = [...new Set(folders)].sort().map((folder) => notice(root, folder));
  return `${name} contains the following packages.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** `node_modules/name` of each package that a bundle takes something from. */
function folderNames(root, part, bundles) {
  const options = { bundle: true, write: false, metafile: true, outdir: 'dist', absWorkingDir: join(root, part), logLevel: 'error' };
  const inputs = bundles.flatMap((one) => Object.keys(buildSync({ ...options, ...one }).metafile.inputs));
  return inputs.flatMap((input) => /.*(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(join(part, input))?.[1] ?? []);
}

function notice(root, folder) {
  const { name, version, license, repository } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(root, folder)).find((one) => /^licen[cs]e/i.test(one));
  const terms = file ? readFileSync(join(root, folder, file), 'utf8').trim() : `Licensed under ${license}.`;
  const source = typeof repository === 'string' ? repository : repository?.url;
  return `${name} ${version}${source ? ` (${source})` : ''}\n\n${terms}\n`;
}
