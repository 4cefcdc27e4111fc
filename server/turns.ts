/**
 * Letting messages in. The connection handles one message a turn of the event loop; an analysis that began after the first
 * of twenty keystrokes would be of a text that nobody sees any more.
 */

import type { MessageStrategy } from 'vscode-languageserver';

/** Whoever sends without a pause is not waited for longer than this, in milliseconds. */
const LONGEST = 30;

export class Turns {
  #handled = 0;

  /** For the connection to handle messages with. */
  readonly messageStrategy: MessageStrategy = {
    handleMessage: (message, next) => {
      this.#handled++;
      return next(message);
    },
  };

  /** `turn` resolves in the next turn of the event loop. */
  constructor(readonly turn: () => Promise<void>) {}

  /** Resolves when all messages that have arrived are handled. */
  readonly breathe = async (): Promise<void> => {
    const start = Date.now();
    for (let before = -1; before !== this.#handled && Date.now() - start < LONGEST; ) {
      before = this.#handled;
      // In one turn they are read, in the next one handled.
      await this.turn();
      await this.turn();
    }
  };
}
