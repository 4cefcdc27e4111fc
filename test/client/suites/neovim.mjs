/** Another editor, another client: Debian's Neovim, which pushes no button of VS Code's and asks for no diagnostics. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COUNTER, MAIN, WORKER } from '../programs.mjs';
import { root } from '../setup.mjs';

/** As docs/editors.md says it, and then what a user would do. The last line is what was seen, as JSON. */
const SCRIPT = (server) => `
vim.cmd('edit counter.ts')
local seen = {}
local client = vim.lsp.start_client({ name = 'atomics', cmd = { ${JSON.stringify(process.execPath)}, ${JSON.stringify(server)}, '--stdio' }, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(0, client)
local count = function() return #vim.diagnostic.get(0) end
vim.wait(15000, function() return count() > 0 end)
seen.found = vim.diagnostic.get(0)
local params = vim.lsp.util.make_range_params()
params.range = { start = { line = 9, character = 4 }, ['end'] = { line = 9, character = 4 } }
params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(0, 9) }
local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 15000)
seen.actions = {}
for _, answer in pairs(answers or {}) do
  for _, action in ipairs(answer.result or {}) do
    table.insert(seen.actions, action.title)
    if action.isPreferred then vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16') end
  end
end
vim.wait(15000, function() return count() == 0 end)
seen.left = count()
seen.line = vim.fn.getline(10)
vim.wait(5000, function() return #vim.diagnostic.get(vim.fn.bufadd('main.ts')) > 0 end)
seen.unopened = #vim.diagnostic.get(vim.fn.bufadd('main.ts'))
io.stdout:write(vim.fn.json_encode(seen))
vim.cmd('qa!')
`;

export const steps = [
  ['in Neovim, findings come, the fix is applied, and unopened files are reported', async () => {
    const seen = drive({ 'counter.ts': COUNTER, 'main.ts': MAIN, 'worker.ts': WORKER });
    assert.deepEqual(seen.found.map(({ code, lnum, col, severity, source }) => ({ code, lnum, col, severity, source })), [{ code: 'no-mixed-access', lnum: 9, col: 2, severity: 1, source: 'atomics' }]);
    assert.ok(seen.actions.includes('Use Atomics.store(counter, 0, 0)'), seen.actions.join('\n'));
    assert.equal(seen.line, '  Atomics.store(counter, 0, 0);');
    assert.equal(seen.left, 0);
    assert.equal(seen.unopened, 1);
  }],
];

function drive(files) {
  const folder = mkdtempSync(join(tmpdir(), 'atomics-neovim-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, 'drive.lua'), SCRIPT(join(root, 'server/dist/main.cjs')));
    const output = execFileSync('nvim', ['--headless', '-u', 'NONE', '-i', 'NONE', '-c', 'luafile drive.lua'], { cwd: folder, timeout: 60_000, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
    return JSON.parse(output.slice(output.indexOf('{')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
