import assert from 'node:assert/strict';
import { COUNTER, MAIN, WORKER } from '../programs.mjs';

export const files = { 'main.ts': MAIN, 'worker.ts': WORKER, 'counter.ts': COUNTER, 'package.json': '{}' };

/** Runs the extension where vscode.dev does: in the browser, the server in a worker of its own. */
export const settings = { 'remote.extensionKind': { 'atomics-lint.atomics-lint': ['ui'] } };

export const steps = [
  ['in the browser, findings come from files that only the editor can read', async (editor) => {
    await editor.openFile('main.ts');
    await editor.until('a squiggle', () => editor.squiggles().count());
    const problems = await editor.until('both files', async () => {
      const lines = await editor.problems();
      return lines.some((line) => line.startsWith('counter.ts')) && lines;
    });
    assert.match(problems.join('\n'), /worker\.ts:4/);
    assert.deepEqual(editor.languageServers(), []);
  }],
  ['a change on disk is seen', async (editor) => {
    editor.write('worker.ts', 'export {};\n');
    await editor.until('no squiggle', async () => (await editor.squiggles().count()) === 0);
    editor.write('worker.ts', WORKER);
    await editor.until('a squiggle', () => editor.squiggles().count());
  }],
  ['a fix is applied', async (editor) => {
    await editor.openFile('counter.ts:10:5');
    await editor.until('a squiggle', () => editor.squiggles().count());
    await editor.quickFix('Use Atomics.store(counter, 0, 0)');
    await editor.saveUntil('counter.ts', /Atomics\.store\(counter, 0, 0\);/);
  }],
];
