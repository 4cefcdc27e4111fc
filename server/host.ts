/** What differs between a process and a web worker. */

import type { Disk } from '../rules/analysis/base/disk.ts';
import type { ParseText } from '../rules/analysis/parse/parse.ts';

export interface Host {
  readonly parse: ParseText;
  /** Where `file:` URIs lead; undefined in a browser. */
  readonly disk: Disk | undefined;
  /** Lets in all messages that have arrived; resolves when it is this task's turn again. */
  breathe(): Promise<void>;
  /** Gives back memory that is not needed now. */
  rest(): void;
}
