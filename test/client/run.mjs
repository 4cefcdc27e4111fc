/**
 * The extension as users have it: the packed VSIX in VS Code, in a browser. `npm run test:editor` packs it and runs all;
 * `node test/client/run.mjs web` runs one suite. Screenshots go to `.editor-test/screenshots`; `--keep` puts those that the
 * READMEs show into `docs/images`. With `--or-skip`, for CI, a place where no editor can be installed in time is no
 * failure, and the whole ends after some minutes.
 */

import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Editor, installExtensions } from './editor.mjs';
import { home, NotInstallable, root, setUp } from './setup.mjs';
import * as desktop from './suites/desktop.mjs';
import * as emacs from './suites/emacs.mjs';
import * as neovim from './suites/neovim.mjs';
import * as restricted from './suites/restricted.mjs';
import * as web from './suites/web.mjs';

const SUITES = { neovim, emacs, restricted, web, desktop };
const KEPT = ['editor-finding', 'memory-map', 'snippets'];

/** With `--or-skip`: for how long the whole may last, and what of it installing may take, in milliseconds. */
const LONGEST = 5 * 60_000;
const LONGEST_SETUP = 3 * 60_000;

const maySkip = process.argv.includes('--or-skip');
const start = Date.now();
try {
  await setUp(maySkip ? start + LONGEST_SETUP : Infinity);
} catch (error) {
  if (!(error instanceof NotInstallable)) throw error;
  console.log(`The editor tests ${maySkip ? 'were skipped' : 'cannot run'}, since what they need cannot be installed here: ${error.message}`);
  process.exit(maySkip ? 0 : 1);
}
if (maySkip) setTimeout(tooLong, start + LONGEST - Date.now()).unref();

const vsix = readdirSync(root).find((name) => name.endsWith('.vsix'));
if (!vsix) throw new Error('There is no package. Run npm run package first.');
const shots = join(home, 'screenshots');
mkdirSync(shots, { recursive: true });
const extensions = await installExtensions(join(root, vsix));

let passed = 0;
const failures = [];
const wanted = process.argv.slice(2).filter((one) => !one.startsWith('--'));
for (const [name, suite] of Object.entries(SUITES)) if (wanted.length === 0 || wanted.includes(name)) await runTwice(name, suite);
rmSync(extensions, { recursive: true, force: true });
if (process.argv.includes('--keep')) keepShots();
for (const { title, error } of failures) console.log(`\n${title}\n${error.stack ?? error}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;

function tooLong() {
  console.log(`\nThe editor tests were ended after ${LONGEST / 60_000} minutes.`);
  process.exit(1);
}

function keepShots() {
  const images = join(root, 'docs', 'images');
  mkdirSync(images, { recursive: true });
  for (const name of KEPT) copyFileSync(join(shots, `${name}.png`), join(images, `${name}.png`));
}

/** A browser on a busy machine may lose a key: what fails is tried once more, in another editor, and said to be. */
async function runTwice(name, suite) {
  const [before, failed] = [passed, failures.length];
  await runSuite(name, suite);
  if (failures.length === failed) return;
  for (const { title, error } of failures.splice(failed)) console.log(`    ${title}: ${String(error.message ?? error).split('\n')[0]}`);
  passed = before;
  console.log('  once more');
  await runSuite(name, suite);
}

async function runSuite(name, { files, settings, steps }) {
  console.log(name);
  const editor = files ? await Editor.open({ extensions, files, settings, shots }) : undefined;
  try {
    // A step goes on from where the one before it has left the editor.
    for (const [title, step] of steps) await runStep(name, title, step, editor);
  } finally {
    await editor?.close();
  }
}

async function runStep(suite, title, step, editor) {
  const start = Date.now();
  try {
    await step(editor);
    passed++;
    console.log(`  ✓ ${title} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failures.push({ title: `${suite}: ${title}`, error });
    console.log(`  ✗ ${title}`);
    await editor?.shot(`failed-${suite}-${failures.length}`).catch(() => undefined);
    await editor?.press('Escape', 'Escape').catch(() => undefined);
  }
}
