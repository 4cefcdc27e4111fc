import { workerData } from 'node:worker_threads';

const HEAD = 0;
const TAIL = 1;
const RUNNING = 2;
const SLOTS = 256;
const words = new Int32Array(workerData.queue);

function next() {
  for (;;) {
    const head = Atomics.load(words, HEAD);
    const tail = Atomics.load(words, TAIL);
    if (head === tail) {
      Atomics.wait(words, TAIL, tail);
      continue;
    }
    const job = words[4 + (head % SLOTS)];
    if (Atomics.compareExchange(words, HEAD, head, head + 1) === head) return job;
  }
}
for (;;) {
  const job = next();
  Atomics.add(words, RUNNING, 1);
  try {
    run(job);
  } finally {
    Atomics.sub(words, RUNNING, 1);
  }
}
function run(job) {
  return job * job;
}
