import { WORDS } from './layout';
export const region = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT);
export * from './layout';
