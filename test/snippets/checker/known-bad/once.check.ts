/** A `once` whose flag says that the work has begun, and is taken for saying that it is done. */

import { scenario, thread } from 'atomics-snippets/checker';

class Once {
  constructor(private readonly words: Int32Array) {}

  run(work: () => void): void {
    if (Atomics.compareExchange(this.words, 0, 0, 1) === 0) work();
  }
}

scenario('both use what one of them makes', () => {
  const words = new Int32Array(new SharedArrayBuffer(4));
  const made = new Int32Array(new SharedArrayBuffer(4));
  for (const name of ['a', 'b']) {
    thread(name, () => {
      new Once(words).run(() => { made[0] = 42; });
      return made[0];
    });
  }
});
