export const pull = (state) => Atomics.wait(state, 0, 0); // want no-blocking-wait likely
