/** The code under test means what it means: the workhorse's rewriting against the referee, which leaves it as it is. */

import { describe, expect, it } from 'vitest';
import { checkText } from './kit.ts';

/** A thread that runs `body`, beside one that adds to a word; the outcome is what it returns. */
const program = (body: string, declarations = ''): string => `${declarations}
scenario('it', () => {
  const a = new Int32Array(new SharedArrayBuffer(64));
  const t = thread(${body});
  thread(() => { Atomics.add(a, 0, 10); });
  outcome(() => t.result);
});`;

const both = (text: string): readonly [unknown, unknown] => {
  const [workhorse, referee] = (['workhorse', 'referee'] as const).map((engine) => checkText(text, { engine }));
  for (const result of [workhorse!, referee!]) expect(result.failure?.message).toBeUndefined();
  return [workhorse!.outcomes, referee!.outcomes];
};

const cases: Readonly<Record<string, readonly [body: string, declarations?: string]>> = {
  'nested calls and closures': ['() => { const f = (x: number): number => Atomics.add(a, 0, x); const g = (h: (x: number) => number): number => h(1) + h(2); return g(f); }'],
  'a function declared below': ['() => { return f(2) + f(3); function f(x: number): number { return Atomics.add(a, 0, x) + x; } }'],
  'classes with private fields, methods and statics': ['() => { const c = Counter.over(a); c.bump(); return c.bump(); }', `
class Counter {
  readonly #a: Int32Array;
  private constructor(a: Int32Array) { this.#a = a; }
  static over(a: Int32Array): Counter { return new Counter(a); }
  #add(n: number): number { return Atomics.add(this.#a, 0, n); }
  bump(): number { return this.#add(1); }
}`],
  'a constructor that touches shared memory': ['() => { const c = new Started(a, 3); return [c.seen, c.step, c.half, c instanceof Started]; }', `
class Started {
  half = 0.5;
  seen: number;
  constructor(private readonly a: Int32Array, readonly step = 2) { this.seen = Atomics.add(this.a, 0, step); this.half *= step; }
}`],
  'getters that touch shared memory': ['() => { const q = new Queue(a); return [q.length, q.length + 1, q["length"]].length + q.length; }', `
class Queue {
  constructor(private readonly a: Int32Array) {}
  get length(): number { return Atomics.add(this.a, 0, 1); }
}`],
  'using': ['() => { const l = new Lock(a); { using guard = l.take(); Atomics.add(a, 1, guard.n); } return Atomics.load(a, 2); }', `
class Lock {
  constructor(private readonly a: Int32Array) {}
  take(): { n: number; [Symbol.dispose](): void } { Atomics.add(this.a, 2, 1); return { n: 5, [Symbol.dispose]: () => { Atomics.sub(this.a, 2, 1); } }; }
}`],
  'try, catch and finally': ['() => { try { Atomics.load(a, 99); } catch (e) { return [(e as Error) instanceof RangeError, Atomics.add(a, 0, 1)]; } finally { Atomics.add(a, 1, 1); } return 0; }'],
  'an error that is thrown through calls': ['() => { const f = (): never => { Atomics.add(a, 0, 1); throw new Error("x"); }; try { f(); } catch { return Atomics.load(a, 0); } }'],
  'labels, continue and break': ['() => { let n = 0; outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 2) break outer; n += Atomics.load(a, 0) + 1; } } return n; }'],
  'do … while, switch, conditional expressions': ['() => { let n = 0; do { switch (Atomics.load(a, 0)) { case 10: n += 100; break; default: n++; } } while (n < 2); return n > 50 ? Atomics.load(a, 0) : n; }'],
  'for … of and destructuring of a view': ['() => { const [x, y] = a; let n = 0; for (const v of a.subarray(1, 3)) n += v; return [x === 0, y, n, Atomics.load(a, 1)]; }', ''].map((t) => t.replace('const [x, y] = a', 'const [x, y] = a.subarray(2)').replace('x === 0', 'x')) as [string],
  'default values, rest and spread': ['() => { const f = (x: number, y = x + 1, ...z: number[]): number => Atomics.add(a, 1, x + y + z.length); f(1); f(...[1, 2, 3]); return Atomics.load(a, 1); }'],
  'compound assignment and increments of elements': ['() => { a[4] = 3; a[4] += 2; a[4]!++; const old = a[4]!--; return [old, a[4], ++a[4]!, Atomics.load(a, 0)]; }'],
  'an assignment whose right side yields': ['() => { a[4] = 1; a[4] += Atomics.add(a, 1, 5) + 1; return a[4]; }'],
  'bigint cells': ['() => { const b = new BigInt64Array(a.buffer, 32); Atomics.store(b, 0, 5n); Atomics.add(b, 0, 3n); return [Atomics.compareExchange(b, 0, 8n, 9n), Atomics.load(b, 0)]; }'],
  'operations named by a string': ['() => Atomics["add"](a, 0, 1) + Atomics[\'load\'](a, 0)'],
  'small cells that wrap': ['() => { const b = new Uint8Array(a.buffer, 32); Atomics.store(b, 0, 255); Atomics.add(b, 0, 2); return [Atomics.compareExchange(b, 0, 257, 3), Atomics.load(b, 0)]; }'],
  'optional chains': ['() => { const o: { f?: () => number; v?: Int32Array } = { f: () => Atomics.load(a, 0) }; return [o.f?.() !== undefined, o.v?.[0], (o as { g?: () => number }).g?.()]; }'],
  'call and apply': ['() => { function f(this: Int32Array, x: number): number { return Atomics.add(this, 0, x); } return f.call(a, 1) + f.apply(a, [1]); }'],
  'arrow functions that use this': ['() => new Box(a).run()', 'class Box { n = 7; get = (): number => Atomics.load(this.a, 0) + this.n; constructor(private readonly a: Int32Array) {} run(): number { const f = (): number => this.get(); return f(); } }'],
  'methods of object literals': ['() => { const o = { n: 1, add(x: number): number { return Atomics.add(a, 0, x) + this.n; }, get now(): number { return Atomics.load(a, 0); } }; return [o.add(1), o.now]; }'],
  'names of the language for own methods': ['() => { const s = new Stack(a); s.push(1); s.push(2); return [s.at(0), s.pop(), s.size]; }', `
class Stack {
  constructor(private readonly a: Int32Array) {}
  push(x: number): void { const n = Atomics.add(this.a, 8, 1); Atomics.store(this.a, 9 + n, x); }
  pop(): number { return Atomics.load(this.a, 8 + Atomics.sub(this.a, 8, 1)); }
  at(i: number): number { return Atomics.load(this.a, 9 + i); }
  get size(): number { return Atomics.load(this.a, 8); }
  set(): void {}
  grow(n: number): number { return Atomics.add(this.a, 8, n); }
}`],
  'arrays, maps and sets of the thread': ['() => { const seen: number[] = []; const m = new Map<string, number>(); while (seen.length < 3) { seen.push(Atomics.load(a, 0)); m.set(String(seen.length), 1); } return [seen.length, m.size, [...seen].sort((x, y) => x - y).length]; }'],
  'async functions in sequence': ['async () => { const f = async (x: number): Promise<number> => { const n = Atomics.add(a, 0, x); return n; }; const x = await f(1); const y = await f(1); return [y - x > 0, await 5]; }'],
  'newer operations, where they are': ['() => { const A = Atomics as { pause?: () => void }; A.pause?.(); if (typeof Atomics.waitAsync === "function") (Atomics as typeof Atomics).add(a, 0, 1); return "waitAsync" in Atomics; }'],
  'growing': ['() => { const b = g.buffer; const before = b.byteLength; (b as unknown as { grow(n: number): void }).grow(16); return [before, b.byteLength]; }'].map((t) => t.replaceAll('g.buffer', 'new G(8, { maxByteLength: 32 })')) as [string],
  'enums and constants of modules': ['() => [Atomics.add(a, Slot.Second, STEP), Atomics.load(a, Slot.Second)]', 'const STEP = 4; enum Slot { First, Second }'],
  'generics, assertions and satisfies': ['() => { const id = <T,>(x: T): T => x; return (id(Atomics.load(a, 0)) as number)! satisfies number; }'],
};

describe('the same outcomes, rewritten and not', () => {
  it.each(Object.entries(cases))('%s', (name, [body, declarations]) => {
    const text = program(body, name === 'growing' ? 'const G = SharedArrayBuffer as unknown as new (n: number, o: { maxByteLength: number }) => SharedArrayBuffer;' : declarations);
    const [workhorse, referee] = both(text);
    expect(workhorse).not.toEqual([]);
    expect(workhorse).not.toEqual(['[null]']);
    expect(workhorse).toEqual(referee);
  });

  it('callbacks of the language, where nobody else runs', () => {
    const text = `scenario('it', () => {
      const a = new Int32Array(new SharedArrayBuffer(64));
      [1, 2, 3].forEach((i) => Atomics.store(a, i, i));
      thread(() => { Atomics.add(a, 1, 1); });
      outcome(() => [1, 2, 3].map((i) => Atomics.load(a, i)));
    });`;
    expect(both(text)).toEqual([['[[2,2,3]]'], ['[[2,2,3]]']]);
  });

  it('files that import each other, in TypeScript and JavaScript', () => {
    const text = "import { bump } from './bump.js';\nimport type { Unused } from './types.ts';\n" + program('() => bump(a)') + "\nimport { scenario, thread, outcome } from 'atomics-snippets/checker';";
    const files = { 'bump.ts': "import { step } from './step.mjs';\nexport const bump = (a: Int32Array): number => Atomics.add(a, 0, step);", 'step.mjs': 'export const step = 2;' };
    for (const engine of ['workhorse', 'referee'] as const) expect(checkText(text, { engine, files }).outcomes).toEqual(['[0]', '[10]']);
  });
});

describe('what cannot be checked is refused, with its place', () => {
  it.each([
    ['Date.now()', /virtual\/program\.check\.ts:\d+: Date\.now brings in time/],
    ['new Date()', /Date brings in time/],
    ['Math.random()', /Math\.random brings in time, chance/],
    ['performance.timeOrigin', /performance\.timeOrigin brings in/],
    ['setTimeout(() => {}, 1)', /setTimeout brings in/],
    ['console.log(1)', /console\.log brings in .* or the outside world/],
    ['crypto.getRandomValues(new Uint8Array(1))', /crypto\.getRandomValues brings in/],
    ['fetch("x")', /fetch brings in/],
    ['process.hrtime()', /process\.hrtime brings in/],
    ['Promise.resolve(1)', /Promise\.resolve brings in/],
    ['[1].forEach(() => Atomics.add(a, 0, 1))', /callback touches shared memory while threads run/],
    ['[0].map(load)', /callback touches shared memory while threads run/],
    ['await somewhere', /awaits a promise that is not of Atomics\.waitAsync/],
  ])('%s', (code, message) => {
    const { failure } = checkText(program(`async () => { Atomics.load(a, 0); ${code}; }`, 'const somewhere = { then() {} }; let load = (i: number): number => i;').replace('const t =', 'load = (i) => Atomics.load(a, i);\n  const t ='));
    expect([failure?.kind, failure?.message]).toEqual(['not checkable', expect.stringMatching(message)]);
  });

  it.each(['Date.now()', 'Math.random()', 'setTimeout(() => {}, 1)'])('by the referee too: %s', (code) => {
    const { failure } = checkText(program(`() => { Atomics.load(a, 0); ${code}; }`), { engine: 'referee' });
    expect([failure?.kind, failure?.message]).toEqual(['not checkable', expect.stringMatching(/brings in time, chance .*program\.check\.ts:\d+/)]);
  });

  it.each([
    ['const { load } = Atomics; load(a, 0)', /follows Atomics only where/],
    ['const f = Atomics.load; f(a, 0)', /follows an operation of Atomics only where it is called/],
    ['const name = "load"; Atomics[name](a, 0)', /must be used as Atomics\.name/],
    ['Promise.all([1].map(async (x) => Atomics.load(a, x)))', undefined],
    ['const f = async (): Promise<number> => Atomics.load(a, 0); f()', /without awaiting it at once/],
    ['for (const x of function* () { yield Atomics.load(a, 0); }()) void x', /generator function touches shared memory/],
  ])('when it is read: %s', (code, message) => {
    const text = program(`() => { ${code}; }`);
    if (message) expect(() => checkText(text)).toThrow(message);
    else expect(checkText(text).failure?.kind).toBe('not checkable');
  });

  it('an import that is not there, or not relative; a file that does not parse', () => {
    expect(() => checkText("import { x } from './nowhere.ts'; scenario('it', () => x);")).toThrow(/imports '\.\/nowhere\.ts', which does not exist/);
    expect(() => checkText("import { x } from 'lodash'; scenario('it', () => x);")).toThrow(/imports 'lodash', which the checker does not run/);
    expect(() => checkText("scenario('it', () => {")).toThrow(/program\.check\.ts/);
  });

  it('a scenario that is another when it is repeated', () => {
    const text = `let runs = 0;\nscenario('it', () => {
      const a = new Int32Array(new SharedArrayBuffer(4));
      const again = runs++ > 0;
      thread(() => { if (again) Atomics.store(a, 0, 1); else Atomics.load(a, 0); Atomics.store(a, 0, 2); });
      thread(() => { Atomics.store(a, 0, 3); });
    });`;
    expect(checkText(text).failure?.message).toMatch(/something outlives an execution/);
  });

  it('memory of modules is as it was after they were loaded, in every execution', () => {
    const text = `const a = new Int32Array(new SharedArrayBuffer(8));\nAtomics.store(a, 0, 5);
    scenario('it', () => {
      const b = new Int32Array(new SharedArrayBuffer(8));
      const t = thread(() => Atomics.add(a, 0, 1) + Atomics.load(b, 0));
      thread(() => { Atomics.add(a, 0, 1); Atomics.add(b, 0, 1); });
      outcome(() => [t.result, a[0]]);
    });`;
    expect(both(text)[0]).toEqual(['[[5,7]]', '[[6,7]]', '[[7,7]]']);
    expect(both(text)[1]).toEqual(['[[5,7]]', '[[6,7]]', '[[7,7]]']);
  });
});
