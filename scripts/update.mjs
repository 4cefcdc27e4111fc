/**
 * Writes everything that is generated and checked in: heads and index of the rules' pages, the editor's settings, the
 * notices of bundled packages.
 *
 *     npm run update              writes what has changed
 *     npm run update -- --check   does the same, and exits 1 if anything had to be written
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticeFiles } from './notices.mjs';
import { root } from './registry.mjs';
import { docsFiles } from './update-docs.mjs';
import { settingsFiles } from './update-settings.mjs';

const isCheck = process.argv.includes('--check');
const stale = [];
for (const generate of [docsFiles, settingsFiles, noticeFiles])
  for (const [name, text] of await generate()) {
    const path = join(root, name);
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    writeFileSync(path, text);
    stale.push(name);
  }

console.log(stale.length === 0 ? 'Everything generated is up to date.' : `Written: ${stale.join(', ')}`);
if (isCheck && stale.length > 0) {
  console.error('Generated files were stale; they are written now. Look at the changes and commit them.');
  process.exitCode = 1;
}
