/** The plugin in oxlint's own language server, where one process lints a file again and again with what is typed. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter, type Diagnostic, type ProtocolConnection } from 'vscode-languageserver-protocol/node';
import { COUNTER } from '../server/kit/programs.ts';
import { Workspace } from '../server/kit/workspace.ts';

const REPOSITORY = join(import.meta.dirname, '../..');

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function oxlint({ root, uri }: Workspace): Promise<ProtocolConnection> {
  const server = spawn(process.execPath, [join(REPOSITORY, 'node_modules/oxlint/bin/oxlint'), '--lsp'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  ends.push(() => {
    connection.dispose();
    server.kill();
  });
  connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly unknown[] }) => items.map(() => ({ run: 'onType' })));
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  const capabilities = { textDocument: { diagnostic: { dynamicRegistration: true } }, workspace: { workspaceFolders: true, configuration: true, diagnostics: { refreshSupport: true } } };
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: uri, workspaceFolders: [{ uri, name: 'test' }], capabilities, initializationOptions: [{ workspaceUri: uri, options: { run: 'onType' } }] });
  await connection.sendNotification('initialized', {});
  return connection;
}

test('findings are those of what is typed, not of what stood there before', async () => {
  const config = JSON.stringify({ jsPlugins: [join(REPOSITORY, 'rules/dist/plugin.mjs')], categories: { correctness: 'off' }, rules: { 'atomics/no-mixed-access': 'error' } });
  using workspace = new Workspace({ 'counter.ts': COUNTER, '.oxlintrc.json': config, 'package.json': '{}' });
  const connection = await oxlint(workspace);
  const uri = workspace.uriOf('counter.ts');
  const lines = async (): Promise<number[]> => {
    const { items } = await connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } });
    return items.map(({ range }) => range.start.line);
  };
  let version = 1;
  const type = (text: string) => connection.sendNotification('textDocument/didChange', { textDocument: { uri, version: ++version }, contentChanges: [{ text }] });
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version, text: COUNTER } });
  expect(await lines()).toEqual([9]);
  await type(`\n\n${COUNTER}`);
  expect(await lines()).toEqual([11]);
  await type(COUNTER.replace('counter[0] = 0', 'Atomics.store(counter, 0, 0)'));
  expect(await lines()).toEqual([]);
});
