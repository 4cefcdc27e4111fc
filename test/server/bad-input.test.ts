/** What no client should do, and some do: a line in the log at most, and right findings afterwards. */

import { afterEach, expect, test } from 'vitest';
import { Client, FULL, type ClientOptions } from './kit/client.ts';
import { COUNTER, SHARED } from './kit/programs.ts';
import { Workspace } from './kit/workspace.ts';

const clients: Client[] = [];
const start = async (options: ClientOptions = {}) => {
  const client = await Client.start(options);
  clients.push(client);
  return client;
};
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
});

const URI = 'untitled:counter.ts';

/** The server still answers, and rightly. */
async function isWell(client: Client): Promise<void> {
  await client.open('untitled:after.ts', COUNTER);
  expect(await client.diagnostics('untitled:after.ts')).toHaveLength(1);
}

test.each([[42], ['all'], [[]], [null], [{ rules: 7, exclude: [1], preset: {}, severity: 'high', enable: 'yes' }]])('settings %j', async (settings) => {
  const client = await start({ settings });
  await isWell(client);
  expect(client.log.filter((line) => line.includes('atomics')).length).toBeLessThan(8);
});

test('a folder that is not there, and one that vanishes', async () => {
  const workspace = new Workspace(SHARED);
  const client = await start({ folders: ['file:///nowhere/at/all', workspace.uri], capabilities: { ...FULL, textDocument: {} } });
  await client.publishes((published) => published.get(workspace.uriOf('main.ts'))?.diagnostics.length === 1);
  workspace[Symbol.dispose]();
  await client.changedOnDisk(workspace.uriOf('main.ts'), workspace.uriOf('worker.ts'));
  await client.publishes((published) => published.get(workspace.uriOf('main.ts'))?.diagnostics.length === 0);
  await isWell(client);
});

test('a document of 50 MB, and a binary one', async () => {
  const client = await start();
  await client.open('untitled:huge.ts', 'Atomics;\n'.repeat(5_800_000));
  expect(await client.diagnostics('untitled:huge.ts')).toEqual([]);
  await client.change('untitled:huge.ts', { text: COUNTER });
  expect(await client.diagnostics('untitled:huge.ts')).toHaveLength(1);
  await client.open('untitled:binary.ts', `${COUNTER}\0\0\0`);
  expect(await client.diagnostics('untitled:binary.ts')).toEqual([]);
  await isWell(client);
});

test('brackets nested a hundred thousand deep', async () => {
  const client = await start();
  await client.open(URI, `${COUNTER}\nconst deep = ${'['.repeat(100_000)}${']'.repeat(100_000)};`);
  await client.diagnostics(URI);
  await isWell(client);
});

test('a thousand files that change at once', async () => {
  using workspace = new Workspace({ ...SHARED, ...Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`many/${i}.ts`, 'export {};\n'])) });
  const client = await start({ folders: [workspace.uri], capabilities: { ...FULL, textDocument: {} } });
  await client.publishes((published) => published.get(workspace.uriOf('main.ts'))?.diagnostics.length === 1);
  const names = Array.from({ length: 1000 }, (_, i) => `many/${i}.ts`);
  for (const name of names.slice(0, 5)) workspace.write(name, COUNTER);
  for (const name of names.slice(5)) workspace.delete(name);
  await client.changedOnDisk(...names.map((name) => workspace.uriOf(name)));
  await client.publishes((published) => names.slice(0, 5).every((name) => published.get(workspace.uriOf(name))?.diagnostics.length === 1));
  expect(client.published.get(workspace.uriOf('main.ts'))?.diagnostics).toHaveLength(1);
});

test('messages out of order, for documents that are not open, and of methods that nobody knows', async () => {
  const client = await start();
  await client.change(URI, { text: 'x' });
  await client.close(URI);
  await client.open(URI, COUNTER);
  await client.open(URI, COUNTER);
  // A version from the past.
  await client.connection.sendNotification('textDocument/didChange', { textDocument: { uri: URI, version: 0 }, contentChanges: [{ text: '' }] });
  await client.connection.sendNotification('atomics/noSuchNotification', {});
  await expect(client.request('textDocument/noSuchRequest', {})).rejects.toThrow(/noSuchRequest/);
  for (const method of ['textDocument/hover', 'textDocument/codeLens', 'textDocument/inlayHint', 'textDocument/codeAction', 'textDocument/completion'])
    await client.request(method, { textDocument: { uri: 'untitled:unknown.ts' }, position: { line: 9, character: 9 }, range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }, context: { diagnostics: [] } });
  await client.request('workspace/executeCommand', { command: 'atomics.noSuchCommand' });
  expect(await client.diagnostics(URI)).toHaveLength(1);
});

test('positions beyond the text', async () => {
  const client = await start();
  await client.open(URI, COUNTER);
  const far = { line: 5000, character: 5000 };
  expect(await client.request('textDocument/hover', { textDocument: { uri: URI }, position: far })).toBeNull();
  await client.change(URI, { range: { start: far, end: far }, text: '\n// the end\n' });
  expect(await client.diagnostics(URI)).toHaveLength(1);
});

test('a request that is withdrawn at once is answered, and the next one rightly', async () => {
  const client = await start();
  await client.open(URI, COUNTER);
  for (let i = 0; i < 20; i++) {
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol');
    const source = new CancellationTokenSource();
    const pending = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: URI } }, source.token);
    source.cancel();
    await pending.catch(() => undefined);
  }
  expect(await client.diagnostics(URI)).toHaveLength(1);
});

test('a client that refuses whatever it is asked for', async () => {
  using workspace = new Workspace(SHARED);
  const client = await start({ folders: [workspace.uri], refuses: true });
  const main = workspace.uriOf('main.ts');
  await client.open(main, SHARED['main.ts']);
  expect(await client.diagnostics(main)).toHaveLength(1);
  await client.request('workspace/executeCommand', { command: 'atomics.explain', arguments: ['no-mixed-access'] });
  await client.request('workspace/executeCommand', { command: 'atomics.insertSnippet', arguments: ['mutex', main] });
  await client.open(workspace.uriOf('worker.ts'), '');
  expect(await client.diagnostics(main)).toEqual([]);
  // Each refusal is said once.
  const said = client.log.filter((line) => line.includes('refused'));
  expect(said).toEqual([...new Set(said)]);
});

test('a client that can nothing optional gets findings, and all its requests answered', async () => {
  using workspace = new Workspace(SHARED);
  const client = await start({ folders: [workspace.uri], capabilities: {} });
  await client.publishes((published) => published.get(workspace.uriOf('main.ts'))?.diagnostics.length === 1);
  const [found] = client.published.get(workspace.uriOf('main.ts'))?.diagnostics ?? [];
  expect(found?.relatedInformation).toBeUndefined();
  expect(found?.codeDescription).toBeUndefined();
  await client.open(workspace.uriOf('main.ts'), SHARED['main.ts']);
  const hover = await client.request<{ contents: { kind: string; value: string } }>('textDocument/hover', { textDocument: { uri: workspace.uriOf('main.ts') }, position: { line: 6, character: 10 } });
  expect(hover.contents.kind).toBe('plaintext');
  expect(hover.contents.value).not.toMatch(/\*\*|```/);
});
