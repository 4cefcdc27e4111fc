import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTooDeep } from '../../rules/analysis/parse/nesting.ts';

/** Every way to nest that oxc-parser was seen to overflow on; `n` levels of it. */
const NESTS: Record<string, (n: number) => string> = {
  parentheses: (n) => `${'('.repeat(n)}a${')'.repeat(n)}`,
  'parentheses left open': (n) => '('.repeat(n),
  arrays: (n) => '['.repeat(n) + ']'.repeat(n),
  blocks: (n) => '{'.repeat(n) + '}'.repeat(n),
  objects: (n) => `x=${'{a:'.repeat(n)}1${'}'.repeat(n)}`,
  templates: (n) => `${'`${'.repeat(n)}a${'}`'.repeat(n)}`,
  calls: (n) => 'f('.repeat(n) + ')'.repeat(n),
  functions: (n) => 'function f(){'.repeat(n) + '}'.repeat(n),
  closures: (n) => '()=>{'.repeat(n) + '}'.repeat(n),
  'classes in methods': (n) => 'class A{m(){'.repeat(n) + '}}'.repeat(n),
  'classes in heritage': (n) => `x=${'class extends '.repeat(n)}A${'{}'.repeat(n)}`,
  arrows: (n) => `${'a=>'.repeat(n)}a`,
  'generic arrows': (n) => `${'<T,>(a)=>'.repeat(n)}a`,
  conditionals: (n) => `${'a?b:'.repeat(n)}a`,
  'conditionals, in the middle': (n) => `${'a?'.repeat(n)}a${':b'.repeat(n)}`,
  'arrows in conditionals': (n) => `${'a?(b)=>'.repeat(n)}a`,
  assignments: (n) => `${'a='.repeat(n)}b`,
  powers: (n) => `${'a**'.repeat(n)}a`,
  negations: (n) => `${'!'.repeat(n)}a`,
  'signs on lines of their own': (n) => `${'-\n'.repeat(n)}a`,
  keywords: (n) => `${'typeof '.repeat(n)}a`,
  awaits: (n) => `async function f(){${'await '.repeat(n)}a}`,
  news: (n) => `${'new '.repeat(n)}a`,
  sums: (n) => `${'a+'.repeat(4 * n)}a`,
  'sums over comments': (n) => `${'a /* ; */ + // ;\n'.repeat(4 * n)}a`,
  members: (n) => `a${'.b'.repeat(4 * n)}`,
  'method chains': (n) => `a${'\n.b()'.repeat(4 * n)}`,
  'tagged templates': (n) => `a${'``'.repeat(4 * n)}`,
  'if in if': (n) => `${'if(a)'.repeat(n)}c`,
  'if in if, on lines': (n) => `${'if (a)\n'.repeat(n)}c`,
  'else if': (n) => `${'if(a)b;else '.repeat(n)}c`,
  'else if with blocks': (n) => `${'if (a) {\n}\nelse '.repeat(n)}c`,
  loops: (n) => `${'for(;;)'.repeat(n)}c`,
  'do in do': (n) => `${'do '.repeat(n)}c;${'while(a);'.repeat(n)}`,
  labels: (n) => `${Array.from({ length: n }, (_, i) => `l${i}:`).join('')};`,
  'type arguments': (n) => `type T=${'A<'.repeat(n)}B${'>'.repeat(n)}`,
  'type arguments behind commas': (n) => `type T=${'A<C,'.repeat(n)}B${'>'.repeat(n)}`,
  comparisons: (n) => `${'a<'.repeat(n)}b`,
  'object types': (n) => `type T=${'{a:'.repeat(n)}A${'}'.repeat(n)}`,
  'function types': (n) => `type T=${'(a:'.repeat(n)}A${')=>B'.repeat(n)}`,
  'conditional types': (n) => `type T=${'A extends B?C:'.repeat(n)}A`,
  keyof: (n) => `type T=${'keyof '.repeat(n)}A`,
  namespaces: (n) => 'namespace a{'.repeat(n) + '}'.repeat(n),
  elements: (n) => `x=${'<a>'.repeat(n)}${'</a>'.repeat(n)}`,
  'elements in attributes': (n) => `x=${'<a b='.repeat(n)}"x"${'/>'.repeat(n)}`,
  'elements in braces': (n) => `x=${'<a>{'.repeat(n)}1${'}</a>'.repeat(n)}`,
};
const JSX = /^elements/;

describe('refuses', () => {
  test.each(Object.entries(NESTS))('%s', (name, nest) => {
    expect(isTooDeep(nest(1100), JSX.test(name))).toBe(true);
    expect(isTooDeep(nest(1_000_000 / 20), JSX.test(name))).toBe(true);
    expect(isTooDeep(nest(20), JSX.test(name))).toBe(false);
  });

  test('5,000 and 1,000,000 brackets behind whatever may confuse', () => {
    for (const before of ['', 'a = b / c; // "', "x = /['\"`({[]/;", 's = "\\"";', 'if (a) /`/.test(b);', '<p>Don\'t `</p>;', '`${`}`}`;'])
      for (const n of [5_000, 1_000_000]) expect(isTooDeep(`${before}\n${'['.repeat(n)}`), before).toBe(true);
  });
});

describe('accepts, however long', () => {
  const n = 3000;
  test.each([
    ['statements', 'a(b)[c] = d ? e : f;\n'],
    ['statements without semicolons', 'a(b)[c] = d ? e : f\n'],
    ['minified statements', 'a=b?c:d,e=!f;if(g){h()}else{i()}'],
    ['functions', 'function f(a = {}) { return a }\n'],
    ['classes', 'class A { #a = 1; static b = () => 2\n get c() { return 3 } }\n'],
    ['if without braces or semicolons', 'if (a)\n  b()\nelse\n  c()\n'],
    ['imports', "import { a } from './a'\n"],
    ['exports', 'export const a = 1\n'],
    ['type declarations', 'type A<T> = { a: T | undefined; b?: Map<string, Array<T>> }\n'],
    ['casts', 'a = <T>b as unknown as C;\n'],
    ['regular expressions', 'a.replace(/[/(]\\/(/, "(") / 2\n'],
    ['brackets in strings', '"(" + \'[\' + `{`;\n'],
    ['brackets in comments', '/* ( */ a // [\n'],
    ['division', 'a = b / c / d + (e) / f + g[0] / h\n'],
    ['comparisons', 'if (a < b && c > d || e < f) g()\n'],
    ['generic calls', 'a<B<C>>(d)\n'],
  ])('%s', (_, line) => {
    expect(isTooDeep(line.repeat(n), false)).toBe(false);
  });

  test.each([
    ['elements of an array', (all: string) => `x = [${all}]`, 'a ? b : -c, '],
    ['properties', (all: string) => `x = {${all}}`, 'a: { b: [1] }, c() { return 1 }, '],
    ['cases', (all: string) => `switch (a) {${all}}`, 'case 0x41: '],
    ['children of an element', (all: string) => `x = (<p>${all}</p>)`, '<a href="x" b={c}>Don\'t; <br/> (do) it</a>\n'],
    ['members of a union', (all: string) => `type T =${all}`, "\n  | 'name'"],
  ])('%s', (_, wrap, item) => {
    expect(isTooDeep(wrap(item.repeat(n)))).toBe(false);
  });
});

test('real sources', () => {
  const packages = ['typescript/lib', 'eslint/lib', 'vitest/dist', 'vite/dist', 'ajv', 'fast-check/lib'];
  for (const folder of packages.map((name) => join(import.meta.dirname, '../../node_modules', name)))
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name)) {
        const path = join(entry.parentPath, entry.name);
        expect(isTooDeep(readFileSync(path, 'utf8'), !path.endsWith('ts')), path).toBe(false);
      }
}, 60_000);

test('never throws, whatever the tokens', () => {
  const token = fc.constantFrom(...'(){}[]<>;,:?=&|!+-/*`"\'\\.$ \n'.split(''), '${', '=>', '/*', '*/', '//', '</', '/>', 'if', 'else', 'case', 'a', 'typeof', 'class', '0', 'é');
  fc.assert(fc.property(fc.array(token, { maxLength: 600 }), fc.boolean(), (tokens, jsx) => typeof isTooDeep(tokens.join(''), jsx) === 'boolean'), { numRuns: 500 });
});

test('takes time in proportion to the text, whatever repeats', () => {
  const inputs = ['/', '/[', '`', "'", '<', 'a/', '}', '/*', '\n/', 'a<b,', '<a ', '${', '"\\'];
  for (const input of inputs) {
    const start = performance.now();
    isTooDeep(`let a;\n${`${input}\n`.repeat(300_000)}`);
    isTooDeep(`let a;\n${input.repeat(300_000)}`);
    // Quadratic time would be minutes; a slow machine is not.
    expect(performance.now() - start, input).toBeLessThan(30_000);
  }
});

test('what it accepts does not take the parser down, on a stack of 1 MB', () => {
  const texts = Object.entries(NESTS).map(([name, nest]) => [JSX.test(name) ? 'a.tsx' : 'a.ts', deepest(name, nest)] as const);
  const script = `
    const { parseSync } = require('oxc-parser');
    for (const [file, text] of ${JSON.stringify(texts)}) { process.stderr.write(text.slice(0, 30) + '\\n'); void parseSync(file, text).program; }`;
  const cwd = join(import.meta.dirname, '../../rules');
  const limited = process.platform === 'win32' ? [process.execPath, '-'] : ['bash', '-c', `ulimit -s 1024; exec "${process.execPath}" -`];
  const run = spawnSync(limited[0] ?? '', limited.slice(1), { cwd, input: script, encoding: 'utf8' });
  expect(run.status, `died on: ${run.stderr.trim().split('\n').at(-1)}`).toBe(0);
}, 60_000);

/** The deepest text of a kind that is accepted. */
function deepest(name: string, nest: (n: number) => string): string {
  let low = 20;
  let high = 1100;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isTooDeep(nest(middle), JSX.test(name))) high = middle;
    else low = middle;
  }
  return nest(low);
}
