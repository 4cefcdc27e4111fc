import { bump, handle } from './handle';
export const read = (): number => Atomics.load(handle, 0);
export function cheat(): void {
  Atomics.store(handle as Int32Array<SharedArrayBuffer>, 0, 0); // want no-readonly-write likely
  bump();
}
