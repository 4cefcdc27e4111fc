/**
 * What must hold of every representation, whatever program it stands for. Lowering is held to it by tests; nothing runs
 * it otherwise.
 */

import { Dominators, targetsOf } from './dominators.ts';
import type { At, BlockId, FileIr, FunctionIr, Instr, ValueId } from './ir.ts';
import { operandsOf } from './operands.ts';

/** What is wrong with a representation of a text of `length` UTF-16 units, as sentences; empty if nothing is. */
export function checkFile(ir: FileIr, length: number): string[] {
  const check = new FileCheck(ir, length);
  check.file();
  return check.problems;
}

class FileCheck {
  readonly problems: string[] = [];

  constructor(
    readonly ir: FileIr,
    readonly length: number,
  ) {}

  file(): void {
    const { functions, classes, cells, exports } = this.ir;
    if (functions[0]?.kind !== 'module') this.#say('Function 0 is not the module body.');
    functions.forEach((fn, i) => this.#function(fn, i));
    cells.forEach((cell, i) => {
      this.#at(cell.at, `cell ${i}`);
      this.#index(cell.owner, functions, `the owner of cell ${i}`);
    });
    classes.forEach((one, i) => {
      if (one.id !== i) this.#say(`Class ${i} says that it is ${one.id}.`);
      this.#at(one.at, `class ${i}`);
      this.#index(one.owner, functions, `the owner of class ${i}`);
      for (const fn of [one.constructorFn, one.initialiser, one.staticInitialiser, ...one.methods.map((method) => method.fn)])
        if (fn !== undefined) this.#index(fn, functions, `a member of class ${i}`);
    });
    for (const one of exports) if (one.kind === 'cell') this.#index(one.cell, cells, `the export ${one.name}`);
    this.ir.regionComments.forEach(({ at }, i) => this.#at(at, `comment ${i}`));
  }

  #say(problem: string): void {
    this.problems.push(problem);
  }

  #index(index: number, list: readonly unknown[], what: string): void {
    if (!Number.isInteger(index) || index < 0 || index >= list.length) this.#say(`${what}: ${index} is not one of ${list.length}.`);
  }

  #at([start, end]: At, what: string): void {
    if (!(start >= 0 && start <= end && end <= this.length)) this.#say(`${what}: [${start}, ${end}) is no stretch of a text of ${this.length}.`);
  }

  #function(fn: FunctionIr, index: number): void {
    const what = `function ${index}`;
    if (fn.id !== index) this.#say(`${what} says that it is ${fn.id}.`);
    this.#at(fn.at, what);
    this.#index(fn.parent, this.ir.functions, `the parent of ${what}`);
    if (fn.class !== undefined) this.#index(fn.class, this.ir.classes, `the class of ${what}`);
    for (const comment of [fn.exclusive, ...fn.params.map(({ aligned }) => aligned?.comment)]) if (comment !== undefined) this.#index(comment, this.ir.regionComments, `a comment of ${what}`);
    fn.blocks.forEach((block, i) => {
      for (const target of [...targetsOf(block), ...(block.handler === undefined ? [] : [block.handler])]) this.#index(target, fn.blocks, `a target of block ${i} of ${what}`);
      for (const id of block.body) this.#index(id, fn.instrs, `an instruction of block ${i} of ${what}`);
    });
    fn.instrs.forEach((instr, i) => this.#instruction(fn, instr, `instruction ${i} of ${what}`));
    if (this.problems.length === 0) new GraphCheck(fn, what, (problem) => this.#say(problem)).run();
  }

  #instruction(fn: FunctionIr, instr: Instr, what: string): void {
    for (const [key, value] of Object.entries(instr)) if ((key === 'at' || key.endsWith('At')) && value !== null) this.#at(value as At, `${what} (${instr.op}.${key})`);
    const values = instr.op === 'phi' ? instr.from.map(([, value]) => value) : operandsOf(instr);
    for (const value of values) this.#index(value, fn.instrs, `an operand of ${what} (${instr.op})`);
    if (instr.op === 'load' || instr.op === 'store') this.#index(instr.cell, this.ir.cells, `the cell of ${what}`);
    if (instr.op === 'closure') this.#index(instr.fn, this.ir.functions, `the function of ${what}`);
    if (instr.op === 'class') this.#index(instr.class, this.ir.classes, `the class of ${what}`);
    if (instr.op === 'param') this.#index(instr.index, fn.params, `the parameter of ${what}`);
  }
}

/** Every use is behind its definition, on all ways; a phi names just the blocks that lead to it. */
class GraphCheck {
  readonly #dominators: Dominators;
  readonly #home = new Map<ValueId, { readonly block: BlockId; readonly position: number }>();

  constructor(
    readonly fn: FunctionIr,
    readonly what: string,
    readonly say: (problem: string) => void,
  ) {
    this.#dominators = new Dominators(fn);
  }

  run(): void {
    this.fn.blocks.forEach(({ body }, block) =>
      body.forEach((id, position) => {
        if (this.#home.has(id)) this.say(`Value ${id} of ${this.what} stands in two places.`);
        this.#home.set(id, { block, position });
      }),
    );
    this.fn.blocks.forEach((block, id) => {
      if (!this.#dominators.isReachable(id)) return;
      block.body.forEach((value, position) => this.#instruction(value, id, position));
      const { end } = block;
      const used = end.kind === 'branch' ? end.cond : end.kind === 'return' || end.kind === 'throw' ? end.value : undefined;
      if (used !== undefined) this.#use(used, id, block.body.length, `the end of block ${id}`);
      if (end.kind === 'unreachable') this.say(`Block ${id} of ${this.what} can be reached, and has no end.`);
    });
  }

  #instruction(id: ValueId, block: BlockId, position: number): void {
    const instr = this.fn.instrs[id];
    if (!instr) return;
    if (instr.op === 'phi') this.#phi(instr, block, `phi ${id}`);
    else for (const operand of operandsOf(instr)) this.#use(operand, block, position, `value ${id} (${instr.op})`);
  }

  #use(value: ValueId, block: BlockId, position: number, user: string): void {
    const home = this.#home.get(value);
    const isThere = home && (home.block === block ? home.position < position : this.#dominators.dominates(home.block, block));
    if (!isThere) this.say(`${user} of ${this.what} uses value ${value}, which is not there on every way.`);
  }

  /** What merges where a block begins is there before anything in it can throw. */
  #leadingPhis(block: BlockId): number {
    const body = this.fn.blocks[block]?.body ?? [];
    const first = body.findIndex((id) => this.fn.instrs[id]?.op !== 'phi');
    return first < 0 ? body.length : first;
  }

  #phi(phi: Extract<Instr, { op: 'phi' }>, block: BlockId, name: string): void {
    const leading = new Set(this.fn.blocks.flatMap((one, from) => (targetsOf(one).includes(block) || one.handler === block ? [from] : [])));
    const named = new Set(phi.from.map(([from]) => from));
    for (const from of leading) if (!named.has(from) && this.#dominators.isReachable(from)) this.say(`${name} of ${this.what} has no value for the way from block ${from}.`);
    for (const [from, value] of phi.from) {
      if (!leading.has(from)) this.say(`${name} of ${this.what} names block ${from}, which does not lead to it.`);
      else if (this.#dominators.isReachable(from)) this.#use(value, from, this.fn.blocks[from]?.handler === block ? this.#leadingPhis(from) : Infinity, `${name}, from block ${from},`);
    }
  }
}
