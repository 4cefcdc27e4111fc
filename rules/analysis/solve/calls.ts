/** Calls: functions that can be seen run in place; the language's and the host's are modelled; the rest is code out of sight. */

import { elementKind } from '../models/elements.ts';
import type { At, FileIr, FunctionIr, Instr, ValueId } from '../ir/ir.ts';
import { Activation, type Callee } from './activation.ts';
import { typed } from './annotations.ts';
import type { Argument, Call } from './call.ts';
import { returnAsDeclared } from './declared.ts';
import { callNative } from './natives.ts';
import { newNative } from './new-native.ts';
import { isEntered } from './entering.ts';
import * as N from './number.ts';
import { allocate, escape, forget, interrupt, lose, startMembers, writeField } from './objects.ts';
import * as R from './range.ts';
import { joinStates, sameState, type State } from './state.ts';
import { constructView } from './views.ts';
import { number, opaque, pick, sameValue, NOTHING, UNDEFINED, type Alt, type AltOf, type Value } from './value.ts';
import { captured, frameName } from './variables.ts';

export function callMethod(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'call' }>): Value {
  const self = instr.receiver === undefined ? NOTHING : act.value(instr.receiver);
  const call: Call = { id, at: instr.at, args: argumentsOf(act, id, instr.args), self, selfAt: receiverAt(act, instr) };
  return each(act, act.value(instr.callee), (alt) => callAlt(act, call, alt), () => unseen(act, call));
}

function receiverAt(act: Activation, instr: Extract<Instr, { op: 'call' }>): At {
  const callee = act.instr(instr.callee);
  return callee.op === 'get' ? callee.objAt : instr.calleeAt;
}

/** Spread arrays whose elements are known are laid out. */
function argumentsOf(act: Activation, id: ValueId, args: Extract<Instr, { op: 'call' }>['args']): Argument[] {
  return args.flatMap(({ value, at, spread }): Argument[] => {
    const own = act.value(value);
    if (!spread) return [{ value: own, at }];
    const step = { op: 'iterate', source: value, of: true, index: null, rest: false, sourceAt: at, at } as const;
    const [array] = pick(own, 'obj');
    const exact = array ? act.world.fieldsOf(array.id).filter((name) => /^\d+$/.test(name)).sort((a, b) => Number(a) - Number(b)) : [];
    if (array && exact.length > 0) return exact.map((_, index) => ({ value: act.machine.step(act, id, { ...step, index }), at }));
    return [{ value: act.machine.step(act, id, step), at }];
  });
}

export function invoke(act: Activation, id: ValueId, at: At, { value, self, args }: Callee): Value {
  const call: Call = { id, at, args: args.map((one) => ({ value: one, at })), self, selfAt: at };
  return each(act, value, (alt) => callAlt(act, call, alt), () => unseen(act, call));
}

/** Runs every alternative from the same state and joins where they end. */
function each(act: Activation, callees: Value, run: (alt: Alt) => Value, none: () => Value): Value {
  if (callees.length === 0) return act.world.isSettled ? none() : waitForValue(act);
  if (callees.length === 1) return run(callees[0] as Alt);
  const start = act.state;
  let end: State | undefined;
  let out: Value = NOTHING;
  for (const alt of callees) {
    act.state = start;
    out = act.join(out, run(alt));
    end = end ? joinStates(end, act.state, act) : act.state;
  }
  act.state = end ?? start;
  return out;
}

/** What is called comes from code that has not run yet: this task runs again when it has. */
function waitForValue(act: Activation): Value {
  act.world.waiting.add(act.task);
  act.stop();
  return NOTHING;
}

function callAlt(act: Activation, call: Call, alt: Alt): Value {
  switch (alt.k) {
    case 'fn':
      return callFunction(act, call, alt);
    case 'native':
      return callNative(act, call, alt);
    case 'undefined':
    case 'null':
      return NOTHING;
    case 'class':
      return construct(act, call, alt);
    case 'opaque':
      return declaredResult(act, call, alt, unseen(act, call));
    default:
      return unseen(act, call);
  }
}

/** What code out of sight gives is what its type says. */
function declaredResult(act: Activation, call: Call, { type, file }: AltOf<'opaque'>, result: Value): Value {
  const [unknown] = pick(result, 'opaque');
  if (type?.kind !== 'function' || type.returns.kind === 'other' || file === undefined || !unknown) return result;
  return typed({ world: act.world, file, origin: unknown.origin, label: 'the result', at: act.span(call.at) }, type.returns);
}

/** Code that cannot be seen into: it may keep, run and share everything that it can reach. */
export function unseen(act: Activation, call: Call): Value {
  const given = [call.self, ...call.args.map(({ value }) => value)];
  act.record(call.id, { kind: 'call', at: call.at, native: undefined, args: call.args, self: call.self });
  for (const value of given) {
    for (const fn of pick(value, 'fn')) lose(act, captured(act, act.world.fn(fn.file, fn.fn) as FunctionIr, frameOf(act, fn)));
    lose(act, value);
    escape(act.world, value);
  }
  interrupt(act);
  return opaque(`call:${act.site(call.id)}`);
}

const frameOf = (act: Activation, fn: AltOf<'fn'>): Activation | undefined =>
  fn.frame === undefined ? undefined : (act.world.frames.get(fn.frame) as Activation | undefined);

export function callFunction(act: Activation, call: Call, alt: AltOf<'fn'>): Value {
  const ir = act.world.file(alt.file);
  const fn = ir?.functions[alt.fn];
  if (!ir || !fn) return unseen(act, call);
  const self = alt.bound?.self ?? call.self;
  const args = [...(alt.bound?.args ?? []), ...call.args.map(({ value }) => value)];
  const again = timesInChain(act, fn, alt.file);
  if (again > 1 || !isEntered(act, fn, alt.file, self, args)) return passBy(act, call, alt, fn, again > 0);
  // A function that calls itself is run once more, with numbers that may have become any.
  if (again === 1) return enterWith(act, call, alt, ir, fn, self, args.map((value, i) => anyNumber(act, call, value, i)));
  return enterWith(act, call, alt, ir, fn, self, args);
}

function enterWith(act: Activation, call: Call, alt: AltOf<'fn'>, ir: FileIr, fn: FunctionIr, self: Value, args: readonly Value[]): Value {
  const context = act.world.contexts.of(alt.file, alt.fn, act.context, call.id);
  const caller = { act, at: call.at, id: call.id };
  const known = act.world.ran.get(context) as Activation | undefined;
  if (known && isSameRun(known, act, self, args, frameOf(act, alt))) {
    known.caller = caller;
    spend(known);
    return leave(act, call, known);
  }
  const child = new Activation(act.world, act.machine, act.task, ir, fn, self, args, context, act.state, caller, frameOf(act, alt));
  act.world.ran.set(context, child);
  return enter(act, call, child);
}

/** A call that was run before with the same values in the same state, and nothing that it read has changed since. */
function isSameRun(known: Activation, act: Activation, self: Value, args: readonly Value[], outer: Activation | undefined): boolean {
  if (known.isStale || !sameValue(known.self, self) || known.args?.length !== args.length) return false;
  if (!sameValue(known.outer?.self ?? NOTHING, outer?.self ?? NOTHING)) return false;
  return args.every((one, i) => sameValue(one, known.args?.[i] ?? NOTHING)) && sameState(known.start, act.state);
}

/** Runs an activation in place and goes on behind it. */
function enter(act: Activation, call: Call, child: Activation): Value {
  const { world } = act;
  world.frames.set(frameName(child), child);
  world.active = child;
  world.spend(child.fn);
  initialise(child);
  child.run();
  world.active = act;
  return leave(act, call, child);
}

/** A run that is used again costs what it cost before, so that a task enters the same functions each time. */
function spend(act: Activation): void {
  act.world.spend(act.fn);
  for (const children of act.calls.values()) for (const child of children) spend(child);
}

/** Goes on behind a call that has run. */
function leave(act: Activation, call: Call, child: Activation): Value {
  act.world.frames.set(frameName(child), child);
  const { returned: value, exit: state } = child;
  const list = act.calls.get(call.id) ?? [];
  act.calls.set(call.id, [...list, child]);
  if (!state) {
    act.stop();
    return NOTHING;
  }
  act.state = state;
  return result(child.fn, value, child, act);
}

export function result(fn: FunctionIr, value: Value, child: Activation, act: Activation): Value {
  if (fn.generator) {
    const obj = { k: 'obj', id: `arr:${child.site(-1)}` } as const;
    writeField(act, obj, '[]', child.yielded);
    return [obj];
  }
  const told = returnAsDeclared(act, child, value);
  return fn.async ? [{ k: 'promise', of: told }] : told;
}

/** A constructor without a superclass runs the field initialisers first. */
export function initialise(act: Activation): void {
  const { fn, ir } = act;
  if (fn.kind !== 'constructor' || fn.class === undefined) return;
  const key = `${ir.file}#${fn.class}`;
  if (act.world.read(`super:${key}`).length === 0) runInitialiser(act, key, act.self, -1, fn.at);
}

function runInitialiser(act: Activation, key: string, self: Value, id: ValueId, at: At): void {
  const found = act.world.class(key);
  if (found?.ir.initialiser === undefined) return;
  callFunction(act, { id, at, args: [], self, selfAt: at }, { k: 'fn', file: found.file, fn: found.ir.initialiser });
}

/** How often a function is on the way from the task to here. */
function timesInChain(act: Activation, fn: FunctionIr, file: string): number {
  let times = 0;
  for (let at: Activation | undefined = act; at; at = at.caller?.act) if (at.fn === fn && at.ir.file === file) times++;
  return times;
}

function anyNumber(act: Activation, call: Call, value: Value, index: number): Value {
  const [alt] = value;
  if (value.length !== 1 || alt?.k !== 'num') return value;
  const symbol = `again:${act.site(call.id)}.${index}`;
  act.define(symbol, { range: R.ANY, label: '', exhaustive: false, natural: true });
  return number(N.symbolic(symbol), alt.big);
}

/** A call that is not run in place: the function is looked at on its own, for all its callers. */
function passBy(act: Activation, call: Call, alt: AltOf<'fn'>, fn: FunctionIr, isRunning: boolean): Value {
  const { world } = act;
  // Field initialisers run without an instruction that calls them.
  if (call.id >= 0) act.record(call.id, { kind: 'call', at: call.at, native: `shared:${alt.file}#${fn.id}`, args: call.args, self: call.self });
  if (!isRunning) world.start(alt.file, fn, world.selfOf(alt.file, fn.id), true);
  forget(act);
  return isRunning ? opaque(`call:${act.site(call.id)}`) : summary(act, call, world.read(`r:${alt.file}#${alt.fn}`));
}

/** What a function gives, without what it says of its own parameters. */
function summary(act: Activation, call: Call, value: Value): Value {
  const site = act.site(call.id);
  return value.reduce<Value>((out, alt) => act.join(out, [summarised(act, call, alt, site)]), NOTHING);
}

function summarised(act: Activation, call: Call, alt: Alt, site: string): Alt {
  switch (alt.k) {
    case 'num': {
      if (N.isConstantNum(alt.n)) return alt;
      act.define(`at:${site}`, { range: N.rangeOf(alt.n, act.world), label: '', exhaustive: false, natural: true });
      return { k: 'num', n: N.symbolic(`at:${site}`), big: alt.big };
    }
    case 'promise':
      return { k: 'promise', of: summary(act, call, alt.of) };
    case 'obj':
      return { k: 'obj', id: alt.id };
    case 'view':
    case 'region':
    case 'memory':
    case 'opaque':
    case 'event':
      return { k: 'opaque', origin: `call:${site}` };
    default:
      return alt;
  }
}

// --- classes

export function evaluateClass(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'class' }>): Value {
  const { world } = act;
  const key = `${act.ir.file}#${instr.class}`;
  if (instr.super !== undefined) {
    const parents = act.value(instr.super);
    world.write(`super:${key}`, parents);
    for (const parent of pick(parents, 'class')) addSubclass(act, `${parent.file}#${parent.class}`, key);
  }
  const value: AltOf<'class'> = { k: 'class', file: act.ir.file, class: instr.class };
  const fixed = act.ir.classes[instr.class]?.staticInitialiser;
  if (fixed !== undefined) callFunction(act, { id, at: instr.at, args: [], self: [value], selfAt: instr.at }, { k: 'fn', file: act.ir.file, fn: fixed, frame: frameName(act) });
  return [value];
}

function addSubclass(act: Activation, parent: string, sub: string): void {
  const known = act.world.subclasses.get(parent) ?? new Set();
  known.add(sub);
  act.world.subclasses.set(parent, known);
  for (const above of pick(act.world.read(`super:${parent}`), 'class')) addSubclass(act, `${above.file}#${above.class}`, sub);
}

export function invokeNew(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'new' }>): Value {
  const call: Call = { id, at: instr.at, args: argumentsOf(act, id, instr.args), self: NOTHING, selfAt: instr.calleeAt };
  return each(act, act.value(instr.callee), (alt) => newAlt(act, call, alt), () => unseen(act, call));
}

function newAlt(act: Activation, call: Call, alt: Alt): Value {
  if (alt.k === 'class') return construct(act, call, alt);
  if (alt.k === 'native') return newNative(act, call, alt);
  if (alt.k === 'fn') return constructFunction(act, call, alt);
  return alt.k === 'undefined' || alt.k === 'null' ? NOTHING : unseen(act, call);
}

/** `new F()` of a plain function: methods are looked up on `F.prototype`. */
function constructFunction(act: Activation, call: Call, alt: AltOf<'fn'>): Value {
  act.world.constructors.add(`${alt.file}#${alt.fn}`);
  const self: AltOf<'obj'> = { k: 'obj', id: `I:${alt.file}#${alt.fn}`, inst: `inst:${act.site(call.id)}` };
  allocate(act, self.inst ?? '');
  const returned = callFunction(act, { ...call, self: [self] }, alt);
  const objects = returned.filter(({ k }) => k === 'obj' || k === 'view');
  return objects.length > 0 ? objects : [self];
}

function construct(act: Activation, call: Call, alt: AltOf<'class'>): Value {
  const key = `${alt.file}#${alt.class}`;
  const self: AltOf<'obj'> = { k: 'obj', id: `C:${key}`, inst: `inst:${act.site(call.id)}` };
  allocate(act, self.inst ?? '');
  constructInto(act, call, key, [self], 0);
  return [self];
}

/** Runs the constructor of a class, or its parent's, with an instance that exists. */
function constructInto(act: Activation, call: Call, key: string, self: Value, depth: number): void {
  const found = act.world.class(key);
  if (!found || depth > 8) return;
  if (found.ir.constructorFn !== undefined) {
    callFunction(act, { ...call, self }, { k: 'fn', file: found.file, fn: found.ir.constructorFn });
    return;
  }
  constructParents(act, call, key, self, depth);
  runInitialiser(act, key, self, call.id, call.at);
}

function constructParents(act: Activation, call: Call, key: string, self: Value, depth: number): void {
  for (const parent of act.world.read(`super:${key}`)) {
    if (parent.k === 'class') constructInto(act, call, `${parent.file}#${parent.class}`, self, depth + 1);
    else if (parent.k === 'native') constructNativeParent(act, call, parent.path, self);
    else if (parent.k === 'opaque') unseen(act, { ...call, self });
  }
}

/** `class Words extends Int32Array`: the instance is a view. */
function constructNativeParent(act: Activation, call: Call, path: string, self: Value): void {
  const kind = elementKind(path);
  if (kind) for (const obj of pick(self, 'obj')) writeField(act, obj, '@@view', constructView(act, call, kind));
}

export function constructSuper(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'super' }>): Value {
  if (act.fn.class === undefined) return UNDEFINED;
  const key = `${act.ir.file}#${act.fn.class}`;
  const call: Call = { id, at: instr.at, args: argumentsOf(act, id, instr.args), self: act.self, selfAt: instr.at };
  constructParents(act, call, key, act.self, 0);
  runInitialiser(act, key, act.self, id, instr.at);
  return act.self;
}

export { startMembers };
