import { claim } from './flag.js';
self.onmessage = ({ data }: MessageEvent<{ bytes: Uint8Array<SharedArrayBuffer> }>) => {
  const words = new Int32Array(data.bytes);
  claim(words);
};
