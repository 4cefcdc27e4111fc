export const pull = (state: Int32Array): string => Atomics.wait(state, 0, 0); // want no-blocking-wait likely
