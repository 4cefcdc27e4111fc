/** Waiter lists, keyed by byte address and first in, first out. ECMA-262, WaiterList Records. */

import type { PendingWait } from './op.ts';

export interface Waiter {
  readonly thread: number;
  readonly list: number;
  readonly timed: boolean;
  /** The value the waiter expected: if the word no longer holds it at the end, a wake-up was lost. */
  readonly expected: unknown;
  readonly site: number;
  /** The promise, for `waitAsync`; absent for a thread that sleeps. */
  readonly promise: PendingWait | undefined;
}

export class WaiterLists {
  private readonly lists = new Map<number, Waiter[]>();

  clear(): void {
    if (this.lists.size > 0) this.lists.clear();
  }

  enqueue(waiter: Waiter): void {
    const list = this.lists.get(waiter.list);
    if (list) list.push(waiter);
    else this.lists.set(waiter.list, [waiter]);
  }

  /** Takes the first `count` waiters, in the order in which they came. */
  take(list: number, count: number): readonly Waiter[] {
    return this.lists.get(list)?.splice(0, count) ?? [];
  }

  anyone(list: number): boolean {
    return (this.lists.get(list)?.length ?? 0) > 0;
  }

  remove(waiter: Waiter): void {
    const list = this.lists.get(waiter.list);
    const at = list ? list.indexOf(waiter) : -1;
    if (at >= 0) list!.splice(at, 1);
  }

  of(thread: number): readonly Waiter[] {
    return [...this.lists.values()].flat().filter((w) => w.thread === thread);
  }
}
