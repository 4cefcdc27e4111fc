/**
 * `Atomics.wait` in an agent that cannot block: an audio worklet, a service worker, a window.
 *
 * Who waits for the busy flag of the document must be able to sleep. The main thread of a page and the threads of its
 * worklets are not: there `Atomics.wait` throws a TypeError whatever the flag says. `Atomics.waitAsync` waits without
 * blocking.
 */

import type { Span } from './analysis/base/span.ts';
import { blockingWaits, type BlockingWait } from './analysis/facts/blocking-waits.ts';
import { callPath } from './kit/conflicts.ts';
import { defineRule, type Mended } from './kit/define-rule.ts';
import type { Related, TextEdit } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Blocking extends BlockingWait {
  readonly at: Span;
  readonly certainty: 'likely';
}

export const noBlockingWait = defineRule<Blocking>({
  name: 'no-blocking-wait',
  presets: ['recommended', 'strict'],
  description: '`Atomics.wait` must not be called where the agent cannot block',
  fixable: false,
  hasSuggestions: true,
  find: (facts) => blockingWaits(facts).map((found) => ({ ...found, at: found.seen.at, certainty: 'likely' as const })),
  say,
  mend,
});

function say({ runsIn, seen, certainty }: Blocking): { message: string; related: Related[] } {
  const { agent, because, name } = runsIn;
  const where = name ? `\`${name}\` runs in an audio worklet` : agent === 'window' ? 'this file uses `window` or `document`, so it runs in a page' : `this code runs in a ${agent}`;
  const message = `${hedge(certainty)}\`Atomics.wait\` throws a TypeError here: ${where}, which cannot block. Wait for the flag without blocking, with \`Atomics.waitAsync\`, or let a worker wait.`;
  const related: Related[] = because ? [{ at: because, message: name ? 'The class of the processor' : 'The file is registered here' }] : [];
  return { message, related: [...related, ...callPath(seen)] };
}

function mend({ at, seen }: Blocking, words: Words): Mended {
  const { act, id } = seen;
  const text = words.texts(at.file) ?? '';
  const instr = act.instr(id);
  const end = instr.op === 'call' ? instr.calleeAt[1] : 0;
  // An alias of `Atomics.wait` has another name.
  if (!/\.\s*wait$/.test(text.slice(at.start, end))) return {};
  const insert = (place: number, inserted: string): TextEdit => ({ at: { file: at.file, start: place, end: place }, text: inserted });
  const renamed = insert(end, 'Async');
  if (!act.fn.async || act.fn.kind === 'module') return { suggestions: [{ title: 'Use `Atomics.waitAsync`, and go on when its promise settles', edits: [renamed] }] };
  const isInner = /^\s*[.[(?]/.test(text.slice(at.end));
  const [open, close] = isInner ? ['(await ', '.value)'] : ['await ', '.value'];
  return { suggestions: [{ title: 'Use `await Atomics.waitAsync(…).value`', edits: [insert(at.start, open), renamed, insert(at.end, close)] }] };
}
