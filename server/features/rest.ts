/** After much work and a pause, memory is given back: a first round leaves behind several times what is kept of it. */

import type { Feature } from './feature.ts';

/** How much work is worth a collection, and how long nothing is to have happened, in milliseconds. */
const MUCH = 1000;
const PAUSE = 2000;

export const rest: Feature = {
  initialized: (session) => {
    let worked = 0;
    let pause: ReturnType<typeof setTimeout> | undefined;
    session.onProgress(({ isIdle, milliseconds }) => {
      clearTimeout(pause);
      worked += milliseconds;
      if (!isIdle || worked < MUCH) return;
      pause = setTimeout(() => {
        worked = 0;
        session.host.rest();
      }, PAUSE);
    });
  },
  listen: () => undefined,
};
