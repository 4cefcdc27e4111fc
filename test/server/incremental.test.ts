/**
 * After any sequence of edits, openings, closings and changes on disk, the findings are those of a project that is made
 * anew from the same texts. Texts are real: the examples, and the programs of the other tests; edits are what people and branch switches do.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Lint, presetSettings } from '../../rules/kit/lint.ts';
import { parseText } from '../../rules/oxc.ts';
import { Documents } from '../../server/workspace/documents.ts';
import type { Folder } from '../../server/workspace/folder.ts';
import { Folders } from '../../server/workspace/folders.ts';
import { memoryDisk, type MemoryDisk } from '../kit/memory-disk.ts';
import { COUNTER, SHARED } from './kit/programs.ts';

const ROOT = '/p';
const REPOSITORY = join(import.meta.dirname, '../..');
/** More with `STEPS=2000`. */
const STEPS = Number(process.env['STEPS'] ?? 400);
/** A comparison solves everything anew. */
const COMPARED_EVERY = 8;

const settings = presetSettings('strict');

const folderOf = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(join(REPOSITORY, folder)).filter((name) => name.endsWith('.ts')).map((name) => [name, readFileSync(join(REPOSITORY, folder, name), 'utf8')]));

/** Groups that are solved apart, so that what one change leaves alone is seen to stay right as well. */
function program(): Record<string, string> {
  const parts: Record<string, Record<string, string>> = { wrong: folderOf('examples/wrong'), right: folderOf('examples/right'), shared: SHARED, one: { 'counter.ts': COUNTER } };
  return Object.fromEntries(Object.entries(parts).flatMap(([part, files]) => Object.entries(files).map(([name, text]) => [`${ROOT}/${part}/${name}`, text])));
}

/** The same numbers on every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** What is typed: words that matter to the analysis, brackets that break the text, and nothing. */
const TYPED = ['', ' ', '\n', '{', '}', '(', ')', '0', '1', 'Atomics.load(', 'Atomics.store(header, 0, 1);\n', 'new SharedArrayBuffer(64)', "import { x } from './segment.ts';\n", "import '../right/main.ts';\n", '// eslint-disable-next-line\n', 'header[0] = 1;\n', 'x', "'", '`', '/*', '*/'];

function edited(text: string, draw: (below: number) => number): { start: number; end: number; text: string } {
  const start = draw(text.length + 1);
  const kind = draw(4);
  if (kind === 0) return { start, end: start, text: TYPED[draw(TYPED.length)] ?? '' };
  if (kind === 1) return { start, end: Math.min(text.length, start + draw(12)), text: '' };
  const line = text.lastIndexOf('\n', start) + 1;
  const end = (text.indexOf('\n', start) + 1 || text.length + 1) - 1;
  // A whole line goes, comes twice, or is replaced: the text mostly stays whole.
  return { start: line, end, text: [text.slice(line, end).repeat(2), '', TYPED[draw(TYPED.length)] ?? ''][draw(3)] ?? '' };
}

class Editing {
  readonly disk: MemoryDisk;
  readonly documents: Documents;
  readonly folder: Folder;
  readonly paths: readonly string[];

  private constructor(
    readonly original: Readonly<Record<string, string>>,
    readonly folders: Folders,
    disk: MemoryDisk,
  ) {
    this.disk = disk;
    this.documents = new Documents(folders);
    this.paths = Object.keys(original);
    this.folder = folders.all()[0] as Folder;
  }

  static async start(): Promise<Editing> {
    const original = program();
    const disk = memoryDisk(original);
    const folders = new Folders({ parse: parseText, disk, breathe: () => Promise.resolve(), rest: () => undefined }, () => undefined, () => undefined);
    await folders.add(`file://${ROOT}`);
    return new Editing(original, folders, disk);
  }

  step(draw: (below: number) => number): void {
    const path = this.paths[draw(this.paths.length)] ?? '';
    const uri = `file://${path}`;
    const open = this.documents.get(uri);
    const kind = draw(20);
    if (kind === 3 && draw(3) === 0) this.#letGo();
    else if (kind === 0) this.#write(path, draw(2) === 0 ? undefined : this.original[path]);
    else if (kind === 1 && open) this.documents.close(uri);
    else if (kind === 2 && open) this.documents.change(uri, [{ text: this.original[path] ?? '' }], open.version + 1);
    else if (!open) this.documents.open({ uri, languageId: 'typescript', version: 1, text: this.disk.read(path) ?? this.original[path] ?? '' });
    else this.#edit(uri, draw);
  }

  #edit(uri: string, draw: (below: number) => number): void {
    const open = this.documents.get(uri);
    if (!open) return;
    const { start, end, text } = edited(open.text, draw);
    this.documents.change(uri, [{ range: { start: open.positionAt(start), end: open.positionAt(end) }, text }], open.version + 1);
  }

  /** As the server does when a round is over. */
  #letGo(): void {
    const { lint } = this.folder;
    for (const component of lint.components()) lint.letGo(component);
    lint.letGoOfTexts();
  }

  #write(path: string, text: string | undefined): void {
    this.disk.write(path, text);
    this.folder.lint.changedOnDisk(path);
  }

  /** What is known now, and what a new project knows of the same texts. */
  compare(): readonly [now: readonly string[], anew: readonly string[]] {
    this.documents.settle();
    const fresh = new Lint(ROOT, this.disk, parseText);
    for (const { path, analysed } of this.documents.all()) fresh.open(path, analysed);
    return [seen(this.folder.lint, this.paths), seen(fresh, this.paths)];
  }
}

const seen = (lint: Lint, paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) => lint.findings(path, settings).map(({ at, rule, certainty, message, fix }) => `${path}:${at.start}-${at.end} ${rule} ${certainty} ${message} ${fix?.edits[0]?.text ?? ''}`));

test(`after each of ${STEPS} random steps the findings are those of a fresh run`, async () => {
  const editing = await Editing.start();
  const draw = random(20_261_124);
  let found = 0;
  for (let i = 1; i <= STEPS; i++) {
    editing.step(draw);
    if (i % COMPARED_EVERY !== 0) continue;
    const [now, anew] = editing.compare();
    expect(now, `after step ${i}`).toEqual(anew);
    found = Math.max(found, now.length);
  }
  // Were nothing ever found, nothing would have been compared.
  expect(found).toBeGreaterThan(5);
});
