/** Says why threads that cannot step never will: a lost wake-up, a loop that nobody can end, or a deadlock. */

import { Failure } from './failure.ts';
import type { Thread } from './thread.ts';
import type { Waiter } from './waiters.ts';

/** What a report needs of the machine. */
interface Threads {
  readonly threads: readonly Thread[];
  describe(thread: number, site: number): string;
}

const waiterOf = (thread: Thread): Waiter | undefined => thread.sleeping ?? thread.promised[0];
const siteOf = (thread: Thread): number => waiterOf(thread)?.site ?? thread.pending?.site ?? -1;

export function blocked(machine: Threads, stuck: readonly Thread[]): Failure {
  const sites = stuck.map(siteOf);
  const say = (t: Thread): string => `${machine.describe(t.id, siteOf(t))} ${doing(machine, t)}`;
  const lost = stuck.find((t) => waiterOf(t)?.timed === false && waiterOf(t)!.expected !== waiterOf(t)!.present());
  if (lost) {
    const { expected, present } = waiterOf(lost)!;
    return new Failure('lost wake-up', `${machine.describe(lost.id, siteOf(lost))} sleeps for ever on a word that no longer holds the ${String(expected)} it waits on but ${String(present())}, and nobody is left to notify it.`, sites);
  }
  const all = stuck.map(say).join('; ');
  if (stuck.some((t) => t.spinning || waiterOf(t)?.timed === true)) return new Failure('livelock', `A loop never ends: nobody is left to change what it reads. ${all}.`, sites);
  return new Failure('deadlock', `No thread can take a step. ${all}.`, sites);
}

function doing(machine: Threads, thread: Thread): string {
  if (thread.spinning) return 'spins';
  if (thread.pending?.kind === 'join') return `waits for ${machine.threads[thread.pending.operand as number]?.name ?? 'a thread that does not exist'} to end`;
  const waiter = waiterOf(thread);
  return waiter ? `${waiter.promise ? 'awaits' : 'sleeps'} while the word is ${String(waiter.expected)}` : 'is blocked';
}
