interface Job {
  readonly id: number;
  readonly cancelled: boolean;
}
export class JobQueue {
  readonly #lock: Int32Array<SharedArrayBuffer>;
  readonly #jobs: Job[] = [];
  constructor(lock: Int32Array<SharedArrayBuffer>) {
    this.#lock = lock;
  }
  drain(limit: number): number {
    let done = 0;
    while (Atomics.exchange(this.#lock, 0, 1) !== 0) Atomics.pause?.();
    for (const job of this.#jobs) {
      if (job.cancelled) throw new Error(`job ${job.id} was cancelled`); // want release-on-all-paths
      if (++done === limit) break;
    }
    Atomics.store(this.#lock, 0, 0);
    return done;
  }
}
