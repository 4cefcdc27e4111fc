/** What one instruction of a run does, without the functions that it runs in place. */

import type { Instr, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import type { AccessEvent, EventOf } from '../../solve/events.ts';
import { pick } from '../../solve/value.ts';
import type { Facts } from '../facts.ts';

export const accessesAt = (act: Activation, id: ValueId): AccessEvent[] =>
  (act.events.get(id) ?? []).filter((event): event is AccessEvent => event.kind === 'access');

const callsAt = (act: Activation, id: ValueId): EventOf<'call'>[] =>
  (act.events.get(id) ?? []).filter((event): event is EventOf<'call'> => event.kind === 'call');

/** The paths of the language's and the host's functions that a call may call. */
export function nativesAt(act: Activation, id: ValueId): string[] {
  const instr = act.instr(id);
  return instr.op === 'call' || instr.op === 'new' ? pick(act.value(instr.callee), 'native').map(({ path }) => path.replace(/^globalThis\./, '')) : [];
}

/** Code out of sight runs: it may do anything with what it can reach. */
export const isUnseen = (act: Activation, id: ValueId): boolean => callsAt(act, id).some(({ native }) => native === undefined) || isUnknownDispose(act, id);

/** `using x` of something whose `Symbol.dispose` cannot be seen. */
function isUnknownDispose(act: Activation, id: ValueId): boolean {
  const instr = act.instr(id);
  return instr.op === 'dispose' && !act.calls.has(id) && act.value(instr.value).some(({ k }) => k === 'opaque' || k === 'obj' || k === 'native');
}

/** Functions that a call runs, but not in place: it is recursive, or deep down, or they have nothing to do with memory. */
export function passedBy(act: Activation, id: ValueId): { readonly file: string; readonly fn: number }[] {
  return callsAt(act, id).flatMap(({ native }) => {
    const [, file, fn] = /^shared:(.+)#(\d+)$/.exec(native ?? '') ?? [];
    return file === undefined ? [] : [{ file, fn: Number(fn) }];
  });
}

export const isPassedBy = (act: Activation, id: ValueId): boolean => passedBy(act, id).length > 0;

/** Others get a chance to run: `await`, `yield`. */
export const interrupts = ({ op }: Instr): boolean => op === 'await' || op === 'yield';

/** The host's functions that only compute, print or schedule: nothing is handed to anyone by them. */
const COMPUTES =
  /^(?:Math|Number|BigInt|String|Boolean|Object|Array|JSON|Date|performance|console|Symbol|Reflect|Intl|RegExp|Atomics|Map|Set|WeakMap|WeakSet|Promise|URL|URLSearchParams|TextEncoder|TextDecoder|ArrayBuffer|SharedArrayBuffer|DataView|WebAssembly\.Memory|Buffer|(?:\w*Error)|(?:Big)?(?:U?Int|Float)\d+(?:Clamped)?Array|parseInt|parseFloat|isNaN|isFinite|setTimeout|setInterval|setImmediate|queueMicrotask|clearTimeout|clearInterval|clearImmediate|require|node:(?:path|url|perf_hooks|assert|util)|%(?:view|array|map|set|string|primitive|region|memory|promise|fn|settle|TextEncoder|TextDecoder|Date|Error|unknown)%)(?:$|[.%])/;

/** A function of the host that may pass something on: `postMessage`, writing a file. */
export const handsOn = (act: Activation, id: ValueId): boolean => nativesAt(act, id).some((path) => !COMPUTES.test(path));

/** Plain use of bytes that may be shared. */
export const usesPlainly = (facts: Facts, act: Activation, id: ValueId): boolean =>
  accessesAt(act, id).some(({ atomic, view, exclusive }) => !atomic && !exclusive && facts.region(view.origin).shared !== 'no');

const THROWS = /^(?:JSON\.(?:parse|stringify)|structuredClone|postMessage|%worker%\.postMessage|decodeURI(?:Component)?|eval|require|URL|RegExp|node:(?:fs|child_process|crypto|zlib|vm|assert)\b.*)$/;

/** An instruction that may throw by itself: code out of sight, `await`, `yield` (which may be left by `return()`), a host function known to refuse. */
export function mayThrow(act: Activation, id: ValueId): boolean {
  if (isUnseen(act, id) || (interrupts(act.instr(id)) && !awaitsSeen(act, id))) return true;
  if (nativesAt(act, id).some((path) => THROWS.test(path))) return true;
  return passedBy(act, id).some(({ file, fn }) => act.world.fn(file, fn)?.blocks.some(({ end }) => end.kind === 'throw') ?? false);
}

/** `await` of an async function that runs in place: it throws what that throws. */
function awaitsSeen(act: Activation, id: ValueId): boolean {
  const instr = act.instr(id);
  const runs = instr.op === 'await' ? (act.calls.get(instr.value) ?? []) : [];
  return runs.length > 0 && runs.every(({ fn }) => fn.async);
}

/** Whether control can come behind a call without running what it runs in place: one of its callees is another's. */
export function mayPassBy(act: Activation, id: ValueId): boolean {
  const instr = act.instr(id);
  if (isUnseen(act, id) || isPassedBy(act, id)) return true;
  // The language calls a callback any number of times, also none.
  if (nativesAt(act, id).some((path) => /^%(?:array|view|map|set)%/.test(path))) return true;
  return instr.op === 'call' && instr.optional;
}
