import { describe, expect, it } from 'vitest';
import { type Mutation, MUTATIONS, mutants } from '../../../snippets/checker/mutate/mutants.ts';
import { checkText } from './kit.ts';

/** What a mutation makes of a line, for each place in it where it can be made. */
function mutated(line: string, mutation: Mutation): string[] {
  return mutants(line).filter((m) => m.mutation === mutation).map((m) => m.text);
}

describe('a mutant', () => {
  it.each<[Mutation, string, string[]]>([
    ['plain for atomic', 'x = Atomics.load(a, i + 1);', ['x = (a[i + 1]!);']],
    ['plain for atomic', 'Atomics.store(this.words, 0, y);', ['(this.words[0] = y);']],
    ['plain for atomic', 'x = Atomics.add(a, 0, 1);', ['x = ((o) => (a[0] = o + 1, o))(a[0]!);']],
    ['plain for atomic', 'Atomics.exchange(a, 0, 1);', ['((o) => (a[0] = 1, o))(a[0]!);']],
    ['update split in load and store', 'x = Atomics.sub(a, 0, 1);', ['x = ((o) => (Atomics.store(a, 0, o - 1), o))(Atomics.load(a, 0));']],
    ['compareExchange split in load and store', 'Atomics.compareExchange(a, 0, 1, 2);', ['((o, e) => (o === e ? (Atomics.store(a, 0, 2), o) : o))(Atomics.load(a, 0), 1);']],
    ['wrong expected value', 'Atomics.wait(a, 0, x, ms);', ["Atomics.wait(a, 0, ((v) => (typeof v === 'bigint' ? v ^ 1n : v ^ 1))(x), ms);"]],
    ['dropped notify', 'Atomics.notify(a, 0);', ['0;']],
    ['notify one instead of all', 'Atomics.notify(a, 0); Atomics.notify(a, 1, 1);', ['Atomics.notify(a, 0, 1); Atomics.notify(a, 1, 1);']],
    ['notify of another index', 'Atomics.notify(a, i, 1);', ['Atomics.notify(a, (i) + 1, 1);']],
    ['dropped write', 'function f() { Atomics.store(a, 0, 1); a[1] = 2; g(); }', ['function f() { ; a[1] = 2; g(); }', 'function f() { Atomics.store(a, 0, 1); ; g(); }']],
    ['swapped writes', 'function f() { a[1] = 2; Atomics.store(a, 0, 1); }', ['function f() { Atomics.store(a, 0, 1); a[1] = 2; }']],
    ['loop run once', 'while (Atomics.load(a, 0) === 0) Atomics.wait(a, 0, 0);', ['if (Atomics.load(a, 0) === 0) Atomics.wait(a, 0, 0);']],
    ['loop run once', 'while (x) { if (Atomics.load(a, 0)) break; }', []],
  ])('%s: %s', (mutation, line, texts) => {
    expect(mutated(line, mutation)).toEqual(texts);
  });

  it('tells where it is', () => {
    expect(mutants('f();\n\nAtomics.notify(\n  a, 0);')[0]).toMatchObject({ mutation: 'dropped notify', line: 3, source: 'Atomics.notify( a, 0)' });
  });

  it('is of every kind there is', () => {
    const text = 'function f() { while (Atomics.load(a, 0)) Atomics.wait(a, 0, 1); Atomics.store(a, 0, 1); Atomics.add(a, 0, 1); Atomics.compareExchange(a, 0, 1, 2); Atomics.notify(a, 0); }';
    expect(new Set(mutants(text).map((m) => m.mutation))).toEqual(new Set(MUTATIONS));
  });
});

const LOCK = `export class Lock {
  constructor(private readonly words: Int32Array) {}
  lock(): void {
    let seen = Atomics.compareExchange(this.words, 0, 0, 1);
    while (seen !== 0) {
      if (seen === 2 || Atomics.compareExchange(this.words, 0, 1, 2) !== 0) Atomics.wait(this.words, 0, 2);
      seen = Atomics.compareExchange(this.words, 0, 0, 2);
    }
  }
  unlock(): void {
    if (Atomics.sub(this.words, 0, 1) === 1) return;
    Atomics.store(this.words, 0, 0);
    Atomics.notify(this.words, 0, 1);
  }
}`;

const SCENARIO = `import { scenario, thread } from 'atomics-snippets/checker';
import { Lock } from './lock.ts';
scenario('three threads take turns', () => {
  const words = new Int32Array(new SharedArrayBuffer(8));
  for (const name of ['a', 'b', 'c']) {
    thread(name, () => {
      const lock = new Lock(words);
      lock.lock();
      words[1]!++;
      lock.unlock();
    });
  }
});`;

describe('of a lock of three states', () => {
  it('the original holds', () => {
    expect(checkText(SCENARIO, { files: { 'lock.ts': LOCK } })).toMatchObject({ failure: undefined, bound: { kind: 'complete' } });
  });

  // A wait on a value that the word never has returns at once: the lock spins, and is right all the same.
  const harmful = mutants(LOCK).filter((m) => m.source !== 'Atomics.wait(this.words, 0, 2)');

  it.each(harmful.map((m) => [`${m.line} ${m.mutation}: ${m.source}`, m.text] as const))('no other holds: %s', (_, text) => {
    expect(checkText(SCENARIO, { files: { 'lock.ts': text }, shorten: false }).failure?.kind).toMatch(/data race|lost wake-up|deadlock|livelock/);
  });
});
