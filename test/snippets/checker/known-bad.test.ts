/** Algorithms of published libraries, with their defects, written afresh: each is caught, and for the right reason. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Result, check } from '../../../snippets/checker/check.ts';
import { loadScenarios } from '../../../snippets/checker/load-engine.ts';

const folder = join(import.meta.dirname, 'known-bad');

/** What goes wrong in the scenarios of a file, and the sources of the last steps of its trace. */
const expected: Readonly<Record<string, readonly (readonly [kind: string, thread: string, lastStep: string])[]>> = {
  'barrier.check.ts': [['deadlock', 'first', 'Atomics.wait(this.words, CONDITION, 0)']],
  'bump.check.ts': [['check', 'modest', 'Atomics.add(this.words, 0, size)']],
  'condition.check.ts': [['deadlock', 'waiter', 'Atomics.wait(this.words, SIGNAL, 0)']],
  'impatient.check.ts': [['lost wake-up', 'impatient', 'performance.now()']],
  'once.check.ts': [['data race', 'b', 'made[0]']],
  'realloc.check.ts': [['invariant', 'b', 'Atomics.store(this.words, slot, 0)']],
  'rwlock.check.ts': [['data race', 'reader', 'data[0]']],
  'semaphore-edge.check.ts': [['lost wake-up', 'a', 'Atomics.compareExchange(this.words, 0, count, count - 1)']],
  'semaphore-lock.check.ts': [['data race', 'b', 'this.words[PERMITS]'], ['lost wake-up', 'giver', 'Atomics.notify(this.words, LOCK)']],
};

function checkAll(file: string): Result[] {
  const { engine, scenarios } = loadScenarios(join(folder, file));
  return scenarios.map((s) => check(engine, s, { milliseconds: 20_000 }));
}

describe('a defect that was published', () => {
  it('is expected for every file of the folder', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.entries(expected))('%s', (file, failures) => {
    const found = checkAll(file).map(({ failure }) => [failure?.kind, failure?.threads[failure.steps.at(-1)!.thread], failure?.steps.at(-1)?.source]);
    expect(found).toEqual(failures);
  });
});
