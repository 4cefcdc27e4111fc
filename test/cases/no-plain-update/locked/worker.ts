import { Lock } from './lock';
self.onmessage = (event: MessageEvent<{ sab: SharedArrayBuffer }>) => {
  const words = new Int32Array(event.data.sab);
  const lock = new Lock(words);
  lock.lock();
  words[4]! -= 1;
  lock.unlock();
};
