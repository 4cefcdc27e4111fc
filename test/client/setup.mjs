/**
 * What the editor tests need, in `.editor-test/`, which git ignores: VS Code itself as code-server, with the Node that it
 * wants. Chromium comes from the system. Where this may not install it, it says what to install.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
export const home = join(root, '.editor-test');

const PACKAGES = ['chromium', 'fonts-dejavu-core', 'libkrb5-dev', 'libx11-dev', 'libxkbfile-dev', 'libsecret-1-dev', 'neovim'];
const PINNED = { node: '24.21.0', 'code-server': '4.139.1' };

const run = (command, args, options = {}) => execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options });

export function setUp() {
  systemPackages();
  mkdirSync(home, { recursive: true });
  const stamp = join(home, 'installed.json');
  const wanted = JSON.stringify(PINNED);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing VS Code (code-server) into .editor-test; this takes some minutes.');
  if (!existsSync(join(home, 'package.json'))) writeFileSync(join(home, 'package.json'), '{ "private": true }');
  run('npm', ['install', '--prefix', home, `node@${PINNED.node}`], { cwd: home });
  run('npm', ['install', '--prefix', home, `code-server@${PINNED['code-server']}`], { cwd: home, env: withNode() });
  writeFileSync(stamp, wanted);
}

/** code-server runs on its own Node. */
export const withNode = () => ({ ...process.env, PATH: `${join(home, 'node_modules', '.bin')}:${process.env.PATH}` });

export const codeServer = join(home, 'node_modules', '.bin', 'code-server');

export const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path)) ?? '/usr/bin/chromium';

function systemPackages() {
  if (existsSync(chromium) && isOnPath('nvim')) return;
  const command = `apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`;
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) throw new Error(`The editor tests need Chromium and Neovim. Install them with:\n  ${command}`);
  run('apt-get', ['update']);
  run('sh', ['-c', command], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

const isOnPath = (program) => (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));
