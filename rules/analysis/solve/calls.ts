/** Calls: functions that can be seen run in place; the language's and the host's are modelled; the rest is code out of sight. */

import { elementKind } from '../models/elements.ts';
import type { At, FunctionIr, Instr, ValueId } from '../ir/ir.ts';
import { Activation, type Callee } from './activation.ts';
import { callNative, newNative } from './natives.ts';
import { allocate, escape, interrupt, publish, startMembers, writeField } from './objects.ts';
import { joinStates, type State } from './state.ts';
import { constructView } from './views.ts';
import { opaque, pick, NOTHING, UNDEFINED, type Alt, type AltOf, type Value } from './value.ts';
import { captured, frameName } from './variables.ts';

/** Calls run in place down to this depth; beyond it, and in recursion, one run stands for all callers. */
const DEPTH = 12;

export interface Argument {
  readonly value: Value;
  readonly at: At;
}

/** A call as the models see it. */
export interface Call {
  readonly id: ValueId;
  readonly at: At;
  readonly args: readonly Argument[];
  readonly self: Value;
  readonly selfAt: At;
}

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
    default:
      return unseen(act, call);
  }
}

/** Code that cannot be seen into: it may keep, run and share everything that it can reach. */
export function unseen(act: Activation, call: Call): Value {
  const given = [call.self, ...call.args.map(({ value }) => value)];
  act.record(call.id, { kind: 'call', at: call.at, native: undefined, args: call.args, self: call.self });
  for (const value of given) {
    for (const fn of pick(value, 'fn')) publish(act, captured(act, act.world.fn(fn.file, fn.fn) as FunctionIr, frameOf(act, fn)));
    for (const origin of publish(act, value)) act.world.lost.add(origin);
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
  if (isRecursive(act, fn, alt.file) || act.depth >= DEPTH || act.world.budget <= 0) return callShared(act, call, alt, fn, self, args);
  act.world.budget--;
  const child = new Activation(act.world, act.machine, act.task, ir, fn, self, args, `${act.path}@${act.fn.id}.${call.id}`, act.state, { act, at: call.at, id: call.id }, frameOf(act, alt));
  return enter(act, call, child);
}

/** Runs an activation in place and goes on behind it. */
function enter(act: Activation, call: Call, child: Activation): Value {
  act.world.frames.set(frameName(child), child);
  initialise(child);
  const { value, state } = child.run();
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
  return fn.async ? [{ k: 'promise', of: value }] : value;
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

function isRecursive(act: Activation, fn: FunctionIr, file: string): boolean {
  for (let at: Activation | undefined = act; at; at = at.caller?.act) if (at.fn === fn && at.ir.file === file) return true;
  return false;
}

/** One run stands for all callers: arguments join in the function's parameters, and its result is what any run returned. */
function callShared(act: Activation, call: Call, alt: AltOf<'fn'>, fn: FunctionIr, self: Value, args: readonly Value[]): Value {
  for (const value of [self, ...args]) publish(act, value);
  act.world.feed({ ...alt, bound: { self, args: [] } }, args);
  act.record(call.id, { kind: 'call', at: call.at, native: `shared:${alt.file}#${fn.id}`, args: call.args, self });
  interrupt(act);
  return act.world.read(`r:${alt.file}#${alt.fn}`);
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
