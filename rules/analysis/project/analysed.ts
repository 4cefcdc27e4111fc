/** What is known of a component. Its facts are many times as large as its texts, and few components are looked at twice. */

import type { Facts } from '../facts/facts.ts';

export class Analysed {
  #facts: Facts | undefined;

  /** `used`: the files that it was read from. `again`: the same facts from the same texts. */
  constructor(
    facts: Facts,
    readonly used: ReadonlySet<string>,
    readonly again: () => Facts,
  ) {
    this.#facts = facts;
  }

  /** Found again where they were let go. */
  get facts(): Facts {
    return (this.#facts ??= this.again());
  }

  letGo(): void {
    this.#facts = undefined;
  }
}
