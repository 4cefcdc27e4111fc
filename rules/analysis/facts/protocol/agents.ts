/**
 * Which threads run a piece of code, as far as the project shows: the main thread, the workers that run a file.
 *
 * A module runs on the thread of whoever imports it. A file that a worker runs, or that registers an audio processor, is
 * a thread of its own; one that starts itself (`new Worker(__filename)`) is two, told apart by `isMainThread`.
 */

import type { Instr, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import { pick } from '../../solve/value.ts';
import type { World } from '../../solve/world.ts';
import type { Facts } from '../facts.ts';
import { callersOf, carrierIn, makingsOf, placeOf, Reach, rootOf, startOf } from './flow.ts';

export const MAIN = 'main';

export class Agents {
  readonly #entries: ReadonlySet<string>;
  /** By file, the entries whose threads run it; `main` for the main thread. */
  readonly #of = new Map<string, Set<string>>();

  constructor(readonly facts: Facts) {
    const { world } = facts;
    const files = new Set(facts.activations.map(({ task }) => task.file));
    this.#entries = new Set([...world.workerFiles, ...world.processors.values()]);
    const imports = new Map([...files].map((file) => [file, importsOf(world, file)]));
    const imported = new Set([...imports.values()].flat());
    for (const entry of this.#entries) this.#spread(entry, entry, imports);
    for (const file of files) if (!imported.has(file) && (!this.#entries.has(file) || startsItself(facts, file))) this.#spread(file, MAIN, imports);
  }

  #spread(file: string, agent: string, imports: ReadonlyMap<string, readonly string[]>): void {
    const own = this.#of.get(file) ?? new Set();
    if (own.has(agent)) return;
    this.#of.set(file, own.add(agent));
    for (const next of imports.get(file) ?? []) this.#spread(next, agent, imports);
  }

  /** The threads that can run an instruction. */
  at(act: Activation, id: ValueId): ReadonlySet<string> {
    const all = this.#of.get(act.task.file) ?? new Set([MAIN]);
    if (all.size < 2) return all;
    const isMain = mainThreadTest(this.facts, act, id);
    return isMain === undefined ? all : new Set([...all].filter((agent) => (agent === MAIN) === isMain));
  }
}

function startsItself(facts: Facts, file: string): boolean {
  return facts.seen('publish').some(({ event, act }) => event.how === 'start' && event.to === file && act.ir.file === file);
}

function importsOf(world: World, file: string): string[] {
  const ir = world.file(file);
  if (!ir) return [];
  const sources = [...ir.cells.flatMap(({ from }) => from?.source ?? []), ...ir.exports.flatMap((one) => (one.kind === 'cell' ? [] : [one.source])), ...ir.functions.flatMap((fn) => requiresOf(fn.instrs))];
  return [...new Set(sources)].flatMap((source) => world.sources.resolve(source, file) ?? []);
}

/** `require('./x')` of constant names. */
function requiresOf(instrs: readonly Instr[]): string[] {
  return instrs.flatMap((instr) => {
    const callee = instr.op === 'call' ? instrs[instr.callee] : undefined;
    const argument = instr.op === 'call' ? instrs[instr.args[0]?.value ?? -1] : undefined;
    return callee?.op === 'global' && callee.name === 'require' && argument?.op === 'const' && typeof argument.value === 'string' ? [argument.value] : [];
  });
}

/** Whether an instruction runs only where `isMainThread` is true (or false); undefined if that is not tested. */
function mainThreadTest(facts: Facts, act: Activation, id: ValueId, depth = 0): boolean | undefined {
  for (const outer of callersOf(act)) {
    const carrier = carrierIn(outer, act, id);
    const tested = carrier < 0 ? undefined : testedIn(outer, carrier);
    if (tested !== undefined) return tested;
  }
  // A callback runs on the thread that made it.
  const made = depth < 8 ? makingsOf(facts, rootOf(act)).map(([maker, making]) => mainThreadTest(facts, maker, making, depth + 1)) : [];
  return made.every((one) => one === made[0]) ? made[0] : undefined;
}

function testedIn(act: Activation, id: ValueId): boolean | undefined {
  const target = placeOf(act, id);
  for (const { end } of act.fn.blocks) {
    if (end.kind !== 'branch') continue;
    const [test] = pick(act.value(end.cond), 'bool');
    if (test?.id !== 'isMainThread' && test?.id !== '!isMainThread') continue;
    const [yes, no] = [end.yes, end.no].map((to) => new Reach([startOf(act, to)], act).has(target));
    if (yes !== no) return yes === (test.id === 'isMainThread');
  }
  return undefined;
}
