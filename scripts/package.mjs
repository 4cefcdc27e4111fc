/**
 * Packs the extension: one VSIX for every platform and for the browser. `npm run package` builds first.
 *
 * What goes in is listed here, and nothing else can: the files are laid out in a folder of their own.
 */

import { createVSIX } from '@vscode/vsce';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { notices } from './notices.mjs';

const root = join(import.meta.dirname, '..');

/** Files and folders of the repository, and their names in the package where those differ. */
const CONTENTS = [
  'package.nls.json',
  'package.nls.de.json',
  'l10n',
  'LICENSE',
  'CHANGELOG.md',
  ['client/README.md', 'README.md'],
  'client/dist',
  'client/media',
  'client/walkthrough',
  'server/dist/main.cjs',
  'server/dist/browser.js',
  'server/dist/parser.wasm',
  'docs/rules',
  'docs/the-document.md',
];

/** What a manifest needs once everything is bundled. */
const MANIFEST = ['name', 'displayName', 'description', 'version', 'license', 'publisher', 'icon', 'galleryBanner', 'categories', 'keywords', 'repository', 'bugs', 'engines', 'main', 'browser', 'l10n', 'extensionKind', 'activationEvents', 'capabilities', 'contributes'];

const MOST_BYTES = 3 * 2 ** 20;

const stage = mkdtempSync(join(tmpdir(), 'atomics-vsix-'));
try {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  lay(manifest);
  const packagePath = join(root, `${manifest.name}-${manifest.version}.vsix`);
  for (const old of readdirSync(root)) if (old.endsWith('.vsix')) rmSync(join(root, old));
  await createVSIX({ cwd: stage, packagePath, dependencies: false });
  const { size } = statSync(packagePath);
  console.log(`${packagePath}: ${(size / 2 ** 20).toFixed(2)} MB`);
  if (size >= MOST_BYTES) throw new Error(`The package must stay below ${MOST_BYTES / 2 ** 20} MB.`);
} finally {
  rmSync(stage, { recursive: true, force: true });
}

function lay(manifest) {
  for (const entry of CONTENTS) {
    const [from, to] = Array.isArray(entry) ? entry : [entry, entry];
    if (!existsSync(join(root, from))) throw new Error(`${from} is missing. Run npm run build first.`);
    mkdirSync(dirname(join(stage, to)), { recursive: true });
    cpSync(join(root, from), join(stage, to), { recursive: true });
  }
  writeFileSync(join(stage, 'package.json'), JSON.stringify(Object.fromEntries(MANIFEST.map((key) => [key, manifest[key]])), null, 2));
  writeFileSync(join(stage, 'ThirdPartyNotices.txt'), notices(root));
}
