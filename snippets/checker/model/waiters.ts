/** Waiter lists, keyed by byte address and first in, first out. ECMA-262, WaiterList Records. */

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

/** What `Atomics.waitAsync` hands out for `await`, in place of a promise. */
export class PendingWait {
  outcome: 'ok' | 'timed-out' | undefined = undefined;
  /** The step that notified. */
  by = -1;
  waiter: Waiter | undefined = undefined;

  /** Promises have it; calling it would leave what the checker can follow. */
  then(): never {
    throw new TypeError('The checker follows the promise of Atomics.waitAsync only through await, not through then().');
  }
}

interface List { address: number; readonly waiters: Waiter[]; came: number }

/** There are few lists, so they are searched; and used again, as an allocation an execution costs more. */
export class WaiterLists {
  private readonly lists: List[] = [];
  private used = 0;

  clear(): void {
    this.used = 0;
  }

  private find(address: number): List | undefined {
    for (let i = 0; i < this.used; i++) if (this.lists[i]!.address === address) return this.lists[i];
    return undefined;
  }

  /** The number that the next waiter of a list will have. */
  next(list: number): number {
    return this.find(list)?.came ?? 0;
  }

  enqueue(waiter: Waiter): void {
    const list = this.find(waiter.list) ?? this.begin(waiter.list);
    list.waiters.push(waiter);
    list.came++;
  }

  private begin(address: number): List {
    const list = this.lists[this.used] ??= { address, waiters: [], came: 0 };
    this.used++;
    list.address = address;
    list.waiters.length = list.came = 0;
    return list;
  }

  /** Takes the first `count` waiters, in the order in which they came. */
  take(list: number, count: number): readonly Waiter[] {
    return this.find(list)?.waiters.splice(0, count) ?? [];
  }

  /** The number of the last waiter that a notify of `count` would take; infinite if it would take more, -1 if none. */
  last(list: number, count: number): number {
    const waiters = this.find(list)?.waiters;
    if (!waiters || waiters.length === 0) return -1;
    return waiters.length >= count ? waiters[count - 1]!.number : Infinity;
  }

  remove(waiter: Waiter): void {
    const waiters = this.find(waiter.list)!.waiters;
    const at = waiters.indexOf(waiter);
    if (at >= 0) waiters.splice(at, 1);
  }
}
