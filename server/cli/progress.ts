/** One line that says how far a run is, on a terminal, and only where it takes long. */

import type { Stream } from './terminal.ts';

export interface Progress {
  step(): void;
  end(): void;
}

/** In milliseconds. */
const PATIENCE = 600;
const PACE = 100;

export function progressOn(stream: Stream, write: (text: string) => void, total: number, now: () => number = () => performance.now()): Progress {
  const start = now();
  let done = 0;
  let shownAt = 0;
  const step = (): void => {
    done++;
    const at = now();
    if (!stream.isTTY || at - start < PATIENCE || at - shownAt < PACE) return;
    shownAt = at;
    write(`\r\x1b[2K${done} of ${total} files analysed`);
  };
  return { step, end: () => (shownAt > 0 ? write('\r\x1b[2K') : undefined) };
}
