/**
 * What the editor tests need, in `.editor-test/`, which git ignores: VS Code itself as code-server, with the Node that it
 * wants. Chromium, Neovim and Emacs come from Debian, and so does what code-server is built with. Where this may not
 * install them, or they are out of reach, it says so: such a place can run no editor, which is no failure of ours.
 */

import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
export const home = join(root, '.editor-test');

const EDITORS = ['chromium', 'fonts-dejavu-core', 'neovim', 'emacs-nox'];
/** To build code-server's native modules. */
const BUILDING = ['g++', 'make', 'python3', 'pkg-config', 'libkrb5-dev', 'libx11-dev', 'libxkbfile-dev', 'libsecret-1-dev'];

/** Node's own binaries, as packages without an install script. */
const NODE = `node-${process.platform}-${process.arch}`;
const PINNED = { [NODE]: '24.21.0', 'code-server': '4.139.1' };

const bin = (name) => join(home, name, 'node_modules', '.bin');

/** code-server runs on its own Node, and is built with its headers. What npm tells the scripts that it runs speaks of another one. */
export function withNode() {
  const folder = join(home, NODE, 'node_modules', NODE);
  const own = Object.entries(process.env).filter(([name]) => !/^npm_(?:config_(?:user_agent|global_prefix|local_prefix|prefix)|node_execpath|execpath|lifecycle|package)|^NODE$/i.test(name));
  return { ...Object.fromEntries(own), npm_config_nodedir: folder, PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
}

export const codeServer = join(bin('code-server'), 'code-server');

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const chromium = () => BROWSERS.find((path) => existsSync(path)) ?? BROWSERS[0];

/** The reason that no editor can be tested here, and what would help. */
export class NotInstallable extends Error {}

/** `deadline`: when to give up, as `Date.now()` counts; `Infinity` for never. */
export async function setUp(deadline) {
  mkdirSync(home, { recursive: true });
  await systemPackages([...EDITORS, ...(isInstalled('code-server') ? [] : BUILDING)], deadline);
  for (const name of Object.keys(PINNED)) if (!isInstalled(name)) await install(name, deadline);
}

const stamp = (name) => join(home, name, 'installed');
const isInstalled = (name) => existsSync(stamp(name)) && readFileSync(stamp(name), 'utf8') === PINNED[name];

async function install(name, deadline) {
  console.log(`Installing ${name} ${PINNED[name]} into .editor-test.`);
  const prefix = join(home, name);
  rmSync(prefix, { recursive: true, force: true });
  mkdirSync(prefix, { recursive: true });
  writeFileSync(join(prefix, 'package.json'), '{ "private": true }');
  await run('npm', ['install', '--prefix', prefix, '--no-audit', '--no-fund', `${name}@${PINNED[name]}`], prefix, withNode(), deadline);
  writeFileSync(stamp(name), PINNED[name]);
}

async function systemPackages(wanted, deadline) {
  const missing = wanted.filter((name) => !isPresent(name));
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) throw new NotInstallable(`this is missing, and only root may install it:\n  ${command}`);
  console.log(`Installing ${missing.join(', ')}.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], home, env, deadline);
  await run('sh', ['-c', command], home, env, deadline);
}

const PROGRAMS = { chromium: BROWSERS, neovim: ['nvim'], 'emacs-nox': ['emacs'] };

/** As a program that may come from anywhere, else as a package. */
function isPresent(name) {
  if (PROGRAMS[name]?.some((program) => existsSync(program) || isOnPath(program))) return true;
  return /^install ok installed/.test(spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' }).stdout ?? '');
}

const isOnPath = (program) => (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));

/** What it says goes to a file; the end of that is told where it fails. */
async function run(command, args, cwd, env, deadline) {
  const log = join(home, 'install.log');
  const output = openSync(log, 'w');
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', output, output], detached: true });
  const late = deadline < Infinity ? setTimeout(() => process.kill(-child.pid, 'SIGKILL'), Math.max(0, deadline - Date.now())) : undefined;
  const end = await new Promise((resolve) => {
    child.once('error', (error) => resolve(String(error)));
    child.once('exit', (code, signal) => resolve(code === 0 ? undefined : signal ? 'it took too long' : `it ended with ${code}`));
  });
  clearTimeout(late);
  closeSync(output);
  const tail = () => readFileSync(log, 'utf8').trimEnd().split('\n').slice(-8).map((line) => `  ${line}`).join('\n');
  if (end) throw new NotInstallable(`"${[command, ...args].join(' ')}" failed: ${end}\n${tail()}`);
}
