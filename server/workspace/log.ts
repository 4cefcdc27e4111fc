/** The output channel: one line a happening, and no line twice. */

import type { Connection } from 'vscode-languageserver';

export class Log {
  readonly #said = new Set<string>();

  constructor(readonly connection: Connection) {}

  info(message: string): void {
    this.connection.console.info(message);
  }

  /** A problem; the same is not said again. */
  once(message: string): void {
    if (this.#said.has(message)) return;
    this.#said.add(message);
    this.connection.console.warn(message);
  }

  /** What was said once. */
  get problems(): readonly string[] {
    return [...this.#said];
  }
}
