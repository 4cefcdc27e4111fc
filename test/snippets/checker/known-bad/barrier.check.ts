/** A barrier on a condition whose word never changes: who comes to wait after the notify sleeps for ever. */

import { scenario, thread } from 'atomics-snippets/checker';

const ARRIVED = 0;
const CONDITION = 1;

class Barrier {
  constructor(private readonly words: Int32Array, private readonly parties: number) {}

  arrive(): void {
    if (Atomics.add(this.words, ARRIVED, 1) + 1 === this.parties) {
      Atomics.notify(this.words, CONDITION);
      return;
    }
    // Between the addition and this wait the last party may arrive; the word is 0 before and after.
    Atomics.wait(this.words, CONDITION, 0);
  }
}

scenario('two parties meet', () => {
  const words = new Int32Array(new SharedArrayBuffer(8));
  for (const name of ['first', 'second']) thread(name, () => new Barrier(words, 2).arrive());
});
