import assert from 'node:assert/strict';
import { COUNTER, MAIN, WORKER } from '../programs.mjs';

export const files = { '.vscode/settings.json': JSON.stringify({ 'editor.codeActionsOnSave': { 'source.fixAll.atomics': 'explicit' } }), 'package.json': '{}', 'main.ts': MAIN, 'worker.ts': WORKER, 'counter.ts': COUNTER, 'saved.ts': COUNTER, 'crash.ts': COUNTER, 'twice.ts': COUNTER };

export const settings = { 'editor.hover.delay': 100 };

const problemOf = (lines, file) => lines[lines.findIndex((line) => line.startsWith(file)) + 1] ?? '';

export const steps = [
  ['a race between two files is underlined, and the list says what it is', async (editor) => {
    await editor.openFile('main.ts');
    await editor.until('a squiggle', () => editor.squiggles().count());
    const problem = await editor.until('the problem', async () => problemOf(await editor.problems(), 'main.ts'));
    assert.match(problem, /Plain read of `header\[0\]`/);
    assert.match(problem, /worker\.ts:4/);
    assert.match(problem, /no-mixed-access/);
    await editor.shot('problems');
  }],
  ['a file that is not open is reported', async (editor) => {
    await editor.until('its problem', async () => /Plain write to `counter\[0\]`/.test(problemOf(await editor.problems(), 'counter.ts')));
  }],
  ['a hover explains the access, with its bytes', async (editor) => {
    await editor.press('Control+Shift+KeyM');
    await editor.openFile('main.ts');
    await editor.page.locator('.view-line').filter({ hasText: 'return header[0]' }).locator('span').filter({ hasText: /^header$/ }).last().hover();
    const text = await editor.until('the hover', async () => (await editor.page.locator('.monaco-hover').allInnerTexts()).find((one) => one.includes('bytes 0–3 of')));
    assert.match(text, /Plain read/);
    assert.match(text, /◆ atomic/);
    await editor.shot('editor-finding');
  }],
  ['the code of a finding opens its page, which comes with the extension', async (editor) => {
    await editor.page.locator('.monaco-hover a').filter({ hasText: 'no-mixed-access' }).first().click();
    await editor.page.locator('.tab[aria-label*="no-mixed-access"]').waitFor();
    await editor.until('its text', async () => (await frames(editor)).some((text) => /no-mixed-access[^]*Atomics\.store/.test(text)));
    await editor.shot('rule-page');
    await editor.command('View: Close Editor');
  }],
  ['"Explain" opens the page with the finding on top', async (editor) => {
    await editor.openFile('main.ts:9:11');
    await editor.quickFix('Explain no-mixed-access');
    await editor.until('the finding', async () => (await frames(editor)).some((text) => /^\s*no-mixed-access\s+Plain read of header\[0\][^]*Atomics\.store/.test(text)));
    await editor.command('View: Close Editor');
  }],
  ['a quick fix changes the text, and the squiggle goes', async (editor) => {
    await editor.openFile('counter.ts:10:5');
    await editor.until('a squiggle', () => editor.squiggles().count());
    await editor.quickFix('Use Atomics.store(counter, 0, 0)', 'quick-fix');
    await editor.until('no squiggle', async () => (await editor.squiggles().count()) === 0);
    await editor.saveUntil('counter.ts', /Atomics\.store\(counter, 0, 0\);/);
  }],
  ['saving fixes what is safe, where the user wants that', async (editor) => {
    await editor.openFile('saved.ts:1:1');
    await editor.until('a squiggle', () => editor.squiggles().count());
    await editor.type('// ');
    await editor.press('Enter');
    await editor.saveUntil('saved.ts', /Atomics\.store\(counter, 0, 0\);/);
    await editor.until('no squiggle', async () => (await editor.squiggles().count()) === 0);
  }],
  ['what ESLint shows is not shown twice, and comes back when ESLint takes it back', async (editor) => {
    await editor.openFile('twice.ts');
    await editor.until('ours', async () => /Plain write/.test(problemOf(await editor.problems(), 'twice.ts')));
    await editor.command('Other Linter: Report');
    await editor.until('the other alone', async () => {
      const lines = await editor.problems();
      const at = lines.findIndex((line) => line.startsWith('twice.ts'));
      return /other linter/.test(lines[at + 1] ?? '') && !/Plain write/.test(lines[at + 2] ?? '');
    });
    await editor.command('Other Linter: Clear');
    await editor.until('ours again', async () => /Plain write/.test(problemOf(await editor.problems(), 'twice.ts')));
    await editor.press('Control+Shift+KeyM');
  }],
  ['findings stay while a line is broken, and go when it is mended', async (editor) => {
    await editor.openFile('crash.ts:4:1');
    await editor.until('a squiggle', () => editor.squiggles().count());
    await editor.type('const broken = {{{');
    await editor.press('Escape');
    await editor.page.waitForTimeout(1500);
    assert.equal(await editor.squiggles().count(), 1);
    const [problem] = [problemOf(await editor.problems(), 'crash.ts')];
    assert.match(problem, /Ln 10/);
    await editor.press('Control+Shift+KeyM');
    await editor.goTo(4, 1);
    await editor.press('Control+Shift+KeyK');
    assert.equal(await editor.until('the finding', () => editor.squiggles().count()), 1);
    await editor.command('File: Revert File');
  }],
  ['a server that is killed comes back, with its findings and without a message', async (editor) => {
    await editor.openFile('crash.ts');
    const before = await editor.until('the server', () => editor.languageServers());
    assert.equal(before.length, 1);
    process.kill(before[0], 'SIGKILL');
    const after = await editor.until('another server', () => editor.languageServers().find((pid) => pid !== before[0]));
    assert.notEqual(after, before[0]);
    await editor.until('a squiggle', () => editor.squiggles().count());
    assert.equal(await editor.page.locator('.notification-toast').count(), 0);
  }],
  ['the memory map is drawn, and a click on the conflict goes to the code', async (editor) => {
    await editor.openFile('main.ts:1:1');
    await editor.command('Atomics Lint: Show Memory Map');
    const map = await editor.until('the map', () => mapFrame(editor));
    await map.locator('svg.map').first().waitFor();
    await editor.page.waitForTimeout(500);
    await editor.shot('memory-map');
    await map.locator('svg.map a').filter({ has: map.locator('.mark.plain.blamed') }).first().click();
    await editor.until('the line', async () => /Ln 9, Col/.test(await editor.page.locator('.statusbar').innerText()));
  }],
  ['the map can be walked through by keys', async (editor) => {
    const map = await mapFrame(editor);
    await editor.goTo(1);
    await map.locator('svg.map a').first().focus();
    // Forward to the conflict, and into the code.
    const isThere = () => map.evaluate(() => document.activeElement?.querySelector('.mark.plain.blamed') !== null);
    for (let i = 0; i < 20 && !(await isThere()); i++) await editor.press('Tab');
    await editor.press('Enter');
    await editor.until('the line', async () => /Ln 9, Col/.test(await editor.page.locator('.statusbar').innerText()));
  }],
  ['the map follows what is typed', async (editor) => {
    const map = await mapFrame(editor);
    await editor.openFile('main.ts:9:24');
    await editor.press('Control+Shift+KeyK');
    await editor.type('  return Atomics.load(header, 0) !== 0;');
    await editor.press('Enter');
    await editor.until('no conflict', async () => (await map.locator('.row .clash').count()) === 0 && (await map.locator('.mark').count()) > 0);
    await editor.command('File: Revert File');
  }],
  ['the map can be read in the dark and in high contrast', async (editor) => {
    for (const theme of ['Default Dark Modern', 'Default High Contrast']) {
      await editor.write('.vscode/settings.json', JSON.stringify({ 'workbench.colorTheme': theme }));
      await editor.until('the theme', async () => {
        const map = await mapFrame(editor);
        const kind = await map?.locator('body').getAttribute('data-vscode-theme-kind');
        return kind === (theme.includes('Contrast') ? 'vscode-high-contrast' : 'vscode-dark');
      });
      await editor.page.waitForTimeout(500);
      await editor.shot(theme.includes('Contrast') ? 'memory-map-contrast' : 'memory-map-dark');
    }
    editor.write('.vscode/settings.json', '{}');
  }],
  ['the walkthrough begins with a race, and ends when it is fixed', async (editor) => {
    await editor.command('View: Close All Editors');
    await editor.command('Welcome: Open Walkthrough...');
    await editor.page.locator('.quick-input-widget input').first().fill('first race');
    await editor.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Find and fix your first race' }).first().click();
    await editor.page.getByRole('button', { name: 'Open the Example', exact: true }).click();
    await editor.until('a squiggle', () => editor.squiggles().count());
    await editor.goTo(17, 5);
    await editor.quickFix('Use Atomics.store(header, 0, 0)');
    await editor.until('no squiggle', async () => (await editor.squiggles().count()) === 0);
    await editor.page.locator('.tab').filter({ hasText: /Welcome|Walkthrough/ }).click();
    const steps = editor.page.locator('.getting-started-step');
    await editor.until('the steps done', async () => (await steps.locator('.codicon.complete').count()) >= 2);
    await editor.shot('walkthrough');
  }],
  ['a verified snippet is inserted as a file, after a look at it, and is reported by nothing', async (editor) => {
    await editor.openFile('counter.ts');
    await editor.command('Atomics Lint: Insert Safe Allocator Snippet…');
    const row = editor.page.locator('.quick-input-list .monaco-list-row');
    await row.filter({ hasText: 'Region allocator' }).first().waitFor();
    await editor.until('the preview', async () => (await editor.page.locator('.tab[aria-label*="region-allocator.ts"]').count()) > 0);
    // A pointer on the list shows tips of its own.
    await editor.page.mouse.move(600, 700);
    await editor.page.waitForTimeout(800);
    await editor.shot('snippets');
    await editor.press('Enter');
    await row.filter({ hasText: 'As a new file' }).click();
    const text = await editor.until('the file', () => editor.tryRead('region-allocator.ts'));
    assert.match(text, /^\/\/ atomics-snippets: region-allocator \d+\.\d+\.\d+ sha256:/);
    await editor.page.waitForTimeout(1500);
    assert.equal(await editor.squiggles().count() + (await editor.squiggles('warning').count()), 0);
  }],
  ['a copy that is outdated is found, and updated', async (editor) => {
    editor.write('region-allocator.ts', asOld(editor.read('region-allocator.ts')));
    await chooseCopy(editor, 'outdated: choose to update');
    await editor.saveUntil('region-allocator.ts', /region-allocator 1\.\d+\.\d+ sha256/);
  }],
  ['a copy that is outdated and was edited is merged by hand, in the merge editor', async (editor) => {
    editor.write('region-allocator.ts', asOld(editor.read('region-allocator.ts')).replace('export class', '// Mine.\nexport class'));
    await chooseCopy(editor, 'edited and outdated: choose to merge');
    await editor.page.locator('.merge-editor').waitFor();
    await editor.until('both sides', async () => /Yours[^]*The library’s/.test(await editor.page.locator('.merge-editor').innerText()));
    await editor.shot('merge');
  }],
];

const asOld = (text) => text.replace(/region-allocator \d+\.\d+\.\d+/, 'region-allocator 0.9.0');

/** The editor takes in what was written to the disk when it sees it. */
async function chooseCopy(editor, state) {
  const row = editor.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'region-allocator 0.9.0' }).filter({ hasText: state });
  await editor.until(`a copy that is ${state}`, async () => {
    await editor.command('Atomics Lint: Check Inserted Snippets');
    const isThere = await row.waitFor({ timeout: 3000 }).then(() => true, () => false);
    if (!isThere) await editor.press('Escape');
    return isThere;
  }, 60_000);
  await row.click();
}

async function mapFrame(editor) {
  for (const frame of editor.page.frames()) if (await frame.locator('.atomics-map').count().catch(() => 0)) return frame;
  return undefined;
}

/** What stands in the frames inside the window. */
const frames = (editor) => Promise.all(editor.page.frames().slice(1).map((frame) => frame.locator('body').innerText({ timeout: 500 }).catch(() => '')));
