/** A program that type-checks does so with any one fix or suggestion applied. */

import ts from 'typescript';
import { expect, it } from 'vitest';
import { readCases } from '../kit/cases.ts';
import { lintOf } from '../kit/check.ts';
import { mended, mendsOf } from './mending.ts';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: ['node'], strict: true, noEmit: true, skipLibCheck: true,
};

/** Each program in a folder of its own. */
const texts = new Map<string, string>();
let folders = 0;

function add(files: ReadonlyMap<string, string>): string {
  const folder = `/programs/${folders++}/`;
  for (const [name, text] of files) texts.set(folder + name, text);
  return folder;
}

function diagnose(): Map<string, string[]> {
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const text = texts.get(path);
    return text === undefined ? getSourceFile(path, language, ...rest) : ts.createSourceFile(path, text, language);
  };
  const roots = [...texts.keys()].filter((path) => path.endsWith('.ts'));
  const program = ts.createProgram(roots, OPTIONS, host);
  return new Map(roots.map((path) => [path, program.getSemanticDiagnostics(program.getSourceFile(path)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))]));
}

it('keeps its types', { timeout: 120_000 }, () => {
  const changes = readCases().flatMap(({ rule, name, program }) => {
    const before = add(program.files);
    return mendsOf(lintOf(program.files)).map((mend) => ({ what: `${rule}/${name}: ${mend.finding.rule}, “${mend.fix.title}”`, before, after: add(mended(program, mend.fix)) }));
  });
  const errors = diagnose();
  const of = (folder: string): string[] => [...errors].filter(([path]) => path.startsWith(folder)).flatMap(([, messages]) => messages);
  const sound = changes.filter(({ before }) => of(before).length === 0);
  expect(sound.length).toBeGreaterThan(20);
  expect(sound.flatMap(({ what, after }) => of(after).map((message) => `${what}: ${message}`))).toEqual([]);
});
