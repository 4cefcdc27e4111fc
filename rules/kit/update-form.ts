/** The atomic operation that does in one step what an `Atomics.load` and an `Atomics.store` do in two. */

import type { SplitUpdate } from '../analysis/facts/protocol/split-updates.ts';
import type { Access } from '../analysis/facts/facts.ts';
import type { At, Instr } from '../analysis/ir/ir.ts';
import type { Fix } from './finding.ts';
import type { Words } from './words.ts';

type Call = Extract<Instr, { op: 'call' }>;

const UPDATES: Readonly<Record<string, string>> = { '+': 'add', '-': 'sub', '&': 'and', '|': 'or', '^': 'xor' };

/** Undefined where it takes more than a change of these two calls. */
export function updateForm(split: SplitUpdate, words: Words): Fix | undefined {
  const { store } = split;
  const call = store.act.instr(store.id);
  if (call.op !== 'call' || !call.statement || split.load.act !== store.act) return undefined;
  return split.shape === 'nested' ? nested(split, call, words) : split.shape === 'claim' ? claim(split, call, words) : undefined;
}

const text = (words: Words, { file }: { readonly file: string }, at: At): string => (words.texts(file) ?? '').slice(at[0], at[1]);

/** `Atomics.store(v, i, Atomics.load(v, i) + n)`. */
function nested({ store, load }: SplitUpdate, call: Call, words: Words): Fix | undefined {
  const [view, index, value] = call.args;
  const sum = value && store.act.instr(value.value);
  const operation = sum?.op === 'binary' && (sum.left === load.id || (sum.right === load.id && sum.operator !== '-')) ? UPDATES[sum.operator] : undefined;
  const operand = sum && operation ? otherSide(text(words, store.at, sum.at), text(words, load.at, within(load))) : undefined;
  if (!view || !index || operand === undefined) return undefined;
  const form = `Atomics.${operation}(${text(words, store.at, view.at)}, ${text(words, store.at, index.at)}, ${operand})`;
  return { title: `Use \`${form}\``, edits: [{ at: store.at, text: form }] };
}

/** The load becomes the exchange, and the store goes. */
function claim({ store, load, equality }: SplitUpdate, call: Call, words: Words): Fix | undefined {
  const [, , value] = call.args;
  const statement = statementOf(store, words);
  const loading = load.act.instr(load.id);
  const expected = equality && otherSide(text(words, load.at, equality), text(words, load.at, within(load)));
  if (!value || expected === undefined || !statement || loading.op !== 'call') return undefined;
  const [view, index] = loading.args.map(({ at }) => text(words, load.at, at));
  const form = `Atomics.compareExchange(${view}, ${index}, ${expected}, ${text(words, store.at, value.at)})`;
  return { title: `Test and claim with \`${form}\``, edits: [{ at: load.at, text: form }, { at: words.span(store.at.file, statement), text: '' }] };
}

const within = ({ at }: Access): At => [at.start, at.end];

/** The operand beside a call in the text of a binary operation; undefined where the call is in brackets or a cast. */
function otherSide(whole: string, call: string): string | undefined {
  const after = whole.startsWith(call) ? /^\s*(?:[!=]==?|[-+&|^])\s*([\s\S]+)$/.exec(whole.slice(call.length)) : undefined;
  const before = whole.endsWith(call) ? /^([\s\S]+?)\s*(?:[!=]==?|[-+&|^])\s*$/.exec(whole.slice(0, -call.length)) : undefined;
  return after?.[1] ?? before?.[1];
}

/** The statement that is the store alone, with the space before it; undefined if it is the whole body of an `if` or loop. */
function statementOf({ at }: Access, words: Words): At | undefined {
  const all = words.texts(at.file) ?? '';
  const before = all.slice(0, at.start).trimEnd();
  const end = all[at.end] === ';' ? at.end + 1 : at.end;
  return /[{};]$/.test(before) ? [before.length, end] : undefined;
}
