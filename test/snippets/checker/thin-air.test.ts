/** Condition C4: does a plain value that is read decide which shared accesses follow? */

import { describe, expect, it } from 'vitest';
import { checkText } from './kit.ts';

/** A thread publishes plain words, another reads them after it has seen the flag. */
const read = (body: string) => checkText(`scenario('it', () => {
  const a = new Int32Array(new SharedArrayBuffer(32));
  thread(() => { a[1] = 3; a[2] = 4; Atomics.store(a, 0, 1); });
  thread(() => { if (Atomics.load(a, 0) === 1) { ${body} } });
});`);

describe('plain values that are read', () => {
  it.each([
    ['decide nothing when they are only returned', 'return a[1]! + a[2]!;', false],
    ['nor when they are checked', "check(a[1] === 3, 'published');", false],
    ['nor when they are written on', 'Atomics.store(a, 4, a[1]!); a[5] = a[2]!;', false],
    ['decide where a branch on them leads', 'if (a[1] === 3) Atomics.load(a, 4);', true],
    ['decide which word is touched', 'Atomics.load(a, 4 + (a[1]! & 1));', true],
    ['decide how often a loop runs', 'for (let i = 0; i < a[1]!; i++) Atomics.load(a, 4);', true],
    ['decide what is read plainly', 'return a[a[1]! & 7];', true],
    ['of a DataView too', 'if (new DataView(a.buffer).getInt32(4, true) === 3) Atomics.load(a, 4);', true],
    ['decide through another cell', 'Atomics.store(a, 4, a[1]!); if (Atomics.load(a, 4) === 3) Atomics.load(a, 5);', true],
  ])('%s', (_, body, differs) => {
    const { failure, thinAir } = read(body);
    expect(failure).toBeUndefined();
    expect(thinAir).toMatchObject({ differs });
  });

  it('are not looked at where there are none', () => {
    expect(read('Atomics.load(a, 4);').thinAir).toBeUndefined();
  });
});
