/** Agents that cannot block, as far as the project shows which code runs in one. ECMA-262, AgentCanSuspend. */

import type { Span } from '../base/span.ts';
import type { FunctionIr } from '../ir/ir.ts';
import type { Activation } from '../solve/activation.ts';
import { text } from '../solve/arithmetic.ts';
import type { EventOf } from '../solve/events.ts';
import { pick, type Alt, type Value } from '../solve/value.ts';
import type { Facts, Seen } from './facts.ts';
import { callersOf } from './protocol/flow.ts';

export interface Unblockable {
  readonly agent: 'window' | 'worklet' | 'service worker';
  /** The class or the registration that says so. */
  readonly because?: Span;
  /** The class that runs there. */
  readonly name?: string;
}

export class Agents {
  readonly #registered: ReadonlyMap<string, Unblockable>;

  constructor(readonly facts: Facts) {
    this.#registered = new Map(facts.seen('call').flatMap((seen) => registration(facts, seen)));
  }

  /** The agent that runs an activation, if it cannot block. */
  of(act: Activation): Unblockable | undefined {
    for (const one of callersOf(act)) {
      const found = processorAround(this.facts, one) ?? this.#registered.get(one.ir.file);
      if (found) return found;
    }
    // A script that is also started as a worker runs its functions there.
    return act.ir.usesWindow && !this.facts.world.workerFiles.has(act.ir.file) ? { agent: 'window' } : undefined;
  }
}

// --- audio processors

function processorAround(facts: Facts, { ir, fn }: Activation): Unblockable | undefined {
  for (let at: FunctionIr | undefined = fn; at; at = at.parent === at.id ? undefined : ir.functions[at.parent]) {
    const owner = at.class === undefined ? undefined : ir.classes[at.class];
    if (owner && isProcessor(facts, `${ir.file}#${owner.id}`, 0)) return { agent: 'worklet', name: owner.name, because: { file: ir.file, start: owner.at[0], end: owner.at[0] } };
  }
  return undefined;
}

function isProcessor(facts: Facts, key: string, depth: number): boolean {
  if (facts.world.class(key)?.ir.superName === 'AudioWorkletProcessor') return true;
  const parents = depth < 8 ? facts.world.peek(`super:${key}`) : [];
  return parents.some((parent) => (parent.k === 'native' && parent.path === 'AudioWorkletProcessor') || (parent.k === 'class' && isProcessor(facts, `${parent.file}#${parent.class}`, depth + 1)));
}

// --- registered files

/** `navigator.serviceWorker.register(file)`, `audioWorklet.addModule(file)`, and `registerProcessor` in a file. */
function registration(facts: Facts, seen: Seen<EventOf<'call'>>): (readonly [string, Unblockable])[] {
  const { event, act, at } = seen;
  const name = calledName(seen);
  if (/^register(?:Processor|Paint|Layout|Animator)$/.test(name)) return [[act.ir.file, { agent: 'worklet', because: at }]];
  const agent = name === 'addModule' ? 'worklet' : name === 'register' && isOfServiceWorkers(seen) ? 'service worker' : undefined;
  if (!agent) return [];
  return filesIn(facts, event.args[0]?.value ?? [], act.ir.file).map((file) => [file, { agent, because: at }]);
}

function calledName({ act, id }: Seen): string {
  const instr = act.instr(id);
  const callee = instr.op === 'call' ? act.instr(instr.callee) : undefined;
  if (callee?.op === 'get') return typeof callee.key === 'string' ? callee.key : '';
  return callee?.op === 'global' ? callee.name : '';
}

function isOfServiceWorkers({ event, act, id }: Seen<EventOf<'call'>>): boolean {
  if (event.native?.endsWith('serviceWorker.register')) return true;
  const instr = act.instr(id);
  const receiver = instr.op === 'call' && instr.receiver !== undefined ? act.value(instr.receiver) : [];
  return pick(receiver, 'opaque').some(({ type }) => type?.kind === 'name' && type.name === 'ServiceWorkerContainer');
}

function filesIn(facts: Facts, value: Value, from: string): string[] {
  return value.flatMap((alt) => fileOf(facts, alt, from) ?? []);
}

function fileOf(facts: Facts, alt: Alt, from: string): string | undefined {
  // `import url from './processor.js?worker&url'`, `import url from './processor.js?url'`.
  if (alt.k === 'native' && alt.path.startsWith('worker:')) return alt.path.slice(7);
  const [, imported] = alt.k === 'opaque' ? (/^import:(.+\?(?:.*&)?url):default$/.exec(alt.origin) ?? []) : [];
  const path = imported ?? text([alt]);
  return path === undefined ? undefined : facts.world.sources.resolvePath(path, from);
}
