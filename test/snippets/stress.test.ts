/** Every snippet on real threads, for a moment; `npm run verify` does it for longer. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STRESSES, run } from '../../snippets/stress/run.ts';

const script = join(import.meta.dirname, '../../snippets/dist/stress.cjs');

test.each(STRESSES.map((stress) => [`${stress.name}${stress.recover ? ', workers killed at random' : ''}`, stress] as const))('%s', async (_, stress) => {
  const { failure, operations, kills } = await run(stress, stress.recover ? 400 : 150, script);
  expect(failure).toBeUndefined();
  expect(operations).toBeGreaterThan(0);
  if (stress.recover) expect(kills).toBeGreaterThan(0);
}, 30_000);

const brokenBy = (setup: (threads: number) => SharedArrayBuffer) => (threads: number): SharedArrayBuffer => {
  const buffer = setup(threads);
  new Int32Array(buffer)[buffer.byteLength / 4 - 1] = 7;
  return buffer;
};

test('a stress that finds something wrong says so', async () => {
  const mutex = STRESSES.find(({ name, recover }) => name === 'mutex' && !recover)!;
  // The words that the mutex guards differ from the start: the first thread that looks at them must stumble.
  const broken = Object.assign(mutex, { setup: brokenBy(mutex.setup.bind(mutex)) });
  const { failure } = await run(broken, 50, script);
  expect(failure).toMatch(/^Thread \d: Not so: nobody else is inside\.$/);
}, 30_000);
