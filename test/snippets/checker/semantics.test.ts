/** What the operations mean: `wait`, `notify` and `waitAsync`, time, deaths, what is ordered by what, what blocks. */

import { describe, expect, it } from 'vitest';
import { checkText } from './kit.ts';

const words = 'const a = new Int32Array(new SharedArrayBuffer(32));';
const run = (body: string, options = '{}', engine: 'workhorse' | 'referee' = 'workhorse') => checkText(`scenario('it', ${options}, () => {\n${words}\n${body}\n});`, { engine });
const outcomes = (body: string, options?: string): readonly string[] => run(body, options).outcomes;
const failure = (body: string, options?: string): string | undefined => run(body, options).failure?.kind;

describe('waiter lists', () => {
  it('are first in, first out', () => {
    expect(outcomes(`
      const t = thread(async () => {
        const first = Atomics.waitAsync(a, 0, 0);
        const second = Atomics.waitAsync(a, 0, 0);
        Atomics.store(a, 1, 1);
        // If the second had been woken, this would be a deadlock.
        return [await first.value, second.async];
      });
      thread(() => { while (Atomics.load(a, 1) === 0); Atomics.notify(a, 0, 1); });
      outcome(() => t.result);`)).toEqual(['[["ok",true]]']);
  });

  it('are woken exactly as many as asked', () => {
    const three = (count: string): readonly string[] => outcomes(`
      const sleepers = [1, 2, 3].map((i) => thread(() => { Atomics.add(a, 1, 1); return Atomics.wait(a, 0, 0); }, { daemon: true }));
      const woken = thread(() => Atomics.notify(a, 0${count}));
      outcome(() => [woken.result, sleepers.filter((s) => s.result === 'ok').length]);`);
    expect(three(', 2')).toEqual(['[[0,0]]', '[[1,1]]', '[[2,2]]']);
    expect(three('')).toEqual(['[[0,0]]', '[[1,1]]', '[[2,2]]', '[[3,3]]']);
    expect(three(', 0')).toEqual(['[[0,0]]']);
  });

  it('belong to a byte address, whatever the view', () => {
    expect(outcomes(`
      const other = new Int32Array(a.buffer, 4);
      const sleeper = thread(() => Atomics.wait(a, 1, 0), { daemon: true });
      thread(() => { Atomics.notify(other, 0); });
      outcome(() => sleeper.result);`)).toEqual(['["ok"]', '[null]']);
  });

  it('are left by a time-out, and waits on another value do not enter them', () => {
    expect(outcomes(`
      const sleeper = thread(() => Atomics.wait(a, 0, 0, 5));
      const other = thread(() => Atomics.wait(a, 0, 7));
      const woken = thread(() => Atomics.notify(a, 0));
      outcome(() => [sleeper.result, other.result, woken.result]);`)).toEqual(['[["ok","not-equal",1]]', '[["timed-out","not-equal",0]]']);
  });
});

describe('time', () => {
  it('may pass early as often as the scenario says, and always when nobody can do anything else', () => {
    const count = (options: string): readonly string[] => outcomes(`
      const t = thread(() => { let n = 0; while (Atomics.load(a, 0) === 0 && n < 5) if (Atomics.wait(a, 0, 0, 5) === 'timed-out') n++; return n; });
      thread(() => { Atomics.store(a, 0, 1); Atomics.notify(a, 0); });
      outcome(() => t.result);`, options);
    expect(count('{ timeouts: 0 }')).toEqual(['[0]']);
    expect(count('{ timeouts: 2 }')).toEqual(['[0]', '[1]', '[2]']);
    expect(outcomes(`const t = thread(() => { let n = 0; while (n < 3) if (Atomics.wait(a, 0, 0, 5) === 'timed-out') n++; return n; }); outcome(() => t.result);`)).toEqual(['[3]']);
  });

  it('is seen by performance.now(), past every deadline', () => {
    expect(outcomes(`
      const t = thread(() => {
        const end = performance.now() + 50;
        while (Atomics.load(a, 0) === 0) if (performance.now() >= end) return 'late';
        return 'there';
      });
      thread(() => { Atomics.store(a, 0, 1); });
      outcome(() => t.result);`)).toEqual(['["late"]', '["there"]']);
  });

  it('ends a loop that watches the clock when nobody is left to end it otherwise', () => {
    expect(outcomes(`
      const t = thread(() => { const end = performance.now() + 50; while (performance.now() < end) Atomics.load(a, 0); return 'late'; });
      outcome(() => t.result);`, '{ timeouts: 0 }')).toEqual(['["late"]']);
  });
});

describe('waitAsync', () => {
  const waker = 'thread(() => { a[4] = 1; Atomics.store(a, 0, 1); Atomics.notify(a, 0); });';
  it('is awaited', () => {
    expect(outcomes(`
      const t = thread(async () => {
        const wait = Atomics.waitAsync(a, 0, 0);
        return wait.async ? await wait.value : wait.value;
      });
      ${waker}
      outcome(() => t.result);`)).toEqual(['["not-equal"]', '["ok"]']);
  });

  it('does not order its continuation after the notify, as wait does', () => {
    const read = (wait: string): string | undefined => failure(`thread(async () => { ${wait}; return a[4]; }); ${waker}`);
    expect(read('await Atomics.waitAsync(a, 0, 0).value')).toBe('data race');
    expect(read('Atomics.wait(a, 0, 0)')).toBeUndefined();
    expect(read('await Atomics.waitAsync(a, 0, 0).value; Atomics.load(a, 0)')).toBeUndefined();
  });

  it('times out', () => {
    expect(outcomes(`
      const t = thread(async () => { const w = Atomics.waitAsync(a, 0, 0, 10); return w.async ? await w.value : w.value; });
      outcome(() => t.result);`)).toEqual(['["timed-out"]']);
  });
});

describe('deaths', () => {
  it('strike before any operation, and others can join the dead', () => {
    expect(outcomes(`
      const worker = thread(() => { Atomics.store(a, 0, 1); Atomics.store(a, 1, 1); }, { dies: true });
      const main = thread(() => [join(worker), Atomics.load(a, 0), Atomics.load(a, 1)]);
      outcome(() => main.result);`)).toEqual(['[[false,1,1]]', '[[true,0,0]]', '[[true,1,0]]']);
  });

  it('take a sleeper out of its list, or take its wake-up with it', () => {
    expect(outcomes(`
      const worker = thread(() => { Atomics.wait(a, 0, 0); Atomics.store(a, 1, 1); }, { dies: true });
      const woken = thread(() => { const n = Atomics.notify(a, 0); return n; });
      thread(() => { join(worker); });
      outcome(() => [woken.result, worker.died, a[1]]);`.replace('{ dies: true }', '{ dies: true, daemon: true }').replace('thread(() => { join(worker); });', ''))).toEqual(['[[0,false,0]]', '[[0,true,0]]', '[[1,false,1]]', '[[1,true,0]]']);
  });

  it('are as many as the scenario says', () => {
    const body = `
      const workers = [1, 2].map((i) => thread(() => { Atomics.add(a, 0, 1); }, { dies: true }));
      outcome(() => workers.filter((w) => w.died).length);`;
    expect(outcomes(body)).toEqual(['[0]', '[1]']);
    expect(outcomes(body, '{ deaths: 2 }')).toEqual(['[0]', '[1]', '[2]']);
    expect(outcomes(body, '{ deaths: 0 }')).toEqual(['[0]']);
  });
});

describe('happens-before', () => {
  const publish = (write: string, read: string): string | undefined => failure(`thread(() => { a[4] = 1; ${write} }); thread(() => { ${read} });`);
  it('comes from an atomic read of an atomic write', () => {
    expect(publish('Atomics.store(a, 0, 1);', 'if (Atomics.load(a, 0) === 1) a[4];')).toBeUndefined();
    expect(publish('Atomics.store(a, 0, 1);', 'if (Atomics.load(a, 1) === 0) a[4];')).toBe('data race');
    expect(publish('Atomics.store(a, 0, 1);', 'a[4];')).toBe('data race');
  });

  it('comes from a wake-up, in both directions', () => {
    expect(failure("thread(() => { if (Atomics.wait(a, 0, 0) === 'ok') a[4]; }, { daemon: true }); thread(() => { a[4] = 1; Atomics.notify(a, 0); });")).toBeUndefined();
    expect(failure("thread(() => { a[4] = 1; Atomics.wait(a, 0, 0); }, { daemon: true }); thread(() => { if (Atomics.notify(a, 0) === 1) a[4]; });")).toBeUndefined();
    expect(failure("thread(() => { a[4] = 1; Atomics.wait(a, 0, 0); }, { daemon: true }); thread(() => { if (Atomics.notify(a, 0) === 0) a[4]; });")).toBe('data race');
  });

  it('comes from a join', () => {
    expect(failure('const t = thread(() => { a[4] = 1; }); thread(() => { join(t); a[4]; });')).toBeUndefined();
  });

  it.each([
    ['bytes under a word', 'new Uint8Array(a.buffer)[3] = 1', 'a[0]'],
    ['a DataView', 'new DataView(a.buffer).setInt16(2, 7)', 'a[0]'],
    ['fill', 'a.fill(1, 0, 2)', 'a[1]'],
    ['set', 'a.set([1, 2], 1)', 'a[2]'],
    ['copyWithin', 'a.copyWithin(3, 0, 1)', 'a[3]'],
    ['a write and slice', 'a[2] = 1', 'a.slice(1, 3)'],
    ['a write and spread', 'a[2] = 1', '[...a]'],
    ['a write and a copy', 'a[2] = 1', 'new Int32Array(a)'],
    ['a write and for … of', 'a[2] = 1', 'for (const x of a) void x'],
    ['a write and a method that reads all', 'a[2] = 1', 'a.indexOf(1)'],
    ['a subarray', 'a.subarray(2)[0] = 1', 'a[2]'],
    ['an atomic write and a plain read', 'Atomics.store(a, 0, 1)', 'a[0]'],
    ['an atomic read and a plain write', 'Atomics.load(a, 0)', 'a[0] = 1'],
    ['an element named by a string', 'a["0"] = 1', 'a[0]'],
    ['compound assignment', 'a[0] += 1', 'a[0]++'],
  ])('is missing between %s', (_, one, other) => {
    for (const engine of ['workhorse', 'referee'] as const) {
      expect(run(`thread(() => { ${one}; }); thread(() => { ${other}; });`, '{}', engine).failure?.kind).toBe('data race');
    }
  });

  it.each([
    ['two reads', 'a[0]', 'a[0]'],
    ['other bytes', 'a[0] = 1', 'a[1] = 1'],
    ['other bytes of a fill', 'a.fill(1, 0, 2)', 'a[2]'],
    ['other bytes of a DataView', 'new DataView(a.buffer).setInt16(2, 7)', 'new DataView(a.buffer).getInt16(0)'],
    ['atomic accesses', 'Atomics.store(a, 0, 1)', 'Atomics.load(a, 0)'],
    ['making a subarray', 'a.subarray(0, 1)', 'a[0] = 1'],
  ])('is not needed between %s', (_, one, other) => {
    for (const engine of ['workhorse', 'referee'] as const) {
      expect(run(`thread(() => { ${one}; }); thread(() => { ${other}; });`, '{}', engine).failure).toBeUndefined();
    }
  });

  it('is no excuse for atomics of two widths (condition C1)', () => {
    expect(failure('thread(() => { Atomics.store(a, 0, 1); }); thread(() => { Atomics.load(new Int8Array(a.buffer), 1); });')).toBe('mixed size');
    expect(failure('thread(() => { Atomics.store(a, 0, 1); Atomics.load(new BigInt64Array(a.buffer), 0); });')).toBe('mixed size');
  });
});

describe('what goes wrong', () => {
  it.each([
    ['deadlock', 'thread(() => { Atomics.wait(a, 0, 0); });'],
    ['lost wake-up', 'thread(() => { Atomics.wait(a, 0, 0); }); thread(() => { Atomics.store(a, 0, 1); });'],
    ['livelock', 'thread(() => { while (Atomics.load(a, 0) === 0); });'],
    ['livelock', 'thread(() => { while (Atomics.exchange(a, 0, 1) === 1); }); thread(() => { while (Atomics.exchange(a, 0, 1) === 1); });'],
    ['livelock', "thread(() => { while (Atomics.load(a, 0) === 0) Atomics.wait(a, 1, 0, 10); });"],
    ['livelock', 'thread(() => { for (;;) Atomics.add(a, 0, 1); });'],
    ['livelock', 'thread(() => { let x = 0; while (x === 0); });'],
    ['check', "thread(() => { check(Atomics.add(a, 0, 1) === 0, 'first'); }); thread(() => { Atomics.store(a, 0, 1); });"],
    ['invariant', "thread(() => { Atomics.add(a, 0, 1); }); invariant(() => check(a[0] === 2, 'two'));"],
    ['exception', "thread(() => { Atomics.load(a, 99); });"],
    ['exception', "thread(() => { if (Atomics.load(a, 0) === 0) throw new TypeError('no'); });"],
    ['deadlock', 'const t = thread(() => { Atomics.wait(a, 0, 0); }, { daemon: true }); thread(() => { join(t); });'],
  ])('%s: %s', (kind, body) => {
    expect(failure(body, '{ steps: 300 }')).toBe(kind);
  });

  it('is not forgiven because the code catches everything', () => {
    const caught = (code: string): string => `thread(() => { try { ${code} } catch { Atomics.load(a, 1); } });`;
    for (const engine of ['workhorse', 'referee'] as const) {
      expect(run(caught("check(Atomics.load(a, 0) === 0, 'unchanged');") + 'thread(() => { Atomics.store(a, 0, 1); });', '{}', engine).failure?.kind).toBe('check');
      expect(run(caught('a[4] = 1;') + 'thread(() => { a[4] = 2; });', '{}', engine).failure?.kind).toBe('data race');
      expect(run(caught('Date.now();'), '{}', engine).failure?.kind).toBe('not checkable');
    }
  });

  it('is not that a spinning thread has to wait, nor that a daemon sleeps', () => {
    expect(failure('thread(() => { while (Atomics.load(a, 0) === 0); }); thread(() => { Atomics.store(a, 0, 1); });')).toBeUndefined();
    expect(failure('thread(() => { while (Atomics.exchange(a, 0, 1) === 1); Atomics.store(a, 0, 0); }); thread(() => { while (Atomics.exchange(a, 0, 1) === 1); Atomics.store(a, 0, 0); });')).toBeUndefined();
    expect(failure('thread(() => { Atomics.wait(a, 0, 0); }, { daemon: true });')).toBeUndefined();
  });

  it('is forgotten where an assumption does not hold, and nothing else is', () => {
    const { abandoned, outcomes: seen } = run('const t = thread(() => { const x = Atomics.load(a, 0); assume(x === 1); return x; }); thread(() => { Atomics.store(a, 0, 1); }); outcome(() => t.result);');
    expect({ abandoned, seen }).toEqual({ abandoned: 1, seen: ['[1]'] });
  });
});

describe('bounds', () => {
  const three = [1, 2, 3].map(() => 'thread(() => { Atomics.add(a, 0, 1); Atomics.add(a, 0, 1); });').join('\n');
  it('are said: all schedules, or those of few preemptions', () => {
    expect(run(three).bound).toEqual({ kind: 'complete' });
    expect(run(three, '{ preemptions: 1 }').bound).toEqual({ kind: 'preemptions', preemptions: 1 });
    expect(run(three, '{ executions: 5 }').bound).toEqual({ kind: 'partial' });
  });

  it('grow with the preemptions to all there are', () => {
    const orders = (left: readonly number[]): number[][] => (left.every((n) => n === 0) ? [[]] : left.flatMap((n, t) => (n === 0 ? [] : orders(left.map((m, u) => m - Number(t === u))).map((o) => [t, ...o]))));
    const preemptions = (order: readonly number[]): number => order.filter((t, i) => i > 0 && t !== order[i - 1] && order.slice(i).includes(order[i - 1]!)).length;
    const counted = [0, 1, 2, 3, 4].map((k) => orders([2, 2, 2]).filter((o) => preemptions(o) <= k).length);
    expect([0, 1, 2, 3, 4].map((k) => run(three, `{ preemptions: ${k} }`).executions)).toEqual(counted);
    expect(run(three).executions).toBe(90);
  });
});
