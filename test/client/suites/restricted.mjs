import { COUNTER } from '../programs.mjs';

export const files = { 'counter.ts': COUNTER, 'package.json': '{}' };

export const settings = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };

export const steps = [
  ['in Restricted Mode everything works', async (editor) => {
    await editor.openFile('counter.ts:10:5');
    await editor.until('the mode', async () => (await editor.page.locator('.statusbar').innerText()).includes('Restricted Mode'));
    await editor.until('a squiggle', () => editor.squiggles().count());
    await editor.quickFix('Use Atomics.store(counter, 0, 0)');
    await editor.saveUntil('counter.ts', /Atomics\.store\(counter, 0, 0\);/);
  }],
];
