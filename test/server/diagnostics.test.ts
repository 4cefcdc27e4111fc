import { afterEach, expect, test } from 'vitest';
import { Client, FULL, type ClientOptions } from './kit/client.ts';
import { COUNTER, SHARED } from './kit/programs.ts';
import { Workspace } from './kit/workspace.ts';

const clients: Client[] = [];
const start = async (options: ClientOptions) => {
  const client = await Client.start(options);
  clients.push(client);
  return client;
};
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
});

test('an opened file has its findings, with the other side, a link and a severity by certainty', async () => {
  using workspace = new Workspace(SHARED);
  const client = await start({ folders: [workspace.uri] });
  await client.open(workspace.uriOf('main.ts'), SHARED['main.ts']);
  const [found, ...more] = await client.diagnostics(workspace.uriOf('main.ts'));
  expect(more).toEqual([]);
  expect(found).toMatchObject({ code: 'no-mixed-access', source: 'atomics', severity: 1, range: { start: { line: 6, character: 9 }, end: { line: 6, character: 17 } } });
  expect(found?.codeDescription?.href).toMatch(/no-mixed-access\.md$/);
  expect(found?.relatedInformation?.map(({ location }) => location.uri)).toContain(workspace.uriOf('worker.ts'));
});

test('a file that is not open is reported, to clients that ask and to those that do not', async () => {
  using workspace = new Workspace(SHARED);
  const asking = await start({ folders: [workspace.uri] });
  const { items } = await asking.request<{ items: { uri: string; items: unknown[] }[] }>('workspace/diagnostic', { previousResultIds: [] });
  expect(items.map(({ uri, items: found }) => [uri, found.length])).toEqual([[workspace.uriOf('main.ts'), 1]]);

  const bare = await start({ folders: [workspace.uri], capabilities: {} });
  await bare.publishes((published) => published.get(workspace.uriOf('main.ts'))?.diagnostics.length === 1);
});

test('a change in one file changes what is found in another', async () => {
  using workspace = new Workspace(SHARED);
  const client = await start({ folders: [workspace.uri], capabilities: {} });
  const main = workspace.uriOf('main.ts');
  await client.publishes((published) => published.get(main)?.diagnostics.length === 1);
  await client.open(workspace.uriOf('worker.ts'), SHARED['worker.ts']);
  await client.change(workspace.uriOf('worker.ts'), { range: { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } }, text: '' });
  await client.publishes((published) => published.get(main)?.diagnostics.length === 0);
  await client.close(workspace.uriOf('worker.ts'));
  await client.publishes((published) => published.get(main)?.diagnostics.length === 1);
});

test('a client that pulls is asked to pull again when an open document has changed through another', async () => {
  using workspace = new Workspace(SHARED);
  const client = await start({ folders: [workspace.uri] });
  const [main, worker] = [workspace.uriOf('main.ts'), workspace.uriOf('worker.ts')];
  await client.open(main, SHARED['main.ts']);
  await client.open(worker, SHARED['worker.ts']);
  expect(await client.diagnostics(main)).toHaveLength(1);
  await client.change(worker, { text: '' });
  await expect.poll(() => client.refreshes).toBe(1);
  expect(await client.diagnostics(main)).toHaveLength(0);
});

test('an unchanged document is not sent again', async () => {
  using workspace = new Workspace(SHARED);
  const client = await start({ folders: [workspace.uri] });
  await client.open(workspace.uriOf('main.ts'), SHARED['main.ts']);
  const first = await client.pull(workspace.uriOf('main.ts'));
  expect(await client.pull(workspace.uriOf('main.ts'), first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
});

test('on a syntax error findings stay, and move with the edits', async () => {
  using workspace = new Workspace({ 'counter.ts': COUNTER });
  const client = await start({ folders: [workspace.uri] });
  const uri = workspace.uriOf('counter.ts');
  await client.open(uri, COUNTER);
  const before = await client.diagnostics(uri);
  expect(before.map(({ range }) => range.start)).toEqual([{ line: 9, character: 2 }]);
  await client.change(uri, { range: { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } }, text: 'const broken = {\n\n' });
  await client.change(uri, { range: { start: { line: 11, character: 0 }, end: { line: 11, character: 0 } }, text: '    ' });
  const after = await client.diagnostics(uri);
  expect(after.map(({ range }) => range.start)).toEqual([{ line: 11, character: 6 }]);
  expect(after.map(({ message }) => message)).toEqual(before.map(({ message }) => message));
  await client.change(uri, { range: { start: { line: 11, character: 6 }, end: { line: 11, character: 20 } }, text: '' });
  expect(await client.diagnostics(uri)).toEqual([]);
});

test('files that change, come and go on disk are seen', async () => {
  using workspace = new Workspace(SHARED);
  const client = await start({ folders: [workspace.uri], capabilities: {} });
  const main = workspace.uriOf('main.ts');
  const found = (count: number) => client.publishes((published) => published.get(main)?.diagnostics.length === count);
  await found(1);
  workspace.write('worker.ts', 'export {};\n');
  await client.changedOnDisk(workspace.uriOf('worker.ts'));
  await found(0);
  workspace.write('worker.ts', SHARED['worker.ts']);
  await client.changedOnDisk(workspace.uriOf('worker.ts'));
  await found(1);
  workspace.delete('main.ts');
  await client.changedOnDisk(main);
  await found(0);
});

test('an untitled document, and one outside all folders, are analysed on their own', async () => {
  const client = await start({});
  await client.open('untitled:Untitled-1', COUNTER);
  expect(await client.diagnostics('untitled:Untitled-1')).toHaveLength(1);
  await client.open('file:///nowhere/at/all.ts', COUNTER);
  expect(await client.diagnostics('file:///nowhere/at/all.ts')).toHaveLength(1);
  await client.open('git:/nowhere/at/all.ts?HEAD', COUNTER);
  expect(await client.diagnostics('git:/nowhere/at/all.ts?HEAD')).toEqual([]);
});

test('each folder of a workspace has its own settings, and is let go when it leaves', async () => {
  using one = new Workspace(SHARED);
  using two = new Workspace(SHARED);
  const client = await start({ folders: [one.uri], capabilities: { ...FULL, textDocument: {} } });
  await client.publishes((published) => published.get(one.uriOf('main.ts'))?.diagnostics.length === 1);
  await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: two.uri, name: 'two' }], removed: [] } });
  await client.publishes((published) => published.get(two.uriOf('main.ts'))?.diagnostics.length === 1);
  await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [{ uri: two.uri, name: 'two' }] } });
  await client.publishes((published) => published.get(two.uriOf('main.ts'))?.diagnostics.length === 0);
  expect(client.published.get(one.uriOf('main.ts'))?.diagnostics).toHaveLength(1);
});
