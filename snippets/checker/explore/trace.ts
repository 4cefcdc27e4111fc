/**
 * The order that a schedule imposes: which steps happen before which, by the dependence relation alone. A vector
 * clock a step, over the steps of each thread.
 */

import type { Dependence, Effect } from '../model/effect.ts';

export class Trace {
  private n = 0;
  private clocks = new Int32Array(1024);
  /** What each thread's next step will have behind it by its own past. */
  private now: Int32Array[] = [];
  /** The steps of each thread, in order. */
  private steps: number[][] = [];
  private readonly left: number[] = [];

  constructor(private readonly depends: Dependence) {}

  begin(threads: number): void {
    this.n = threads;
    if (this.now.length !== threads) {
      this.now = Array.from({ length: threads }, () => new Int32Array(threads));
      this.steps = this.now.map(() => []);
    }
    for (let u = 0; u < threads; u++) {
      this.now[u]!.fill(0);
      this.steps[u]!.length = 0;
    }
  }

  /** Step `at` is repeated: nothing has to be computed again. */
  repeat(at: number, owner: number): void {
    const own = this.now[owner]!;
    for (let u = 0; u < this.n; u++) own[u] = this.clocks[at * this.n + u]!;
    this.steps[owner]!.push(at);
  }

  /**
   * Orders step `at` after all that it depends on; `race` is told of each step that it depends on directly, and that
   * could come after it.
   */
  append(at: number, effectOf: (step: number) => Effect, race?: (earlier: number) => void): void {
    const { n, clocks, left } = this;
    const e = effectOf(at);
    const own = this.now[e.owner]!;
    this.enable(e, own);
    for (let u = 0; u < n; u++) left[u] = this.steps[u]!.length;
    // From the latest step backwards, but only over those that do not happen before this one anyway.
    for (let i = this.latest(e.owner, own); i >= 0; i = this.latest(e.owner, own)) {
      const earlier = effectOf(i);
      left[earlier.owner]!--;
      if (!this.depends(earlier, e)) continue;
      race?.(i);
      for (let u = 0; u < n; u++) if (clocks[i * n + u]! > own[u]!) own[u] = clocks[i * n + u]!;
    }
    own[e.owner]!++;
    this.steps[e.owner]!.push(at);
    this.store(at, own);
  }

  /** The last step of another thread that is left to be looked at, and not known to `own`; -1 if none. */
  private latest(owner: number, own: Int32Array): number {
    let latest = -1;
    for (let u = 0; u < this.n; u++) {
      if (u === owner || this.left[u]! <= own[u]!) continue;
      const step = this.steps[u]![this.left[u]! - 1]!;
      if (step > latest) latest = step;
    }
    return latest;
  }

  /** What had to come before the step for it to be possible at all: there is no race with that. */
  private enable(e: Effect, own: Int32Array): void {
    const { n } = this;
    if (e.after >= 0) for (let u = 0; u < n; u++) own[u] = Math.max(own[u]!, this.clocks[e.after * n + u]!);
    if (e.afterEnd >= 0) for (let u = 0; u < n; u++) own[u] = Math.max(own[u]!, this.clocks[e.afterEnd * n + u]!);
    for (let t = 0; t < n; t++) if (e.idle || e.joins === t) for (let u = 0; u < n; u++) own[u] = Math.max(own[u]!, this.now[t]![u]!);
  }

  private store(at: number, own: Int32Array): void {
    const { n } = this;
    if (this.clocks.length < (at + 1) * n) {
      const longer = new Int32Array((at + 1) * n * 2);
      longer.set(this.clocks);
      this.clocks = longer;
    }
    for (let u = 0; u < n; u++) this.clocks[at * n + u] = own[u]!;
  }

  /** Does step `k` of thread `owner` happen before step `j`? */
  before(k: number, owner: number, j: number): boolean {
    return this.clocks[j * this.n + owner]! >= this.clocks[k * this.n + owner]!;
  }

  /** Two numbers for step `at` and all that happens before it, equal in equivalent schedules, are added to `sum`. */
  addHash(at: number, process: number, sum: Hash): Hash {
    let high = Math.imul(process + 1, 0x9e3779b1);
    let low = process + 0x7f4a7c15;
    for (let u = 0; u < this.n; u++) {
      const x = this.clocks[at * this.n + u]!;
      high = Math.imul(high ^ x, 0x85ebca6b);
      high ^= high >>> 15;
      low = Math.imul(low + x, 0xc2b2ae35);
      low ^= low >>> 13;
    }
    return { high: (sum.high + high) >>> 0, low: (sum.low + low) & 0x1fffff };
  }
}

/** Of a set of steps: a sum, because it must not depend on the order of steps that do not depend on each other. */
export interface Hash { readonly high: number; readonly low: number }
