/** The mailbox: each caller gets the answer to its own request, and a caller that gives up leaves the mailbox usable. */

import { check, invariant, join, scenario, thread } from '../checker/api.ts';
import { Mailbox } from '../src/mailbox.ts';

const STATE = 2;

/** So many handles on one mailbox. */
function mailboxes(n: number, spins = 0): Mailbox[] {
  const { buffer } = Mailbox.create(8);
  const handles: Mailbox[] = [];
  for (let t = 0; t < n; t++) handles.push(Mailbox.attach(buffer));
  for (const handle of handles) handle.spins = spins;
  return handles;
}

/** Answers a request with twice its bytes, each one more. */
const more = (request: Uint8Array): Uint8Array => new Uint8Array([...request, ...request].map((byte) => byte + 1));

function ask(mailbox: Mailbox, mark: number, ms = Infinity): boolean {
  const answer = mailbox.call(new Uint8Array([mark, mark]), ms);
  if (!answer) return false;
  check(answer.length === 4, 'the answer has its own length');
  for (const byte of answer) check(byte === mark + 1, 'the answer is to this request');
  return true;
}

scenario('one calls twice, one serves', () => {
  const [caller, server] = mailboxes(2);
  thread('caller', () => {
    check(ask(caller!, 1), 'an answer');
    check(ask(caller!, 5), 'an answer');
  });
  thread('server', () => {
    for (let i = 0; i < 2; i++) check(server!.serve(more), 'a call');
  });
});

scenario('two call, one serves', { preemptions: 2 }, () => {
  const [first, second, server] = mailboxes(3);
  thread('caller', () => check(ask(first!, 1), 'an answer'));
  thread('caller', () => check(ask(second!, 5), 'an answer'));
  thread('server', () => {
    for (let i = 0; i < 2; i++) check(server!.serve(more), 'a call');
  });
});

scenario('two call, two serve', { preemptions: 1 }, () => {
  const [first, second, server, other] = mailboxes(4);
  thread('caller', () => check(ask(first!, 1), 'an answer'));
  thread('caller', () => check(ask(second!, 5), 'an answer'));
  thread('server', () => check(server!.serve(more), 'a call'));
  thread('server', () => check(other!.serve(more), 'a call'));
});

scenario('with spinning', () => {
  const [caller, server] = mailboxes(2, 1);
  thread('caller', () => check(ask(caller!, 1), 'an answer'));
  thread('server', () => check(server!.serve(more), 'a call'));
});

scenario('a caller that gives up leaves the mailbox to the next', { preemptions: 3 }, () => {
  const [caller, server] = mailboxes(2);
  thread('caller', () => {
    ask(caller!, 1, 1);
    check(ask(caller!, 5), 'an answer');
  });
  thread('server', () => {
    while (server!.serve(more));
  }, { daemon: true });
});

scenario('a caller that gives up leaves the mailbox to another', { preemptions: 1 }, () => {
  const [impatient, patient, server] = mailboxes(3);
  thread('impatient', () => ask(impatient!, 1, 1));
  thread('patient', () => check(ask(patient!, 5), 'an answer'));
  thread('server', () => {
    while (server!.serve(more));
  }, { daemon: true });
});

scenario('nobody serves, nobody calls: the time passes', () => {
  const [caller, other] = mailboxes(2);
  const [server, waiting] = mailboxes(2);
  const asked = thread('caller', () => ask(caller!, 1, 1) || ask(other!, 1, 0));
  const served = thread('server', () => server!.serve(more, 1));
  const later = thread('server', () => waiting!.serveAsync(more, 1));
  invariant(() => check(asked.result === false && served.result === false && later.result === false, 'and it is said'));
});

scenario('the handler throws: both sides are told, and the next call is served', () => {
  const [caller, server] = mailboxes(2);
  thread('caller', () => {
    let told = false;
    try {
      caller!.call(new Uint8Array(1));
    } catch {
      told = true;
    }
    check(told, 'the caller is told');
    check(ask(caller!, 5), 'an answer');
  });
  thread('server', () => {
    let told = false;
    try {
      server!.serve(() => new Uint8Array(99));
    } catch (error) {
      told = error instanceof RangeError;
    }
    check(told, 'the answer is too long');
    server!.serve(more);
  });
});

scenario('a server that must not block', () => {
  const [first, second, server] = mailboxes(3);
  thread('caller', () => check(ask(first!, 1), 'an answer'));
  thread('server', async () => check(await server!.serveAsync(more), 'a call'));
  invariant(() => check(second!.call(new Uint8Array(1), 0) === undefined, 'and nobody serves any more'));
});

scenario('two servers that must not block, one call', () => {
  const [caller, ...servers] = mailboxes(3);
  thread('caller', () => check(ask(caller!, 1), 'an answer'));
  const served = servers.map((server) => thread('server', async () => await server.serveAsync(more), { daemon: true }));
  invariant(() => check(served.filter((t) => t.result === true).length === 1, 'one of them serves it'));
});

/** Who attaches while another thread still makes it, in bytes that hold something else, is told, or finds it whole. */
scenario('attached to while it is made', () => {
  const buffer = new SharedArrayBuffer(Mailbox.bytesFor(8));
  new Int32Array(buffer).fill(-7);
  const works = (): boolean => {
    const own = Mailbox.attach(buffer);
    return own.capacity === 8 && own.call(new Uint8Array(1), 0) === undefined && Atomics.load(new Int32Array(buffer), STATE) === 0;
  };
  const maker = thread('maker', () => Mailbox.create(8, buffer));
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
