/**
 * Builds the graph of one function in static single assignment form, as a structured language allows: a join needs a
 * phi only for the variables that are written between its fork and itself, and those are known from the scopes.
 */

import type { Variable } from '@typescript-eslint/scope-manager';
import type { At, BlockId, Instr, Terminator, ValueId } from '../ir/ir.ts';

interface OpenBlock {
  readonly body: ValueId[];
  end: Terminator | undefined;
  handler?: BlockId;
  loop?: At;
}

/** The values of some variables where control arrives at a join. */
interface Arrival {
  readonly from: BlockId;
  readonly values: readonly ValueId[];
}

/** A place that several ways lead to: after an `if`, behind a loop, at a label, in a handler. */
export class Join {
  readonly arrivals: Arrival[] = [];
  constructor(
    readonly block: BlockId,
    readonly variables: readonly Variable[],
  ) {}
}

/** Phis are completed when the back edges of their loop are known. */
type Phi = { -readonly [K in keyof Extract<Instr, { op: 'phi' }>]: Extract<Instr, { op: 'phi' }>[K] } & { from: [BlockId, ValueId][] };

export class GraphBuilder {
  readonly instrs: Instr[] = [];
  readonly blocks: OpenBlock[] = [];
  readonly values = new Map<Variable, ValueId>();
  /** Where a throw goes now; absent: out of the function. */
  handler: Join | undefined;
  #current: BlockId | undefined;

  constructor() {
    this.#current = this.newBlock();
  }

  /** False behind a `return`, `throw`, `break` or `continue`: such code is not lowered. */
  get reachable(): boolean {
    return this.#current !== undefined;
  }

  newBlock(): BlockId {
    this.blocks.push({ body: [], end: undefined });
    return this.blocks.length - 1;
  }

  emit(instr: Instr): ValueId {
    const id = this.instrs.length;
    this.instrs.push(instr);
    if (this.#current !== undefined) {
      const block = this.#block(this.#current);
      block.body.push(id);
      if (this.handler) block.handler = this.handler.block;
    }
    return id;
  }

  enter(block: BlockId): void {
    this.#current = block;
    if (this.handler) {
      this.#block(block).handler = this.handler.block;
      this.#arrive(this.handler, block);
    }
  }

  markLoop(block: BlockId, at: At): void {
    this.#block(block).loop = at;
  }

  end(terminator: Terminator): void {
    if (this.#current === undefined) return;
    this.#block(this.#current).end = terminator;
    this.#current = undefined;
  }

  branch(cond: ValueId, yes: BlockId, no: BlockId, at: At): void {
    this.end({ kind: 'branch', cond, yes, no, at });
  }

  /** Goes to a join, taking along what its variables hold here. `at`: the `break` or `continue` that does. */
  jump(join: Join, at?: At): void {
    if (this.#current === undefined) return;
    this.#arrive(join, this.#current);
    this.end({ kind: 'jump', to: join.block, ...(at && { at }) });
  }

  /** The edge of a branch that goes straight to a join; it does nothing that could throw. */
  branchTo(join: Join): BlockId {
    const block = this.newBlock();
    const values = join.variables.map((variable) => this.values.get(variable) ?? this.#undefined());
    this.#block(block).end = { kind: 'jump', to: join.block };
    join.arrivals.push({ from: block, values });
    return block;
  }

  /** A variable gets a new value; inside a `try` the handler may see the old one and the new one. */
  write(variable: Variable, value: ValueId): void {
    this.values.set(variable, value);
    if (!this.handler || this.#current === undefined) return;
    const next = this.newBlock();
    this.end({ kind: 'jump', to: next });
    this.enter(next);
  }

  /** Continues at a join with a phi for each variable whose arrivals differ. Unreachable if nothing arrives. */
  arriveAt(join: Join): void {
    if (join.arrivals.length === 0) {
      this.#current = undefined;
      return;
    }
    const outer = this.handler;
    this.handler = undefined;
    this.#current = join.block;
    join.variables.forEach((variable, i) => this.values.set(variable, this.#merge(join, i, variable.name)));
    this.handler = outer;
    this.enter(join.block);
  }

  /** Starts a loop: its variables get phis that `closeLoop` completes. Returns the join to `continue` to. */
  openLoop(variables: readonly Variable[], at: At): Join {
    const head = this.newBlock();
    const join = new Join(head, variables);
    this.jump(join);
    this.markLoop(head, at);
    this.enter(head);
    const first = join.arrivals[0];
    variables.forEach((variable, i) => {
      const from: [BlockId, ValueId][] = first ? [[first.from, first.values[i] ?? 0]] : [];
      this.values.set(variable, this.emit({ op: 'phi', from, name: variable.name, at: [at[0], at[0]] }));
    });
    return join;
  }

  closeLoop(join: Join): void {
    const phis = this.#block(join.block).body.slice(0, join.variables.length);
    for (const { from, values } of join.arrivals.slice(1))
      phis.forEach((id, i) => (this.instrs[id] as Phi).from.push([from, values[i] ?? id]));
  }

  #merge(join: Join, index: number, name: string): ValueId {
    const from = join.arrivals.map((arrival) => [arrival.from, arrival.values[index] ?? 0] as const);
    const first = from[0]?.[1] ?? 0;
    if (from.every(([, value]) => value === first)) return first;
    return this.emit({ op: 'phi', from, name, at: [0, 0] });
  }

  #arrive(join: Join, from: BlockId): void {
    join.arrivals.push({ from, values: join.variables.map((variable) => this.values.get(variable) ?? this.#undefined()) });
  }

  #undefinedValue: ValueId | undefined;
  /** A variable that nothing was assigned to yet. It belongs to the entry block, which dominates all others. */
  #undefined(): ValueId {
    if (this.#undefinedValue === undefined) {
      this.#undefinedValue = this.instrs.length;
      this.instrs.push({ op: 'const', value: { undefined: true }, at: [0, 0] });
      this.#block(0).body.unshift(this.#undefinedValue);
    }
    return this.#undefinedValue;
  }

  /** What a variable held at a fork, for the other way from there. */
  restore(variable: Variable, value: ValueId | undefined): void {
    if (value === undefined) this.values.delete(variable);
    else this.values.set(variable, value);
  }

  read(variable: Variable): ValueId {
    return this.values.get(variable) ?? this.#undefined();
  }

  #block(id: BlockId): OpenBlock {
    const block = this.blocks[id];
    if (!block) throw new Error(`Block ${id} does not exist.`);
    return block;
  }
}
