/** Waiter lists, keyed by byte address and first in, first out. ECMA-262, WaiterList Records. */

import type { PendingWait } from './op.ts';

export interface Waiter {
  readonly thread: number;
  readonly list: number;
  /** Waiters of a list are numbered as they come. */
  readonly number: number;
  readonly timed: boolean;
  readonly site: number;
  /** The value waited on, and what the word holds now: if they differ for ever, a wake-up was lost. */
  readonly expected: unknown;
  readonly present: () => unknown;
  /** The promise, for `waitAsync`; absent for a thread that sleeps. */
  readonly promise: PendingWait | undefined;
}

interface List { readonly waiters: Waiter[]; came: number }

export class WaiterLists {
  private readonly lists = new Map<number, List>();

  clear(): void {
    if (this.lists.size > 0) this.lists.clear();
  }

  /** The number that the next waiter of a list will have. */
  next(list: number): number {
    return this.lists.get(list)?.came ?? 0;
  }

  enqueue(waiter: Waiter): void {
    let list = this.lists.get(waiter.list);
    if (!list) this.lists.set(waiter.list, list = { waiters: [], came: 0 });
    list.waiters.push(waiter);
    list.came++;
  }

  /** Takes the first `count` waiters, in the order in which they came. */
  take(list: number, count: number): readonly Waiter[] {
    return this.lists.get(list)?.waiters.splice(0, count) ?? [];
  }

  /** The number of the last waiter that a notify of `count` would take; infinite if it would take more, -1 if none. */
  last(list: number, count: number): number {
    const waiters = this.lists.get(list)?.waiters;
    if (!waiters || waiters.length === 0) return -1;
    return waiters.length >= count ? waiters[count - 1]!.number : Infinity;
  }

  remove(waiter: Waiter): void {
    const waiters = this.lists.get(waiter.list)!.waiters;
    const at = waiters.indexOf(waiter);
    if (at >= 0) waiters.splice(at, 1);
  }
}
