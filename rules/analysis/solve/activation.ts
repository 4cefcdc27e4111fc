/**
 * One run of one function in one context: values by instruction, a state that flows through its blocks, and what it was
 * seen to do. Calls to functions that can be seen are run in place, so an access in a helper knows its caller's region.
 */

import type { Span } from '../base/span.ts';
import type { At, BlockId, FileIr, FunctionIr, Instr, ValueId } from '../ir/ir.ts';
import type { Event } from './events.ts';
import type { SymbolInfo, Symbols } from './number.ts';
import * as R from './range.ts';
import { START, joinStates, sameState, type State } from './state.ts';
import { join, NOTHING, UNDEFINED, type Value } from './value.ts';
import type { Task, World } from './world.ts';

/** What running a function in place tells its caller. */
export interface Outcome {
  readonly value: Value;
  /** The state behind a normal return; undefined if there is none. */
  readonly state: State | undefined;
}

export interface Caller {
  readonly act: Activation;
  readonly at: At;
  readonly id: ValueId;
}

export interface Callee {
  readonly value: Value;
  readonly self: Value;
  readonly args: readonly Value[];
}

/** The operations that know instructions and calls; given to activations so that they need not know them. */
export interface Machine {
  step(act: Activation, id: ValueId, instr: Instr): Value;
  phi(act: Activation, block: BlockId, id: ValueId, instr: Extract<Instr, { op: 'phi' }>): Value;
  /** Whether a phi at a loop's head would give what it gave before. */
  isSettled(act: Activation, block: BlockId, id: ValueId, instr: Extract<Instr, { op: 'phi' }>): boolean;
  /** What a value can be where it is used: as tests have shown it, without the messages that one has ruled out. */
  visible(act: Activation, id: ValueId): Value;
  invoke(act: Activation, id: ValueId, at: At, callee: Callee): Value;
  /** The state on one edge of a branch, or undefined if it cannot be taken. */
  refine(act: Activation, state: State, cond: ValueId, truth: boolean): State | undefined;
}

/** A loop whose values have not settled after so many rounds is taken as it is. */
const ROUNDS = 12;

/** After so many rounds, numbers that grow are widened. */
const WIDEN_AFTER = 3;

export class Activation implements Symbols {
  readonly values: Value[] = [];
  readonly events = new Map<ValueId, Event[]>();
  /** The activations that a call ran in place. */
  readonly calls = new Map<ValueId, Activation[]>();
  /** The states in which blocks were entered, and in which they were left. */
  readonly entered = new Map<BlockId, State>();
  readonly left = new Map<BlockId, State>();
  readonly edges = new Set<string>();
  state: State;
  /** Something that it read has changed since it ran. */
  isStale = false;
  /** Alternatives that the function returns. */
  returned: Value = NOTHING;
  yielded: Value = NOTHING;
  exit: State | undefined;
  throws = false;
  round = 0;

  /** How often each loop's head was gone back to. */
  readonly #rounds = new Map<BlockId, number>();

  /** Phis of loops that ran before. */
  readonly loops = new Set<ValueId>();

  constructor(
    readonly world: World,
    readonly machine: Machine,
    readonly task: Task,
    readonly ir: FileIr,
    readonly fn: FunctionIr,
    readonly self: Value,
    readonly args: readonly Value[] | undefined,
    /** Names this activation: the function, and the calls from the task's own down to it. */
    readonly context: number,
    readonly start: State,
    public caller?: Caller,
    /** The activation that the closure was made in, where it is still live. */
    readonly outer?: Activation,
  ) {
    this.state = start;
  }

  get depth(): number {
    return this.caller ? this.caller.act.depth + 1 : 0;
  }

  span(at: At): Span {
    return { file: this.ir.file, start: at[0], end: at[1] };
  }

  /** A name for what an instruction makes, that is one each time it runs in this context. */
  site(id: ValueId): string {
    return `${this.context}.${id}`;
  }

  /** A name for memory or a view that an instruction makes: one for all contexts where there are too many. */
  made(id: ValueId): string {
    return this.world.contexts.isToldApart(this.ir.file, this.fn.id, id, this.context) ? this.site(id) : this.#expression(id);
  }

  /** Names for a view that an instruction makes: whatever the context, and in this one. */
  makes(id: ValueId): { readonly site: string; readonly made: string } {
    return { site: this.#expression(id), made: this.made(id) };
  }

  #expression(id: ValueId): string {
    return `*${this.ir.file}#${this.fn.id}#${id}`;
  }

  value(id: ValueId): Value {
    return this.state.excluded.size === 0 && this.state.shown.size === 0 ? this.rawValue(id) : this.machine.visible(this, id);
  }

  /** Also what tests have ruled out where this is asked. */
  rawValue(id: ValueId): Value {
    return this.values[id] ?? NOTHING;
  }

  instr(id: ValueId): Instr {
    return this.fn.instrs[id] as Instr;
  }

  update(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
  }

  record(id: ValueId, event: Event): void {
    const list = this.events.get(id);
    if (list) list.push(event);
    else this.events.set(id, [event]);
  }

  join(a: Value, b: Value): Value {
    return join(a, b, this, this.round > WIDEN_AFTER);
  }

  // --- symbols, as the tests on the way here have shown them

  info(symbol: string): SymbolInfo {
    const info = this.world.info(symbol);
    const refined = this.state.refined.get(symbol);
    return refined ? { ...info, range: R.meet(info.range, refined) } : info;
  }

  define(symbol: string, info: SymbolInfo): void {
    this.world.define(symbol, info);
  }

  // --- blocks

  /** A loop is run until nothing changes that its head is given, before what stands behind it. */
  run(): Outcome {
    this.world.entered.add(`${this.ir.file}#${this.fn.id}`);
    const { order, rank } = ordered(this.fn);
    this.entered.set(0, this.state);
    for (let i = 0; i < order.length; i++) {
      const head = this.#runBlock(order[i] as BlockId);
      if (head === undefined) continue;
      this.round = (this.#rounds.get(head) ?? 0) + 1;
      this.#rounds.set(head, this.round);
      if (this.round < ROUNDS) i = (rank[head] ?? 0) - 1;
    }
    // What is asked of it from now on holds wherever it ran.
    this.update({ excluded: START.excluded, shown: START.shown });
    return { value: this.returned, state: this.exit };
  }

  /** Runs one block; the head of a loop to go back to, if there is one. */
  #runBlock(id: BlockId): BlockId | undefined {
    const start = this.entered.get(id);
    const block = this.fn.blocks[id];
    if (!start || !block) return undefined;
    this.state = start;
    if (block.handler !== undefined) this.#propagate(id, block.handler, start);
    for (const at of block.body) {
      const instr = this.instr(at);
      this.events.delete(at);
      this.calls.delete(at);
      const value = instr.op === 'phi' ? this.machine.phi(this, id, at, instr) : this.machine.step(this, at, instr);
      this.values[at] = value;
      if (this.#stopped) break;
    }
    if (this.#stopped) {
      this.#stopped = false;
      this.left.delete(id);
      return undefined;
    }
    this.left.set(id, this.state);
    if (block.handler !== undefined) this.#propagate(id, block.handler, this.state);
    return this.#leave(id);
  }

  #stopped = false;
  /** Nothing behind this instruction runs: its callee never returns. */
  stop(): void {
    this.#stopped = true;
  }

  #leave(id: BlockId): BlockId | undefined {
    const { end } = this.fn.blocks[id] as FunctionIr['blocks'][number];
    switch (end.kind) {
      case 'jump':
        return this.#propagate(id, end.to, this.state);
      case 'branch': {
        const { state } = this;
        const yes = this.machine.refine(this, state, end.cond, true);
        const no = this.machine.refine(this, state, end.cond, false);
        const back = yes && this.#propagate(id, end.yes, yes);
        return (no && this.#propagate(id, end.no, no)) ?? back;
      }
      case 'return':
        this.returned = this.join(this.returned, end.value === undefined ? UNDEFINED : this.value(end.value));
        this.exit = this.exit ? joinStates(this.exit, this.state, this) : this.state;
        return undefined;
      case 'throw':
      case 'rethrow':
        this.throws = true;
        return undefined;
      default:
        return undefined;
    }
  }

  /** The target, if it is a loop's head that ran before its source and must run again. */
  #propagate(from: BlockId, to: BlockId, state: State): BlockId | undefined {
    const edge = `${from}>${to}`;
    const old = this.entered.get(to);
    const isNew = !this.edges.has(edge);
    this.edges.add(edge);
    const isBack = rankOf(this.fn, to) <= rankOf(this.fn, from);
    const next = old ? joinStates(old, state, this, isBack && (this.#rounds.get(to) ?? 0) > WIDEN_AFTER) : state;
    if (!isNew && old && sameState(old, next)) return isBack && !this.#isSettled(to) ? to : undefined;
    this.entered.set(to, next);
    return isBack ? to : undefined;
  }

  /** Whether the head of a loop would give the values that it gave, now that control comes back to it. */
  #isSettled(head: BlockId): boolean {
    const { state } = this;
    this.state = this.entered.get(head) ?? state;
    const settled = (this.fn.blocks[head]?.body ?? []).every((id) => {
      const instr = this.instr(id);
      return instr.op !== 'phi' || this.machine.isSettled(this, head, id, instr);
    });
    this.state = state;
    return settled;
  }
}

const orders = new WeakMap<FunctionIr, { order: BlockId[]; rank: number[] }>();

/** Blocks in reverse post-order: each before its successors, but for the edges that go back to a loop. */
function ordered(fn: FunctionIr): { order: BlockId[]; rank: number[] } {
  const known = orders.get(fn);
  if (known) return known;
  const seen = new Set<BlockId>([0]);
  const post: BlockId[] = [];
  const stack: { block: BlockId; next: BlockId[] }[] = [{ block: 0, next: successors(fn, 0) }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const next = top.next.pop();
    if (next === undefined) {
      post.push(top.block);
      stack.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      stack.push({ block: next, next: successors(fn, next) });
    }
  }
  const order = post.reverse();
  const rank: number[] = [];
  order.forEach((block, i) => (rank[block] = i));
  const both = { order, rank };
  orders.set(fn, both);
  return both;
}

const rankOf = (fn: FunctionIr, block: BlockId): number => ordered(fn).rank[block] ?? 0;

export function successors(fn: FunctionIr, id: BlockId): BlockId[] {
  const block = fn.blocks[id];
  if (!block) return [];
  const { end, handler } = block;
  const normal = end.kind === 'jump' ? [end.to] : end.kind === 'branch' ? [end.yes, end.no] : [];
  return handler === undefined ? normal : [handler, ...normal];
}
