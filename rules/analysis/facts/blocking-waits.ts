/** `Atomics.wait` in an agent that cannot block. */

import type { CellId, ValueId } from '../ir/ir.ts';
import type { Activation } from '../solve/activation.ts';
import type { EventOf } from '../solve/events.ts';
import * as N from '../solve/number.ts';
import { pick } from '../solve/value.ts';
import { Agents, type Unblockable } from './agents.ts';
import type { Facts, Seen } from './facts.ts';
import { callersOf, makingsOf, placeOf } from './protocol/flow.ts';
import { decidedBy } from './protocol/tests.ts';

export interface BlockingWait {
  readonly seen: Seen<EventOf<'atomics'>>;
  readonly runsIn: Unblockable;
}

export function blockingWaits(facts: Facts): BlockingWait[] {
  const agents = new Agents(facts);
  let texts: Stringified | undefined;
  return facts.seen('atomics').flatMap((seen): BlockingWait[] => {
    const { event, act, id } = seen;
    const runsIn = event.op === 'wait' ? agents.of(act) : undefined;
    if (!runsIn || isFeatureTest(seen) || (texts ??= new Stringified(facts)).has(act)) return [];
    return runsIn.agent === 'window' && isElsewhere(facts, act, id) ? [] : [{ seen, runsIn }];
  });
}

/** `try { Atomics.wait(v, 0, 0, 0); … } catch { … }` asks whether the agent can block. */
function isFeatureTest({ event, act, id }: Seen<EventOf<'atomics'>>): boolean {
  const [timeout] = pick(event.args[3]?.value ?? [], 'num');
  const handler = act.fn.blocks[placeOf(act, id).block]?.handler;
  const isCaught = handler !== undefined && act.fn.blocks[handler]?.body.some((one) => act.instr(one).op === 'exception');
  return isCaught === true && timeout !== undefined && N.valueOf(timeout.n) === 0;
}

// --- tests of where the code runs

/** A test of the environment decides whether this runs: here, where it is called, or where the function is made. */
function isElsewhere(facts: Facts, act: Activation, id: ValueId): boolean {
  let at = id;
  for (const one of callersOf(act)) {
    if (isDecided(facts, one, at)) return true;
    at = one.caller?.id ?? at;
  }
  return makingsOf(facts, act).some(([maker, made]) => isElsewhere(facts, maker, made));
}

function isDecided(facts: Facts, act: Activation, id: ValueId): boolean {
  const target = placeOf(act, id);
  return act.fn.blocks.some(({ end }, block) => end.kind === 'branch' && act.left.has(block) && isEnvironmentTest(facts, act, end.cond, 0) && decidedBy({ act, block }, target) !== undefined);
}

const ENVIRONMENT = /^(?:window|document|importScripts|WorkerGlobalScope|DedicatedWorkerGlobalScope|ENVIRONMENT_IS_\w+)$/;

function isEnvironmentTest(facts: Facts, act: Activation, id: ValueId, depth: number): boolean {
  if (depth > 8) return false;
  if (pick(act.value(id), 'bool').some((alt) => alt.id?.replace('!', '') === 'isMainThread')) return true;
  const instr = act.instr(id);
  switch (instr.op) {
    case 'unary':
      return instr.operator === 'typeof' ? isEnvironmentName(act, instr.value) : isEnvironmentTest(facts, act, instr.value, depth + 1);
    case 'binary':
      if (instr.operator === 'in') return act.value(instr.left).some((alt) => alt.k === 'str' && ENVIRONMENT.test(alt.s ?? ''));
      return isEnvironmentName(act, instr.right) || isEnvironmentTest(facts, act, instr.left, depth + 1) || isEnvironmentTest(facts, act, instr.right, depth + 1);
    case 'phi':
      return instr.from.some(([, value]) => isEnvironmentTest(facts, act, value, depth + 1));
    case 'load':
      return storedIn(facts, act, instr.cell).some(([owner, value]) => isEnvironmentTest(facts, owner, value, depth + 1)) || ENVIRONMENT.test(act.ir.cells[instr.cell]?.name ?? '');
    case 'cast':
    case 'declare':
      return isEnvironmentTest(facts, act, instr.value, depth + 1);
    default:
      return isEnvironmentName(act, id);
  }
}

function isEnvironmentName(act: Activation, id: ValueId): boolean {
  const instr = act.instr(id);
  return instr.op === 'global' ? ENVIRONMENT.test(instr.name) : instr.op === 'get' && typeof instr.key === 'string' && ENVIRONMENT.test(instr.key);
}

/** What a shared variable is given by the function that declares it. */
function storedIn(facts: Facts, { ir }: Activation, cell: CellId): [Activation, ValueId][] {
  const home = facts.activations.find((one) => one.ir === ir && one.fn.id === ir.cells[cell]?.owner);
  return home?.fn.instrs.flatMap((instr): [Activation, ValueId][] => (instr.op === 'store' && instr.cell === cell ? [[home, instr.value]] : [])) ?? [];
}

// --- functions that run elsewhere

/** Functions that are made text, as what a worker is started with. */
class Stringified {
  readonly #functions = new Set<string>();

  constructor(facts: Facts) {
    for (const act of facts.activations)
      for (const instr of act.fn.instrs) {
        const made = instr.op === 'template' ? instr.parts : instr.op === 'binary' && instr.operator === '+' ? [instr.left, instr.right] : instr.op === 'get' && instr.key === 'toString' ? [instr.obj] : [];
        for (const id of made) for (const { file, fn } of pick(act.value(id), 'fn')) this.#functions.add(`${file}#${fn}`);
      }
  }

  has({ ir, fn }: Activation): boolean {
    for (let at = fn; ; at = ir.functions[at.parent] ?? at) {
      if (this.#functions.has(`${ir.file}#${at.id}`)) return true;
      if (at.parent === at.id) return false;
    }
  }
}
