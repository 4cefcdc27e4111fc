/**
 * The reference that the checker is held to: runs a small program in every interleaving of its instructions, plain
 * ones too, one after the other and without any reduction; then orders the events of each execution by the letter of
 * ECMA-262 (program order, reads-from, wake-ups, joins; transitively closed) and looks at all pairs for a race.
 *
 * It shares no code with the checker.
 */

import type { Instruction, Program } from './program.ts';

interface Event { thread: number; word: number; atomic: boolean; reads: boolean; writes: boolean; after: number[] }

interface State {
  memory: number[];
  /** The event that wrote each word last. */
  writer: (number | undefined)[];
  at: number[];
  values: number[][];
  /** Waiters of each word, in the order in which they came. */
  lists: { thread: number; timed: boolean; event: number }[][];
  status: ('ready' | 'asleep' | 'done' | 'dead' | 'stuck')[];
  timeouts: number[];
  died: number;
  events: Event[];
  last: (number | undefined)[];
  /** Edges into the next event of a thread, besides its program order. */
  pending: number[][];
}

export interface Naive {
  /** JSON of each thread's values (null if it died) and of the memory, of executions that end. */
  readonly outcomes: ReadonlySet<string>;
  readonly races: boolean;
  /** Does an execution end with a thread that is blocked for ever? */
  readonly stuck: boolean;
  readonly executions: number;
}

const copy = (s: State): State => structuredClone(s);

/** `undefined` if there are more than `limit` executions. */
export function enumerate(program: Program, limit: number): Naive | undefined {
  const n = program.threads.length;
  const outcomes = new Set<string>();
  let races = false;
  let stuck = false;
  let executions = 0;
  const start: State = {
    memory: new Array<number>(program.words + 1).fill(0), writer: [], at: new Array<number>(n).fill(0), values: program.threads.map(() => []),
    lists: Array.from({ length: program.words }, () => []), status: program.threads.map(() => 'ready'), timeouts: new Array<number>(n).fill(0), died: 0,
    events: [], last: [], pending: program.threads.map(() => []),
  };
  const visit = (s: State): void => {
    if (executions > limit) return;
    const moves = movesOf(program, s);
    if (moves.every((m) => m.optional)) {
      executions++;
      races ||= hasRace(s.events);
      if (s.status.some((x) => x === 'ready' || x === 'asleep')) stuck = true;
      else outcomes.add(JSON.stringify([...s.values.map((v, t) => (s.status[t] === 'dead' ? null : v)), s.memory]));
    }
    for (const move of moves) {
      const after = copy(s);
      move.make(after);
      visit(after);
    }
  };
  normalise(program, start);
  visit(start);
  return executions > limit ? undefined : { outcomes, races, stuck, executions };
}

interface Move { readonly optional: boolean; make(s: State): void }

/** Passes over jumps and ends threads: what is no event. */
function normalise(program: Program, s: State): void {
  for (const [t, thread] of program.threads.entries()) {
    if (s.status[t] !== 'ready') continue;
    for (let c = thread.code[s.at[t]!]; c?.op === 'unless'; c = thread.code[s.at[t]!]) s.at[t]! += s.values[t]!.at(-1) === c.value ? 1 : 1 + c.skip;
    if (s.at[t]! >= thread.code.length) s.status[t] = 'done';
  }
}

function movesOf(program: Program, s: State): Move[] {
  const moves: Move[] = [];
  const add = (make: (s: State) => void, optional = false): void => { moves.push({ optional, make: (x) => { make(x); normalise(program, x); } }); };
  const waits = (t: number): boolean => s.status[t] === 'asleep' && s.lists.some((l) => l.some((w) => w.thread === t && w.timed));
  for (const [t, thread] of program.threads.entries()) {
    const c = thread.code[s.at[t]!];
    if (s.status[t] === 'ready' && c && possible(s, c)) add((x) => { step(x, t, c); });
    if (waits(t) && s.timeouts[t]! < 1) add((x) => { timeOut(x, t); });
  }
  if (moves.length === 0) for (const t of program.threads.keys()) if (waits(t)) add((x) => { timeOut(x, t); });
  for (const [t, thread] of program.threads.entries()) if (thread.dies && s.died === 0 && mortal(s, t, thread.code)) add((x) => { die(x, t); }, true);
  return moves;
}

/** Deaths strike at operations: plain accesses between two of them happen together. */
function mortal(s: State, t: number, code: readonly Instruction[]): boolean {
  if (s.status[t] === 'asleep') return true;
  const op = code[s.at[t]!]?.op;
  return s.status[t] === 'ready' && op !== 'read' && op !== 'write';
}

function possible(s: State, c: Instruction): boolean {
  if (c.op === 'await') return s.memory[c.x] === c.value;
  return c.op !== 'join' || s.status[c.thread] === 'done' || s.status[c.thread] === 'dead';
}

function leaveLists(s: State, t: number): void {
  for (const list of s.lists) list.splice(0, list.length, ...list.filter((w) => w.thread !== t));
}

function timeOut(s: State, t: number): void {
  leaveLists(s, t);
  s.timeouts[t]!++;
  s.status[t] = 'ready';
  s.values[t]!.push(102);
}

function die(s: State, t: number): void {
  leaveLists(s, t);
  s.status[t] = 'dead';
  s.died++;
}

/** Adds an event of a thread; its number. */
function event(s: State, t: number, word: number, atomic: boolean, reads: boolean, writes: boolean): number {
  const after = [...s.pending[t]!];
  if (s.last[t] !== undefined) after.push(s.last[t]);
  if (atomic && reads && s.writer[word] !== undefined) after.push(s.writer[word]);
  s.pending[t] = [];
  s.events.push({ thread: t, word, atomic, reads, writes, after });
  const number = s.events.length - 1;
  s.last[t] = number;
  if (writes && atomic) s.writer[word] = number;
  return number;
}

function step(s: State, t: number, c: Instruction): void {
  s.at[t]!++;
  const values = s.values[t]!;
  switch (c.op) {
    case 'load':
    case 'await':
      event(s, t, c.x, true, true, false);
      if (c.op === 'load') values.push(s.memory[c.x]!);
      return;
    case 'read':
      event(s, t, c.x, false, true, false);
      values.push(s.memory[c.x]!);
      return;
    case 'store':
    case 'write':
      event(s, t, c.x, c.op === 'store', false, true);
      s.memory[c.x] = c.value;
      return;
    case 'add':
    case 'exchange':
      event(s, t, c.x, true, true, true);
      values.push(s.memory[c.x]!);
      s.memory[c.x] = c.op === 'add' ? s.memory[c.x]! + c.value : c.value;
      return;
    case 'cas': {
      const hit = s.memory[c.x] === c.expected;
      event(s, t, c.x, true, true, hit);
      values.push(s.memory[c.x]!);
      if (hit) s.memory[c.x] = c.value;
      return;
    }
    case 'wait': return wait(s, t, c.x, c.expected, c.timed);
    case 'notify': return notify(s, t, c.x, c.count);
    case 'join':
      if (s.last[c.thread] !== undefined) s.pending[t]!.push(s.last[c.thread]!);
      values.push(s.status[c.thread] === 'dead' ? 200 : 201);
      return;
    case 'unless': throw new Error('A jump is no step.');
  }
}

function wait(s: State, t: number, x: number, expected: number, timed: boolean): void {
  const number = event(s, t, x, true, true, false);
  if (s.memory[x] !== expected) {
    s.values[t]!.push(101);
    return;
  }
  s.lists[x]!.push({ thread: t, timed, event: number });
  s.status[t] = 'asleep';
}

/** Leaving and entering the critical section of the waiter list orders the notify after the waits, and what follows the waits after the notify. */
function notify(s: State, t: number, x: number, count: number): void {
  const woken = s.lists[x]!.splice(0, count);
  s.values[t]!.push(woken.length);
  s.pending[t]!.push(...woken.map((w) => w.event));
  const number = event(s, t, -1, true, false, false);
  for (const w of woken) {
    s.status[w.thread] = 'ready';
    s.values[w.thread]!.push(100);
    s.pending[w.thread]!.push(number);
  }
}

function hasRace(events: readonly Event[]): boolean {
  const before = events.map(() => new Set<number>());
  for (const [i, e] of events.entries()) for (const j of e.after) for (const k of [j, ...before[j]!]) before[i]!.add(k);
  return events.some((b, j) => events.slice(0, j).some((a, i) => a.word === b.word && a.word >= 0 && a.thread !== b.thread && (a.writes || b.writes) && !(a.atomic && b.atomic) && !before[j]!.has(i)));
}
