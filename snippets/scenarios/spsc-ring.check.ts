/** The rings: in order, nothing lost, nothing read before it is published, also where places and cursors wrap. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { ByteRing, RecordRing } from '../src/spsc-ring.ts';

const HEAD = 16;
const TAIL = 32;

interface Kind<R> {
  create(capacity: number): { readonly buffer: SharedArrayBuffer };
  attach(buffer: SharedArrayBuffer): R;
}

/** A writer's and a reader's handle; both cursors start at `cursor`. */
function pair<R extends { spins: number }>(kind: Kind<R>, capacity: number, cursor = 0, spins = 0): R[] {
  const { buffer } = kind.create(capacity);
  const words = new Int32Array(buffer);
  Atomics.store(words, HEAD, cursor);
  Atomics.store(words, TAIL, cursor);
  const handles = [kind.attach(buffer), kind.attach(buffer)];
  for (const handle of handles) handle.spins = spins;
  return handles;
}

/** Bytes `first`, `first + 1` and so on. */
const bytes = (first: number, count: number): Uint8Array => new Uint8Array(count).map((_, i) => first + i);

/** 30 bytes through a ring of 16, in pieces of 12 at most: every place is used twice, and pieces lie across the end. */
function stream(writer: ByteRing, reader: ByteRing): void {
  thread('writer', () => {
    for (let next = 0; next < 30;) {
      next += writer.write(bytes(next, Math.min(12, 30 - next)));
      if (next < 30) check(writer.waitWritable(1), 'there is room at last');
    }
  });
  thread('reader', () => {
    const target = new Uint8Array(16);
    for (let next = 0; next < 30;) {
      check(reader.waitReadable(), 'there are bytes at last');
      const count = reader.read(target);
      check(count > 0, 'what was waited for is there');
      for (let i = 0; i < count; i++) check(target[i] === next + i, 'in order, whole');
      next += count;
    }
  });
}

scenario('a stream of bytes through a small ring', () => {
  const [writer, reader] = pair(ByteRing, 16);
  stream(writer!, reader!);
});

scenario('a stream of bytes where the cursors wrap', () => {
  const [writer, reader] = pair(ByteRing, 16, 2 ** 31 - 16);
  stream(writer!, reader!);
});

scenario('a stream of bytes, with spinning', () => {
  const [writer, reader] = pair(ByteRing, 16, -16, 1);
  stream(writer!, reader!);
});

function records(writer: RecordRing, reader: RecordRing, sizes: readonly number[]): void {
  thread('writer', () => {
    for (const [i, size] of sizes.entries()) while (!writer.push(bytes(16 * i, size))) check(writer.waitWritable(size), 'there is room at last');
  });
  thread('reader', () => {
    for (const [i, size] of sizes.entries()) {
      check(reader.waitReadable(), 'there is a record at last');
      const record = reader.pop();
      check(record?.length === size, 'the record is there, with its length');
      for (let k = 0; k < size; k++) check(record[k] === 16 * i + k, 'in order, whole');
    }
    check(reader.pop() === undefined, 'and nothing more');
  });
}

scenario('records through a small ring', () => {
  const [writer, reader] = pair(RecordRing, 32);
  records(writer!, reader!, [5, 0, 20]);
});

scenario('records where the cursors wrap', () => {
  const [writer, reader] = pair(RecordRing, 32, 2 ** 31 - 16);
  records(writer!, reader!, [32, 3, 17]);
});

scenario('who does not wait pushes what fits and pops what is there', () => {
  const [writer, reader] = pair(RecordRing, 16);
  const pushed = thread('writer', () => {
    const accepted: number[] = [];
    for (let i = 1; i < 4; i++) if (writer!.push(bytes(i, 1))) accepted.push(i);
    return accepted;
  });
  const popped = thread('reader', () => {
    const seen: number[] = [];
    for (let turn = 0; turn < 2; turn++) {
      const record = reader!.pop();
      if (record) seen.push(record[0]!);
    }
    return seen;
  });
  invariant(() => {
    const rest: number[] = [];
    for (let record = reader!.pop(); record; record = reader!.pop()) rest.push(record[0]!);
    check([...popped.result!, ...rest].join() === pushed.result!.join(), 'what was accepted comes out, in order');
  });
});

scenario('the reader comes when the writer is at work, and another takes over', () => {
  const [writer] = pair(RecordRing, 32);
  thread('writer', () => {
    for (let i = 1; i < 3; i++) check(writer!.push(bytes(i, 1)), 'there is room');
  });
  const take = (): number => {
    const reader = RecordRing.attach(writer!.buffer);
    reader.spins = 0;
    check(reader.waitReadable(), 'there is a record at last');
    return reader.pop()![0]!;
  };
  const first = thread('reader', take);
  const second = thread('successor', () => {
    join(first);
    return take();
  });
  invariant(() => check(first.result === 1 && second.result === 2, 'it goes on where the first one stopped'));
});

scenario('the writer comes when the reader is at work, and another takes over', () => {
  const [, reader] = pair(RecordRing, 16);
  const give = (mark: number): void => {
    const writer = RecordRing.attach(reader!.buffer);
    writer.spins = 0;
    while (!writer.push(bytes(mark, 1))) writer.waitWritable(1);
  };
  const first = thread('writer', () => give(1));
  thread('successor', () => {
    join(first);
    give(2);
  });
  thread('reader', () => {
    for (let i = 1; i < 3; i++) {
      check(reader!.waitReadable() && reader!.pop()![0] === i, 'in order');
    }
  });
});

scenario('waiting for a time', () => {
  const [writer, reader] = pair(RecordRing, 16);
  thread('writer', () => {
    writer!.push(bytes(1, 1));
    if (writer!.waitWritable(1, 1)) check(writer!.push(bytes(2, 1)), 'the room is there');
  });
  thread('reader', () => {
    for (let turn = 0, next = 1; turn < 2; turn++) if (reader!.waitReadable(1)) check(reader!.pop()?.[0] === next++, 'the record is there');
  });
});

scenario('nobody comes: the time passes', () => {
  const [writer, reader] = pair(RecordRing, 16);
  writer!.push(bytes(1, 1));
  const full = thread('writer', () => writer!.waitWritable(1, 1));
  const [, idle] = pair(ByteRing, 16);
  const empty = thread('reader', () => idle!.waitReadable(1));
  const none = thread('other reader', () => idle!.waitReadableAsync(1));
  invariant(() => {
    check(full.result === false && empty.result === false && none.result === false, 'and it is said');
    check(reader!.pop()?.[0] === 1, 'nothing is lost');
  });
});

scenario('a reader that must not block', () => {
  const [writer, reader] = pair(RecordRing, 16);
  thread('writer', () => {
    for (let i = 1; i < 3; i++) while (!writer!.push(bytes(i, 1))) writer!.waitWritable(1);
  });
  thread('reader', async () => {
    for (let i = 1; i < 3; i++) {
      check(await reader!.waitReadableAsync(), 'there is a record at last');
      check(reader!.pop()?.[0] === i, 'in order');
    }
  });
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(RecordRing.bytesFor(32));
  new Int32Array(buffer).fill(-7);
  const works = (): boolean => {
    const own = RecordRing.attach(buffer);
    return own.pop() === undefined && own.push(bytes(1, 17)) && !own.push(bytes(1, 1)) && own.pop()?.length === 17;
  };
  const maker = thread('maker', () => RecordRing.create(32, buffer));
  const early = thread('early', () => {
    try {
      return works();
    } catch (error) {
      return error instanceof RangeError && /with \w+\.create first/.test(error.message);
    }
  });
  thread('late', () => {
    join(maker);
    join(early);
    check(works(), 'whole in the end');
  });
  invariant(() => check(early.result === true, 'told, or whole'));
});
