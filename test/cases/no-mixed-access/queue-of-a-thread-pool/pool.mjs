import { Worker } from 'node:worker_threads';
import { availableParallelism } from 'node:os';

const HEAD = 0;
const TAIL = 1;
const RUNNING = 2;
const SLOTS = 256;

export class Pool {
  #sab = new SharedArrayBuffer((4 + SLOTS) * 4);
  #words = new Int32Array(this.#sab);
  #workers = [];
  constructor(size = availableParallelism()) {
    for (let i = 0; i < size; i++) {
      this.#workers.push(new Worker(new URL('./runner.mjs', import.meta.url), { workerData: { queue: this.#sab } }));
    }
  }
  submit(id) {
    const tail = Atomics.load(this.#words, TAIL);
    this.#words[4 + (tail % SLOTS)] = id;
    Atomics.store(this.#words, TAIL, tail + 1);
    Atomics.notify(this.#words, TAIL, 1);
  }
  get idle() {
    return this.#words[RUNNING] === 0; // want no-mixed-access
  }
  async close() {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
