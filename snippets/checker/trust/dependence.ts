/** The dependence relation with one part left out or one too much: each must be noticed. */

import { type Dependence, type Effect, LIST, dependent } from '../model/effect.ts';
import { type Explore, byDpor, disagreements, exploreAll, programOf, reference } from './compare.ts';
import { published } from './published.ts';
import { textOf } from './program.ts';

export interface Mutant { readonly name: string; readonly depends: Dependence }

const uses = (a: Effect, b: Effect, x: number, y: number): boolean => (a.use === x && b.use === y) || (a.use === y && b.use === x);

/** The relation without the pairs that `forget` names; steps of one thread always depend on each other. */
const without = (name: string, forget: (a: Effect, b: Effect) => boolean): Mutant => ({ name, depends: (a, b) => dependent(a, b) && (a.owner === b.owner || !forget(a, b)) });

const onlyList = (a: Effect, b: Effect): boolean => a.list !== -1 && b.list !== -1 && !a.write && !b.write;

function blind(a: Effect, b: Effect): boolean {
  return dependent(Object.assign(Object.create(Object.getPrototypeOf(a) as object) as Effect, a, { spun: undefined }), Object.assign(Object.create(Object.getPrototypeOf(b) as object) as Effect, b, { spun: undefined }));
}

export const dependenceMutants: readonly Mutant[] = [
  without('a write and a read are independent', (a, b) => a.write !== b.write && a.list === -1 && b.list === -1),
  without('two writes are independent', (a, b) => a.write && b.write),
  without('waiter lists do not matter', onlyList),
  without('the order of waiters does not matter', (a, b) => uses(a, b, LIST.enqueue, LIST.enqueue)),
  without('a waiter and a notify that wakes are independent', (a, b) => onlyList(a, b) && uses(a, b, LIST.enqueue, LIST.wake)),
  without('a waiter and a notify that wakes nobody are independent', (a, b) => onlyList(a, b) && uses(a, b, LIST.enqueue, LIST.miss)),
  without('two notifies that wake are independent', (a, b) => uses(a, b, LIST.wake, LIST.wake)),
  without('a notify that wakes and one that wakes nobody are independent', (a, b) => uses(a, b, LIST.wake, LIST.miss)),
  without('a time-out and a notify that wakes are independent', (a, b) => uses(a, b, LIST.leave, LIST.wake)),
  without('a time-out and a notify that wakes nobody are independent', (a, b) => uses(a, b, LIST.leave, LIST.miss)),
  without('a waiter does not depend on the notify that wakes it last', (a, b) => onlyList(a, b) && a.waiter === b.waiter && (a.use === LIST.enqueue || b.use === LIST.enqueue) && (a.use === LIST.wake || b.use === LIST.wake)),
  { name: 'what a spinning thread has read does not matter', depends: blind },
  { name: 'all uses of a cell depend on each other', depends: (a, b) => dependent(a, b) || (a.address >= 0 && a.address === b.address) },
  { name: 'all uses of a waiter list depend on each other', depends: (a, b) => dependent(a, b) || (a.list >= 0 && a.list === b.list) },
  { name: 'a notify depends on accesses to the word', depends: (a, b) => dependent(a, b) || (a.use >= LIST.wake && a.list === b.address) || (b.use >= LIST.wake && b.list === a.address) },
];

/** Programs that show one thing each, beside the random ones, with the number of their equivalence classes. */
const SMALL: readonly { readonly text: string; readonly executions: number }[] = [
  { text: small('Atomics.load(a, 0)', 'Atomics.load(a, 0)'), executions: 1 },
  { text: small('Atomics.notify(a, 0)', 'Atomics.notify(a, 0)'), executions: 1 },
  { text: small('Atomics.notify(a, 0)', 'Atomics.store(a, 0, 1)'), executions: 1 },
  // Of the 12 orders of two waits and two notifies, those that swap a notify that is served and a later wait are the same.
  { text: small('Atomics.wait(a, 0, 0)', 'Atomics.wait(a, 0, 0)', 'Atomics.notify(a, 0, 1); Atomics.notify(a, 0, 1)'), executions: 8 },
  // Which of the two cells has been written when the spinning thread looks again.
  { text: small('while (Atomics.load(a, 0) === 0 && Atomics.load(a, 1) === 0);', 'Atomics.store(a, 0, 1)', 'Atomics.store(a, 1, 1)'), executions: 5 },
];

function small(...threads: readonly string[]): string {
  return `import { scenario, thread } from 'atomics-snippets/checker';\nscenario('small', () => {\n  const a = new Int32Array(new SharedArrayBuffer(8));\n${threads.map((t) => `  thread(() => { ${t}; });\n`).join('')}});`;
}

/** Random programs that have noticed a mutant before: tried first. */
const ALERT = [7, 11, 22, 115, 197, 272, 781];

/** Where a mutant shows; `undefined` if nowhere among the known programs and the first `programs` random ones. */
export function whereNoticed(mutant: Mutant, programs: number): string | undefined {
  const explore = byDpor(mutant.depends);
  const known = [...SMALL.map((p) => ({ ...p, name: 'a program of a line a thread' })), ...published].find((p) => wrong(p.text, p.executions, explore));
  if (known) return known.name;
  for (const seed of [...ALERT, ...Array.from({ length: programs }, (_, i) => i)]) {
    const program = programOf(seed);
    const naive = reference(program);
    if (naive && disagreements(exploreAll(textOf(program), explore), naive).length > 0) return `random program ${seed}`;
  }
  return undefined;
}

function wrong(text: string, executions: number, explore: Explore): boolean {
  const seen = exploreAll(text, explore);
  return seen.executions !== executions || seen.surprises.length > 0;
}

/** The same programs, with the relation as it is. */
export function known(): readonly { readonly name: string; readonly executions: number; readonly expected: number; readonly source: string }[] {
  const all = [...SMALL.map((p, i) => ({ ...p, name: `small program ${i + 1}`, source: 'counted by hand' })), ...published];
  return all.map(({ name, text, executions, source }) => ({ name, executions: exploreAll(text, byDpor()).executions, expected: executions, source }));
}
