/** What too short a tag leads to, and that the full one is right: the same scenarios, of tags of 0 bits, 1 bit, and all. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check } from '../../snippets/checker/check.ts';
import { loadScenarios } from '../../snippets/checker/load-engine.ts';

const { engine, scenarios } = loadScenarios(join(import.meta.dirname, 'aba.check.ts'));
const run = (name: string) => check(engine, scenarios.find((s) => s.name === name)!, { milliseconds: 60_000 });

test.each(['no tag', 'a tag of one bit'])('%s: a slot gets two owners', (name) => {
  const { failure } = run(name);
  expect(failure?.kind).toBe('data race');
  // The slow thread reads head and next, the other exchanges the head four times, and then it is as it was.
  const exchanges = failure!.steps.filter(({ source, result }) => source.includes('compareExchange(this.words, HEAD') && !result.includes('fails'));
  expect(exchanges.filter(({ thread }) => failure!.threads[thread] === 'quick')).toHaveLength(4);
}, 60_000);

test('the tag that the list makes by itself: it does not', () => {
  const { failure, bound } = run('the whole tag');
  expect(failure).toBeUndefined();
  expect(bound.kind).toBe('complete');
}, 60_000);
