/** Files that no tool likes, each with the line that the command line says of it; undefined where it says nothing. */

/** One finding, at 3:26. */
export const RIGHT = `const region = new SharedArrayBuffer(8);
const state = new Int32Array(region);
export const w = () => { state[0] = 1; };
export const r = () => Atomics.load(state, 0);
`;

export interface Input {
  readonly content: string | Uint8Array;
  readonly said?: string;
  /** Where it has findings, as `line:column`. */
  readonly found?: readonly string[];
}

const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => (i * 7919) % 256);
const nested = (open: string, depth: number, close: string): string => `${RIGHT}export const deep = ${open.repeat(depth)}1${close.repeat(depth)};\n`;
const times = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_, i) => line(i)).join('\n');

const TOO_DEEP = 'The file nests brackets or operators too deeply to be parsed safely; at most about 300 levels were expected.';
const TOO_LARGE = /MB; files of 2 MB or more are not analysed\.$/.source;
const BINARY = 'The file is not UTF-8 text.';

export const INPUTS: Readonly<Record<string, Input>> = {
  'right.ts': { content: RIGHT, found: ['3:26'] },
  'syntax.ts': { content: `${RIGHT}const = ;\n`, said: 'The file does not parse' },
  'empty.ts': { content: '' },
  'blank.js': { content: '\r\n\n\t' },
  'binary.ts': { content: Buffer.concat([Buffer.from(RIGHT), bytes(5000)]), said: BINARY },
  'noise.js': { content: bytes(5000), said: BINARY },
  'utf-16.ts': { content: Buffer.from(`\uFEFF${RIGHT}`, 'utf16le'), said: BINARY },
  'large.ts': { content: RIGHT.padEnd(2_000_000, '// padding of a few words\n'), said: TOO_LARGE },
  'nearly-large.ts': { content: RIGHT.padEnd(1_999_999, '// padding of a few words\n'), found: ['3:26'] },
  'minified.js': { content: RIGHT.replaceAll('\n', ' ').replaceAll('export ', '') + 'f(1);'.repeat(8000), said: 'The file is minified' },
  'mark.ts': { content: `\uFEFF${RIGHT}`, found: ['3:26'] },
  'crlf.ts': { content: RIGHT.replaceAll('\n', '\r\n'), found: ['3:26'] },
  'missing.ts': { content: `import { index } from './nowhere.js';\nimport other from 'no-such-package';\n${RIGHT}export const s = () => { state[index] = other.value; };\n`, found: ['5:26'] },
  'cycle-a.ts': { content: "export * from './cycle-b.ts';\nexport { state } from './cycle-b.ts';\nexport * from './cycle-a.ts';\n" },
  'cycle-b.ts': { content: "export * from './cycle-a.ts';\nexport { state } from './cycle-a.ts';\n" },
  'cycle-user.ts': { content: "import { state } from './cycle-a.ts';\nimport * as all from './cycle-b.ts';\nexport const s = () => Atomics.load(all.state, state[0]);\n" },
  'deep-5000.ts': { content: nested('[', 5000, ']'), said: TOO_DEEP },
  'deep-templates.ts': { content: nested('`${', 5000, '}`'), said: TOO_DEEP },
  'deep-signs.js': { content: nested('!', 1_000_000, ''), said: TOO_DEEP },
  'deep-million.ts': { content: nested('(', 1_000_000, ')'), said: TOO_LARGE },
  'deep-million.js': { content: nested('[', 990_000, ']'), said: TOO_DEEP },
  'aliases.ts': { content: `${RIGHT}${times(10_000, (i) => `const a${i + 1} = ${i === 0 ? 'state' : `a${i}`};`)}\nexport const s = () => { a10000[0] = 1; };\n`, found: ['3:26', '10005:26'] },
  'alias-objects.ts': { content: `${RIGHT}const o0 = { state };\n${times(10_000, (i) => `const o${i + 1} = { state: o${i}.state };`)}\nexport const s = () => { o10000.state[0] = 1; };\n`, found: ['3:26', '10006:26'] },
  'alias-calls.ts': { content: `${RIGHT}${times(10_000, (i) => `const f${i + 1} = (v: Int32Array) => ${i === 0 ? 'v' : `f${i}(v)`};`)}\nf10000(state);\n`, found: ['3:26'] },
  'branches.ts': { content: `${RIGHT}export function b(n: number): void {\n  let i = 0;\n${times(2000, (i) => `  if (n === ${i}) i += ${i % 3};`)}\n  Atomics.add(state, i & 1, 1);\n}\n`, found: ['3:26'] },
  'cases.ts': { content: `${RIGHT}export function b(n: number): number {\n  switch (n) {\n${times(2000, (i) => `    case ${i}: return Atomics.load(state, ${i % 2});`)}\n  }\n  return 0;\n}\n`, found: ['3:26'] },
};
