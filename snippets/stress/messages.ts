/** Stress of what carries messages: in order, whole, nothing lost. */

import { Mailbox } from '../src/mailbox.ts';
import { MpscQueue } from '../src/mpsc-queue.ts';
import { ByteRing, RecordRing } from '../src/spsc-ring.ts';
import { type Stress, must, random } from './stress.ts';

const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** A stream of bytes that count up; 255 ends it, and so is left out of the count. */
const streamStress: Stress = {
  name: 'spsc-ring',
  threads: 2,
  setup: () => ByteRing.create(256).buffer,
  work(buffer, id, stop) {
    const ring = ByteRing.attach(buffer);
    const next = random(id + 1);
    const bytes = new Uint8Array(300);
    let count = 0;
    for (;;) {
      const wanted = 1 + next(100);
      if (id === 0) {
        if (stop()) {
          while (ring.write(bytes.fill(255).subarray(0, 1)) === 0) ring.waitWritable(1);
          return count;
        }
        for (let i = 0; i < wanted; i++) bytes[i] = (count + i) % 251;
        for (let done = 0; done < wanted; ring.waitWritable(1)) done += ring.write(bytes.subarray(done, wanted));
        count += wanted;
      } else {
        ring.waitReadable();
        for (const byte of bytes.subarray(0, ring.read(bytes.subarray(0, wanted)))) {
          if (byte === 255) return count;
          must(byte === count++ % 251, 'bytes come in order');
        }
      }
    }
  },
  finish: (_, [written, read]) => must(written === read, 'no byte is lost'),
};

/** Records whose bytes all hold the lowest bits of their number; an empty one ends them. */
const recordStress: Stress = {
  name: 'spsc-ring',
  threads: 2,
  setup: () => RecordRing.create(256).buffer,
  work(buffer, id, stop) {
    const ring = RecordRing.attach(buffer);
    const next = random(7);
    for (let count = 0; ; count++) {
      const length = 1 + next(60);
      if (id === 0) {
        const over = stop();
        const record = new Uint8Array(over ? 0 : length).fill(count);
        while (!ring.push(record)) ring.waitWritable(record.length);
        if (over) return count;
      } else {
        ring.waitReadable();
        const record = ring.pop();
        if (record?.length === 0) return count;
        must(record?.length === length && record.every((byte) => byte === (count & 255)), 'records come whole and in order');
      }
    }
  },
  finish: (_, [pushed, popped]) => must(pushed === popped, 'no record is lost'),
};

/** Threads 0 and 1 push numbers, thread 2 pops them. A record of one byte says that its producer has ended. */
const queueStress: Stress = {
  name: 'mpsc-queue',
  threads: 3,
  setup: () => MpscQueue.create(16, 32).buffer,
  work(buffer, id, stop) {
    const queue = MpscQueue.attach(buffer);
    if (id === 2) return consume(queue);
    for (let count = 0; ; count++) {
      const over = stop();
      const record = new Uint8Array(over ? 1 : 2 + (count % 30)).fill(id * 128 + (count & 127));
      while (!queue.push(record));
      if (over) return count;
    }
  },
  finish: (_, [a = 0, b = 0, popped]) => must(a + b === popped, 'no record is lost'),
};

function consume(queue: MpscQueue): number {
  const counts = [0, 0];
  for (let ended = 0; ended < 2; ) {
    const record = queue.popWait()!;
    const producer = record[0]! >> 7;
    if (record.length === 1) ended++;
    else {
      const count = counts[producer]!++;
      must(record.length === 2 + (count % 30) && record.every((byte) => byte === producer * 128 + (count & 127)), "each producer's records come whole and in order");
    }
  }
  return total(counts);
}

/** Threads 0 and 1 call, thread 2 serves. */
const mailboxStress: Stress = {
  name: 'mailbox',
  threads: 3,
  setup: () => Mailbox.create(64).buffer,
  work(buffer, id, stop) {
    const mailbox = Mailbox.attach(buffer);
    let count = 0;
    if (id === 2) {
      while (!stop()) if (mailbox.serve((request) => request.map((byte) => byte ^ 255), 5)) count++;
      return count;
    }
    while (!stop()) {
      const request = new Uint8Array(1 + (count % 64)).fill(id * 128 + (count & 127));
      const answer = mailbox.call(request, 20);
      if (!answer) continue;
      must(answer.length === request.length && answer.every((byte) => byte === (request[0]! ^ 255)), 'each caller has the answer to its own request');
      count++;
    }
    return count;
  },
  finish: (_, [a = 0, b = 0, served = 0]) => must(a + b <= served && a + b > 0, 'each answer was served'),
};

export const MESSAGES: readonly Stress[] = [streamStress, recordStress, queueStress, mailboxStress];
