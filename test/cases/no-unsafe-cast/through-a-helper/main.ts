import { asOwn, sizeOf } from './memory';
const region = new SharedArrayBuffer(128);
export const bytes = new Uint8Array(asOwn(region));
export const size = sizeOf(region);
