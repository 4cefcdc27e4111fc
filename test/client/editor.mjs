/** VS Code in a browser, driven as a user drives it: by keys, by what is on the screen, by what is on the disk. */

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { chromium as playwright } from 'playwright-core';
import { chromium, codeServer, withNode } from './setup.mjs';

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A window as small as a laptop's, so that screenshots can be read. */
const SIZE = { width: 1280, height: 800 };

const QUIET = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'editor.minimap.enabled': false,
  'typescript.validate.enable': false,
  'git.enabled': false,
  'files.autoSave': 'off',
  'security.workspace.trust.enabled': false,
  'window.commandCenter': false,
};

/** Installs the packed extension and the other linter once; every editor shares the result. */
export async function installExtensions(vsix) {
  const folder = mkdtempSync(join(tmpdir(), 'atomics-extensions-'));
  const other = join(folder, 'other-linter.vsix');
  await createVSIX({ cwd: join(import.meta.dirname, 'other-linter'), packagePath: other, dependencies: false, allowMissingRepository: true, skipLicense: true });
  for (const one of [vsix, other]) execFileSync(codeServer, ['--install-extension', one, '--extensions-dir', folder, '--user-data-dir', join(folder, 'user')], { env: withNode(), stdio: 'pipe' });
  return folder;
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Process groups of servers: whatever ends the tests ends them. */
const groups = new Set();
process.on('exit', () => groups.forEach(end));

/** The group that was started with a process: code-server starts others. */
function end(group) {
  groups.delete(group);
  try {
    process.kill(-group, 'SIGTERM');
  } catch {}
}

export class Editor {
  /** `settings` are the user's, on top of quiet ones. */
  static async open({ extensions, files, settings = {}, shots }) {
    const editor = new Editor();
    editor.shots = shots;
    editor.folder = mkdtempSync(join(tmpdir(), 'atomics-editor-'));
    editor.workspace = join(editor.folder, 'workspace');
    for (const [name, text] of Object.entries(files)) editor.write(name, text);
    const user = join(editor.folder, 'user');
    mkdirSync(join(user, 'User'), { recursive: true });
    writeFileSync(join(user, 'User', 'settings.json'), JSON.stringify({ ...QUIET, ...settings }, null, 2));
    const port = await freePort();
    const flags = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check', '--user-data-dir', user, '--extensions-dir', extensions, editor.workspace];
    editor.server = spawn(codeServer, flags, { env: withNode(), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    groups.add(editor.server.pid);
    await started(editor.server);
    editor.browser = await playwright.launch({ executablePath: chromium(), args: ARGUMENTS });
    editor.page = await (await editor.browser.newContext({ viewport: SIZE, deviceScaleFactor: 1.5 })).newPage();
    await editor.page.goto(`http://127.0.0.1:${port}/?folder=${editor.workspace}`);
    await editor.page.waitForSelector('.monaco-workbench .part.sidebar', { timeout: 60_000 });
    return editor;
  }

  async close() {
    await this.browser?.close();
    end(this.server.pid);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  write(name, text) {
    const path = join(this.workspace, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  read(name) {
    return readFileSync(join(this.workspace, name), 'utf8');
  }

  /** Undefined while there is no such file. */
  tryRead(name) {
    return existsSync(join(this.workspace, name)) ? this.read(name) : undefined;
  }

  async shot(name) {
    await this.page.screenshot({ path: join(this.shots, `${name}.png`) });
  }

  /** Opens a file by its name, or `name:line:column`. */
  async openFile(name) {
    await this.page.keyboard.press('Control+KeyP');
    const input = this.page.locator('.quick-input-widget input').first();
    await input.fill(name);
    const file = name.split(':')[0].split('/').pop();
    // With a line behind the name, the file that is open is offered until the search has an answer.
    await this.page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: file }).waitFor();
    await this.page.waitForTimeout(300);
    await this.page.keyboard.press('Enter');
    await this.page.waitForSelector(`.tab.active[aria-label^="${file}"]`);
    await this.page.waitForTimeout(200);
  }

  async command(title) {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input').first();
    await input.fill(`>${title}`);
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
    await row.waitFor();
    await row.click();
  }

  /** Applies a fix at the cursor. The menu says that there is none if it is opened before the analysis has answered. */
  async quickFix(title, shot) {
    const entry = this.page.locator('.action-widget').getByText(title);
    await this.until(`the fix "${title}"`, async () => {
      await this.press('Control+Period');
      const isThere = await entry.waitFor({ timeout: 2000 }).then(() => true, () => false);
      if (!isThere) await this.press('Escape');
      return isThere;
    });
    if (shot) await this.shot(shot);
    await entry.click();
  }

  async goTo(line, column = 1) {
    await this.page.keyboard.press('Control+KeyG');
    await this.page.locator('.quick-input-widget input').first().fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.waitForTimeout(150);
  }

  async type(text) {
    await this.page.keyboard.type(text, { delay: 15 });
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Saves, and waits for what is on the disk then. */
  async saveUntil(name, pattern) {
    await this.page.waitForSelector('.tab.active.dirty');
    await this.press('Control+KeyS');
    await this.until(`${pattern} in ${name}`, () => pattern.test(this.read(name)));
  }

  squiggles(kind = 'error') {
    return this.page.locator(`.squiggly-${kind}`);
  }

  /** The list of problems, as lines of text. */
  async problems() {
    if (!(await this.page.locator('.markers-panel').isVisible())) {
      await this.press('Control+Shift+KeyM');
      await this.page.waitForSelector('.markers-panel');
    }
    return this.page.locator('.markers-panel .monaco-list-row').allInnerTexts();
  }

  /** Resolves when the test holds; fails with what it last saw. */
  async until(what, test, timeout = 20_000) {
    const end = Date.now() + timeout;
    for (let last; ; await this.page.waitForTimeout(150)) {
      last = await test();
      if (last) return last;
      if (Date.now() > end) throw new Error(`Not seen in ${timeout / 1000} s: ${what}`);
    }
  }

  /** Process ids of the language servers that this editor has started. */
  languageServers() {
    return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isServerOf(pid, this.server.pid)).map(Number);
  }
}

function started(server) {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk) => {
      output += chunk;
      if (output.includes('HTTP server listening')) resolve();
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('exit', () => reject(new Error(`code-server ended:\n${output}`)));
  });
}

function isServerOf(pid, group) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (!command.includes('server/dist/main.cjs')) return false;
    const [, parentAndGroup = ''] = /\) \S (\d+ \d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return parentAndGroup.split(' ')[1] === String(group);
  } catch {
    return false;
  }
}
