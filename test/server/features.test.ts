import { afterEach, expect, test } from 'vitest';
import type { CodeAction, CodeLens, CompletionList, Hover, InlayHint } from 'vscode-languageserver-protocol';
import { applied } from './kit/apply.ts';
import { Client, type ClientOptions } from './kit/client.ts';
import { COUNTER } from './kit/programs.ts';
import { Workspace } from './kit/workspace.ts';

const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
});

const URI = 'untitled:counter.ts';

/** A client with one document open, in no folder. */
async function opened(text: string, options: ClientOptions = {}): Promise<Client> {
  const client = await Client.start(options);
  clients.push(client);
  await client.open(URI, text);
  return client;
}

const WHOLE = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

async function actions(client: Client, only?: readonly string[]): Promise<readonly CodeAction[]> {
  const diagnostics = await client.diagnostics(URI);
  const range = diagnostics[0]?.range ?? WHOLE;
  return client.request('textDocument/codeAction', { textDocument: { uri: URI }, range, context: { diagnostics, ...(only && { only }) } });
}

const titled = (all: readonly CodeAction[], title: RegExp): CodeAction | undefined => all.find((one) => title.test(one.title));

test('the fix is preferred, belongs to its diagnostic, and leaves no finding', async () => {
  const client = await opened(COUNTER);
  const fix = titled(await actions(client), /^Use Atomics\.store/);
  expect(fix).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'no-mixed-access' }] });
  const text = applied(fix, URI, COUNTER);
  expect(text).toContain('Atomics.store(counter, 0, 0);');
  await client.change(URI, { text });
  expect(await client.diagnostics(URI)).toEqual([]);
});

test('fix-all takes every safe fix, and nothing else', async () => {
  const text = `${COUNTER}\nexport function bump(n: number): number {\n  counter[0] = 1;\n  return counter[0]++;\n}\n`;
  const client = await opened(text);
  const [all, ...others] = await actions(client, ['source.fixAll']);
  expect(others).toEqual([]);
  expect(all?.kind).toBe('source.fixAll.atomics');
  const fixed = applied(all, URI, text);
  expect(fixed).toContain('Atomics.store(counter, 0, 1);');
  // Its value is used, so that `Atomics.add` is for a person to choose.
  expect(fixed).toContain('return counter[0]++;');
});

test('fixing all of a rule is offered where it fixes more than one', async () => {
  const more = `${COUNTER}\nexport function again(): void {\n  counter[0] = 1;\n}\n`;
  const client = await opened(more);
  const fixed = applied(titled(await actions(client), /^Fix all no-mixed-access/), URI, more);
  expect(fixed.match(/Atomics\.store/g)).toHaveLength(2);
  await client.change(URI, { text: COUNTER });
  expect(titled(await actions(client), /^Fix all no-mixed-access/)).toBeUndefined();
});

test('a rule can be disabled for a line and for the file, which is never preferred', async () => {
  const client = await opened(COUNTER);
  for (const title of [/^Disable no-mixed-access for this line/, /^Disable no-mixed-access for this file/]) {
    await client.change(URI, { text: COUNTER });
    const action = titled(await actions(client), title);
    expect(action?.isPreferred).toBeUndefined();
    await client.change(URI, { text: applied(action, URI, COUNTER) });
    expect(await client.diagnostics(URI)).toEqual([]);
  }
});

test('a rule goes into the comment that stands above the line already', async () => {
  const text = COUNTER.replace('  counter[0] = 0;', '  // eslint-disable-next-line no-console -- noisy\n  counter[0] = 0;');
  const client = await opened(text);
  const line = titled(await actions(client), /for this line/);
  expect(applied(line, URI, text)).toContain('// eslint-disable-next-line no-console, atomics/no-mixed-access -- noisy\n');
});

test('nothing is changed while the text cannot be parsed', async () => {
  const client = await opened(COUNTER);
  await client.diagnostics(URI);
  await client.change(URI, { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: 'const {\n' });
  const all = await actions(client);
  expect(all.filter(({ edit }) => edit)).toEqual([]);
  expect(await actions(client, ['source.fixAll'])).toEqual([]);
});

test('"Explain" opens the page in the client that ships it, else where the client shows documents', async () => {
  const own = await opened(COUNTER, { initialization: { commands: ['atomics.explain'], rulePages: 'command:x?{rule}' } });
  expect(titled(await actions(own), /^Explain no-mixed-access/)?.command).toMatchObject({ command: 'atomics.explain', arguments: ['no-mixed-access', expect.stringMatching(/^Plain write to/)] });
  expect((await own.diagnostics(URI))[0]?.codeDescription?.href).toBe('command:x?no-mixed-access');
  expect(own.options.initialization).toBeDefined();

  const other = await opened(COUNTER);
  const shown = new Promise<unknown>((resolve) => {
    other.connection.onRequest('window/showDocument', (params: unknown) => {
      resolve(params);
      return { success: true };
    });
  });
  const command = titled(await actions(other), /^Explain/)?.command;
  await other.request('workspace/executeCommand', { command: command?.command, arguments: command?.arguments });
  expect(await shown).toMatchObject({ uri: expect.stringMatching(/^https:.*no-mixed-access\.md$/) as unknown, external: true });
});

test('a hover tells what an access is, its bytes, and who else touches them', async () => {
  const client = await opened(COUNTER);
  const { contents } = await client.request<Hover>('textDocument/hover', { textDocument: { uri: URI }, position: { line: 9, character: 4 } });
  const { value } = contents as { value: string };
  expect(value).toContain('**Plain write**');
  expect(value).toContain('bytes 0–3');
  expect(value).toContain('no-mixed-access');
  expect(value).toMatch(/add.*write/s);
  const view = await client.request<Hover>('textDocument/hover', { textDocument: { uri: URI }, position: { line: 1, character: 8 } });
  expect((view.contents as { value: string }).value).toContain('Int32Array');
  expect(await client.request('textDocument/hover', { textDocument: { uri: URI }, position: { line: 4, character: 3 } })).toBeNull();
});

test('inlay hints and code lenses are off until they are asked for', async () => {
  const client = await opened(COUNTER);
  const hints = () => client.request<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri: URI }, range: WHOLE });
  const lenses = () => client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: URI } });
  expect([await hints(), await lenses()]).toEqual([[], []]);
  await client.configure({ inlayHints: { enable: true }, codeLens: { enable: true } });
  expect((await hints()).map(({ label, position }) => [label, position.line])).toEqual([['bytes 0–7', 1]]);
  expect((await lenses()).map(({ command }) => command?.title)).toEqual(['1 atomic, 1 plain']);
});

test('the memory map is drawn with places that lead to the code', async () => {
  const client = await opened(COUNTER);
  const map = await client.request<{ html: string; places: { range: { start: { line: number } } }[]; regions: string[] }>('atomics/memoryMap', { uri: URI });
  expect(map.regions).toEqual(['region']);
  expect(map.html).toContain('<svg');
  expect(map.html).not.toMatch(/<script|\sstyle=|\son\w+=/);
  const places = [...map.html.matchAll(/#place-(\d+)/g)].map((match) => map.places[Number(match[1])]?.range.start.line);
  expect(places).toContain(9);
  expect(places).not.toContain(undefined);
});

test('settings change what is shown, and wrong ones are named with what is allowed', async () => {
  const client = await opened(COUNTER, { settings: { preset: 'lax', severity: { proven: 'hint' }, exclude: 'x', rules: { 'no-such-rule': {}, 'no-mixed-access': { colour: 1 } } } });
  expect((await client.diagnostics(URI)).map(({ severity }) => severity)).toEqual([4]);
  expect(client.log.filter((line) => line.includes('atomics.preset'))).toEqual([expect.stringContaining('"recommended", "strict"')]);
  for (const name of ['atomics.exclude', 'no-such-rule', 'no-mixed-access.colour']) expect(client.log.join('\n')).toContain(name);
  await client.configure({ rules: { 'no-mixed-access': { severity: 'information' } } });
  expect((await client.diagnostics(URI)).map(({ severity }) => severity)).toEqual([3]);
  await client.configure({ rules: { 'no-mixed-access': { severity: 'off' } } });
  expect(await client.diagnostics(URI)).toEqual([]);
  await client.configure({ enable: false });
  expect(await client.diagnostics(URI)).toEqual([]);
});

test('findings that ESLint shows are not shown twice', async () => {
  const client = await opened(COUNTER);
  expect(await client.diagnostics(URI)).toHaveLength(1);
  await client.connection.sendNotification('atomics/otherSource', { uri: URI, publishes: true });
  expect(await client.diagnostics(URI)).toEqual([]);
  await client.configure({ deferToEslint: false });
  expect(await client.diagnostics(URI)).toHaveLength(1);
});

test('titles are said in German to a client that speaks it', async () => {
  const client = await opened(COUNTER, { more: { locale: 'de-AT' } });
  expect(titled(await actions(client), /^no-mixed-access für diese Zeile abschalten/)).toBeDefined();
});

const complete = async (client: Client, line: string): Promise<readonly string[]> => {
  await client.change(URI, { text: line });
  const { items } = await client.request<CompletionList>('textDocument/completion', { textDocument: { uri: URI }, position: { line: 0, character: line.length } });
  return items.map(({ label }) => label);
};

test('snippets are completions where a class can stand and their name is being typed, and nowhere else', async () => {
  const client = await opened('');
  expect(await complete(client, 'mut')).toEqual(['Mutex']);
  expect(await complete(client, 'ring')).toEqual(['SPSC ring']);
  for (const line of ['mu', '  mut', 'const mut', 'mutable', 'new Mut']) expect(await complete(client, line)).toEqual([]);
  await client.configure({ snippets: { completions: false } });
  expect(await complete(client, 'mut')).toEqual([]);
});

test('a client without the command gets the allocator as a file that overwrites nothing', async () => {
  using workspace = new Workspace({ 'counter.ts': COUNTER, 'region-allocator.ts': 'export {};\n' });
  const client = await Client.start({ folders: [workspace.uri] });
  clients.push(client);
  const edits: unknown[] = [];
  client.connection.onRequest('workspace/applyEdit', ({ edit }: { readonly edit: unknown }) => {
    edits.push(edit);
    return { applied: true };
  });
  const uri = workspace.uriOf('counter.ts');
  await client.open(uri, COUNTER);
  const diagnostics = await client.diagnostics(uri);
  const found = await client.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range: diagnostics[0]?.range, context: { diagnostics } });
  const command = titled(found, /^Add the verified region allocator/)?.command;
  await client.request('workspace/executeCommand', { command: command?.command, arguments: command?.arguments });
  expect(edits).toMatchObject([{ documentChanges: [{ kind: 'create', uri: workspace.uriOf('region-allocator-2.ts') }, { edits: [{ newText: expect.stringContaining('class Region') as unknown }] }] }]);
});
