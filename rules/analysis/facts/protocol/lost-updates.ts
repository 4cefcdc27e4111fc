/** Plain updates (`v[i] += n`) of shared bytes that another thread writes as well, where the project shows both threads. */

import type { ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import type { PublishEvent } from '../../solve/events.ts';
import { isAtLeast } from '../certainty.ts';
import type { Access, Facts, Seen } from '../facts.ts';
import { Agents, MAIN } from './agents.ts';
import { nativesAt } from './effects.ts';
import { callersOf, carrierIn, instrAt, nextOf, placeOf, Reach, rootOf } from './flow.ts';
import { isSameLocation, type Made } from './location.ts';
import { loopsOf } from './loops.ts';
import { protocolOf, type Protocol } from './protocol.ts';
import { decidedBy, testsWithin } from './tests.ts';
import { operands } from './uses.ts';

export interface LostUpdate {
  readonly update: Access;
  /** What the other thread writes; the update itself, where a worker that runs it is started more than once. */
  readonly other: Access;
  /** The file whose worker runs the other side; undefined for the main thread. */
  readonly worker: string | undefined;
}

export function lostUpdates(facts: Facts): LostUpdate[] {
  const protocol = protocolOf(facts);
  const agents = new Agents(facts);
  return [...facts.regions()].flatMap(([origin]) => {
    const exposed = facts.exposed(origin).filter(({ act }) => !protocol.isSuperseded(act));
    const writes = exposed.filter(({ event }) => event.writes);
    return exposed.filter(isUpdate).flatMap((update) => {
      const found = lostTo(protocol, agents, update, writes);
      return found ? [found] : [];
    });
  });
}

/** `v[i] += n`, `v[i]++`, and `v[i] = f(v[i])`. */
function isUpdate({ event, act, id }: Access): boolean {
  if (event.atomic || !event.writes || event.bulk !== undefined) return false;
  if (event.reads) return true;
  const instr = act.instr(id);
  return instr.op === 'set' && readsSame(instr.value, { event, act, id });
}

/** The stored value is computed from a plain read of the same element, within one expression or through a variable. */
function readsSame(value: ValueId, update: Made): boolean {
  const { act } = update;
  const seen = new Set<ValueId>();
  const queue = [value];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const own = act.events.get(id) ?? [];
    if (own.some((event) => event.kind === 'access' && !event.atomic && event.reads && !event.writes && isSameLocation({ event, act, id }, update))) return true;
    const instr = act.instr(id);
    if (instr.op === 'binary' || instr.op === 'unary' || instr.op === 'phi' || instr.op === 'call' || instr.op === 'cast' || instr.op === 'declare') queue.push(...operands(instr));
  }
  return false;
}

function lostTo(protocol: Protocol, agents: Agents, update: Access, writes: readonly Access[]): LostUpdate | undefined {
  const { facts } = protocol;
  const own = only(agents.at(update.act, update.id));
  if (own === undefined || protocol.locksHeldAt(update.act, update.id).length > 0) return undefined;
  for (const other of writes) {
    const certainty = other === update ? 'likely' : facts.overlap(update, other);
    if (!certainty || !isAtLeast(certainty, 'likely')) continue;
    const theirs = only(agents.at(other.act, other.id));
    const isOther = theirs !== undefined && theirs !== own;
    if (!isOther && !(theirs === own && own !== MAIN && isSameForAll(protocol, update) && isSameForAll(protocol, other) && isStartedTwice(facts, own, update.event.view.origin))) continue;
    if (isHandedOver(protocol, update) || (isOther && postsAfter(facts, update) && postsAfter(facts, other))) continue;
    return { update, other, worker: theirs === MAIN ? undefined : theirs };
  }
  return undefined;
}

const only = (agents: ReadonlySet<string>): string | undefined => (agents.size === 1 ? [...agents][0] : undefined);

/** The bytes are the same in every worker that runs the code: no unknown, which may be told to each worker, decides them. */
const isSameForAll = (protocol: Protocol, { event, act }: Access): boolean =>
  event.footprint.start.terms.every(
    ({ symbol }) => symbol.endsWith('.byteOffset') || (symbol.startsWith(`loop:${act.task.key}:`) && protocol.facts.symbols.info(symbol).exhaustive) || isDatum(protocol, symbol),
  );

/** What one element after another of some data says, as in a histogram: the data of two workers can say the same. */
function isDatum({ reads }: Protocol, symbol: string): boolean {
  const named = reads.named(symbol);
  return named.length > 0 && named.every(({ event }) => !event.atomic && (event.bulk !== undefined || (event.index?.terms.length ?? 0) > 0));
}

// --- handed over

/** The update runs only after a flag was seen, and the flag is written afterwards: whoever sees it owns the bytes. */
function isHandedOver({ reads, facts }: Protocol, update: Access): boolean {
  const root = rootOf(update.act);
  const target = placeOf(update.act, update.id);
  const later = new Reach(nextOf(target, root), root);
  const isGiven = (flag: Access): boolean =>
    facts.accessesTo(flag.event.view.origin).some((one) => one.event.atomic && (one.event.writes || one.event.op === 'notify') && facts.overlap(one, flag) && rootOf(one.act) === root && later.has(placeOf(one.act, one.id)));
  for (const test of testsWithin(reads, root)) {
    const flags = [...test.reads].filter(({ event }) => event.atomic);
    if (flags.some(isGiven) && decidedBy(test, target)) return true;
  }
  return facts.seen('access').some((wait) => wait.event.op === 'wait' && rootOf(wait.act) === root && isGiven(wait) && new Reach([placeOf(wait.act, wait.id)], root).has(target));
}

/** A message goes out behind the access: the other side goes on when it arrives. */
function postsAfter(facts: Facts, { act, id }: Access): boolean {
  const root = rootOf(act);
  const later = new Reach(nextOf(placeOf(act, id), root), root);
  return [...later.places()].some((place) => {
    const at = instrAt(place);
    return at !== undefined && (place.act.events.get(at) ?? []).some((event) => event.kind === 'publish' && event.how === 'post');
  });
}

// --- workers that run more than once

/** More than one worker runs the file and is given the region. */
export function isStartedTwice(facts: Facts, file: string, origin: string): boolean {
  const given = facts.seen('publish').filter(({ event }) => event.to === file && event.origins.includes(origin));
  const starts = given.filter(({ event }) => event.how === 'start');
  const all = starts.length > 0 ? starts : given;
  return all.length > 1 || all.some((start) => isRepeatedFor(facts, start, origin));
}

/** It runs several times with one and the same region. */
function isRepeatedFor(facts: Facts, start: Seen<PublishEvent>, origin: string): boolean {
  const allocations = facts.seen('alloc').filter(({ event }) => event.origin === origin);
  const isInside = (outer: Activation, has: (carrier: ValueId) => boolean): boolean =>
    allocations.some(({ act, id }) => [...callersOf(act)].includes(outer) && has(carrierIn(outer, act, id)));
  for (const outer of callersOf(start.act)) {
    const carrier = carrierIn(outer, start.act, start.id);
    if (carrier < 0) continue;
    const { block } = placeOf(outer, carrier);
    for (const { blocks } of loopsOf(outer)) if (blocks.has(block) && !isInside(outer, (at) => at >= 0 && blocks.has(placeOf(outer, at).block))) return true;
    if (isCallback(outer, carrier) && !isInside(outer, (at) => at === carrier)) return true;
  }
  return false;
}

/** `Array.from({ length: n }, () => new Worker(…))`, `list.forEach(…)`: the language runs the callback many times. */
const isCallback = (act: Activation, id: ValueId): boolean => (act.calls.get(id) ?? []).length > 0 && nativesAt(act, id).some((path) => /^(?:Array\.from$|%(?:array|view|map|set)%\.)/.test(path));

