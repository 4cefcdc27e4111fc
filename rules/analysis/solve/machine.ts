/** One step of the machine: what an instruction yields and does. */

import { isHostGlobal } from '../models/host.ts';
import type { BlockId, Constant, Instr, ValueId } from '../ir/ir.ts';
import type { Activation, Machine } from './activation.ts';
import { elementValue, recordAccess } from './access.ts';
import { memberType, readonly, typed } from './annotations.ts';
import { binary, template, unary } from './arithmetic.ts';
import { callMethod, constructSuper, evaluateClass, invoke, invokeNew } from './calls.ts';
import { asDeclared, isReadonlyType } from './declared.ts';
import { entryOf } from './collections.ts';
import * as N from './number.ts';
import { required } from './modules.ts';
import { allocate, escape, makeObject, interrupt, publish, readField, writeField } from './objects.ts';
import { getProperty, globalValue, isArray, setProperty } from './properties.ts';
import * as R from './range.ts';
import { refine } from './refine.ts';
import { asShown } from './shown.ts';
import { boolean, native, number, only, opaque, pick, present, sameValue, string, NOTHING, STRING, UNDEFINED, type Alt, type AltOf, type Value } from './value.ts';
import { captured, frameName, loadCell, storeCell } from './variables.ts';

/** What was thrown is no memory that anyone would look at. */
const EXCEPTION = opaque('exception');

export const machine: Machine = { step, phi, isSettled, visible, invoke, refine };

function step(act: Activation, id: ValueId, instr: Instr): Value {
  const value = evaluate(act, id, instr);
  const { excluded } = act.state;
  return excluded.size === 0 ? value : value.filter((alt) => alt.k !== 'obj' || !excluded.has(alt.id));
}

/** What was taken out of a message that is ruled out now, before the test, is ruled out as well. */
function visible(act: Activation, id: ValueId): Value {
  const instr = act.instr(id);
  if (instr.op === 'get' && typeof instr.key === 'string') {
    const { key } = instr;
    const [all, left] = [act.rawValue(instr.obj), act.value(instr.obj)];
    if (left.length < all.length && left.every(({ k }) => k === 'obj')) return pick(left, 'obj').map((obj) => readField(act, obj, key)).reduce((a, b) => act.join(a, b), NOTHING);
  }
  const { excluded } = act.state;
  const value = asShown(act, id, act.rawValue(id));
  return excluded.size === 0 ? value : value.filter((alt) => alt.k !== 'obj' || !excluded.has(alt.id));
}

function evaluate(act: Activation, id: ValueId, instr: Instr): Value {
  switch (instr.op) {
    case 'const':
      return constant(instr.value);
    case 'param':
      return parameter(act, instr.index);
    case 'this':
      return thisValue(act);
    case 'arguments':
      return opaque(`arguments:${act.site(id)}`);
    case 'global':
      return globalOf(act, instr.name);
    case 'load':
      return loadCell(act, instr.cell);
    case 'store':
      storeCell(act, instr.cell, act.value(instr.value));
      return NOTHING;
    case 'closure':
      return [{ k: 'fn', file: act.ir.file, fn: instr.fn, frame: frameName(act) }];
    case 'class':
      return evaluateClass(act, id, instr);
    case 'object':
      return object(act, id, instr);
    case 'array':
      return array(act, id, instr);
    case 'get':
      return getProperty(act, id, instr);
    case 'set':
      setProperty(act, id, instr);
      return NOTHING;
    case 'binary':
      return binary(act, id, instr);
    case 'unary':
      return unary(act, id, instr);
    case 'template':
      return template(act, instr);
    case 'call':
      return callMethod(act, id, instr);
    case 'new':
      return invokeNew(act, id, instr);
    case 'super':
      return constructSuper(act, id, instr);
    case 'superGet':
      return superMember(act, instr.key);
    case 'await':
      return awaitValue(act, id, instr);
    case 'yield':
      act.yielded = act.join(act.yielded, act.value(instr.value));
      act.record(id, { kind: 'yield', at: instr.at });
      interrupt(act);
      return opaque(`yield:${act.site(id)}`);
    case 'iterate':
      return iterate(act, id, instr);
    case 'rest':
      return act.value(instr.source);
    case 'cast':
      return cast(act, id, instr);
    case 'declare':
      return declare(act, id, instr);
    case 'importMeta':
      return native('import.meta');
    case 'import': {
      const source = act.value(instr.source)[0];
      const found = source?.k === 'str' && source.s !== null ? required(act.world, source.s, act.ir.file) : opaque(`import:${act.site(id)}`);
      return [{ k: 'promise', of: found }];
    }
    case 'exception':
      return EXCEPTION;
    case 'dispose':
      return dispose(act, id, instr);
    case 'unknown':
      return opaque(`unknown:${act.made(id)}`);
    default:
      return NOTHING;
  }
}

function constant(value: Constant): Value {
  if (value === null) return [{ k: 'null' }];
  if (typeof value === 'string') return string(value);
  if (typeof value === 'number') return number(N.constant(value));
  if (typeof value === 'boolean') return boolean(value);
  return 'bigint' in value ? number(N.constant(Number(value.bigint)), true) : UNDEFINED;
}

function parameter(act: Activation, index: number): Value {
  const { args, fn, world, ir, task } = act;
  const param = fn.params[index];
  if (args) {
    if (param?.rest) return restArray(act, `rest:${frameName(act)}`, args.slice(index));
    return args[index] ?? UNDEFINED;
  }
  const origin = `param:${ir.file}#${fn.id}#${index}`;
  const fed = world.read(`p:${ir.file}#${fn.id}#${index}`);
  if (!task.unknownCallers || fn !== task.fn) return fed;
  world.labels.set(origin, param?.name || `parameter ${index + 1}`);
  return act.join(fed, param?.rest ? opaque(origin, { kind: 'array', element: { kind: 'other' } }, ir.file) : opaque(origin));
}

function restArray(act: Activation, name: string, values: readonly Value[]): Value {
  const obj = { k: 'obj', id: `arr:${name}` } as const;
  allocate(act, obj.id);
  values.forEach((value, i) => writeField(act, obj, String(i), value));
  return [obj];
}

/** In an arrow function, the `this` around it. */
function thisValue(act: Activation): Value {
  if (act.fn.kind === 'arrow') {
    let outer = act.outer;
    while (outer?.fn.kind === 'arrow') outer = outer.outer;
    if (outer) return outer.self;
    if (act.caller) return act.world.selfOf(act.ir.file, act.fn.id);
  }
  return act.self;
}

function globalOf(act: Activation, name: string): Value {
  if (name === 'require') return native('require');
  return isHostGlobal(name) || /^HEAP/.test(name) ? globalValue(act, name) : assignedGlobal(act, name);
}

function assignedGlobal(act: Activation, name: string): Value {
  const assigned = act.world.readField('global', name);
  if (assigned.length > 0) return assigned;
  act.world.labels.set(`global:${name}`, name);
  return opaque(`global:${name}`);
}

// --- loops

function phi(act: Activation, block: BlockId, id: ValueId, instr: Extract<Instr, { op: 'phi' }>): Value {
  const arrivals = instr.from.filter(([from]) => act.edges.has(`${from}>${block}`) && act.left.has(from));
  const isLoop = act.fn.blocks[block]?.loop !== undefined;
  const [first, ...back] = arrivals;
  if (isLoop && first) return loopPhi(act, id, instr, first, back);
  const values = arrivals.map(([, value]) => act.value(value)).filter((value) => value.length > 0);
  return mergedNumber(act, id, instr.name, values) ?? oneBoolean(act, id, values.reduce((a, b) => act.join(a, b), NOTHING));
}

/** `a && b` is one boolean wherever it is used: it may have chosen what to allocate. In a loop it is another each time. */
function oneBoolean(act: Activation, id: ValueId, value: Value): Value {
  const flag = only(value, 'bool');
  if (!flag || flag.b !== null || flag.id !== undefined || (act.fn.kind !== 'module' && act.fn.blocks.some(({ loop }) => loop !== undefined))) return value;
  return [{ ...flag, id: `phi:${act.site(id)}` }];
}

/** Of several numbers it is one, the same wherever it is used: `at` and `at + 8` never meet. */
function mergedNumber(act: Activation, id: ValueId, label: string, values: readonly Value[]): Value | undefined {
  const nums = values.map((value) => only(value, 'num'));
  const [first, ...rest] = nums;
  if (!first || rest.length === 0 || !nums.every((num) => num !== undefined && num.big === first.big)) return undefined;
  const whole = nums.map((num) => (num ?? first).n).reduce((a, b) => N.join(a, b, act));
  if (whole.terms.length > 0 || R.isConstant(whole.base)) return undefined;
  const { lo, hi, mod, int } = whole.base;
  const constants = new Set(nums.map((num) => num && N.valueOf(num.n)));
  const symbol = `phi:${act.task.key}:${act.site(id)}`;
  act.world.redefine(symbol, {
    range: whole.base,
    label,
    exhaustive: int && !constants.has(undefined) && constants.size === (hi - lo) / mod + 1,
    natural: lo < 0 && nums.some((num) => num?.n.terms.some((term) => act.info(term.symbol).natural)),
  });
  return number(N.symbolic(symbol), first.big);
}

type Arrival = readonly [BlockId, ValueId];

/** A number that a loop changes is a symbol: its range grows from what enters and what comes round. */
function loopPhi(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'phi' }>, first: Arrival, back: readonly Arrival[]): Value {
  const entry = act.value(first[1]);
  const [number] = entry;
  const values = back.map(([from, value]) => ({ from, value: act.value(value) })).filter(({ value }) => value.length > 0);
  const numeric = entry.length === 1 && number?.k === 'num' && values.every(({ value }) => value.length === 1 && value[0]?.k === 'num');
  if (!numeric) return values.map(({ value }) => value).reduce((a, b) => act.join(a, b), act.join(act.value(id), entry));
  const symbol = `loop:${act.task.key}:${act.site(id)}`;
  const self: Value = [{ k: 'num', n: N.symbolic(symbol), big: number.big }];
  if (values.length > 0 && values.every(({ value }) => sameValue(value, entry))) return entry;
  const start = N.concrete(number.n, act);
  const steps = values.map(({ value }) => N.subtract((value[0] as Extract<Alt, { k: 'num' }>).n, N.symbolic(symbol)));
  // With steps of two lengths, it is not told which values it takes.
  const counts = new Set(steps.map(N.valueOf).filter((step) => step !== 0)).size === 1 && steps.every((step) => N.isConstantNum(step));
  const old = act.loops.has(id) ? act.world.info(symbol).range : R.EMPTY;
  act.loops.add(id);
  const grown = values.reduce((range, { from, value }) => R.join(range, atEdge(act, from, (value[0] as Extract<Alt, { k: 'num' }>).n)), start);
  // What comes round and does not depend on the turns cannot grow with them.
  const isFixed = values.every(({ value }) => (value[0] as Extract<Alt, { k: 'num' }>).n.terms.every(({ symbol }) => !/(?:loop|phi):/.test(symbol)));
  const range = R.isEmpty(old) ? start : isFixed ? R.join(old, grown) : R.widen(old, grown);
  act.world.redefine(symbol, {
    range,
    label: instr.name,
    exhaustive: counts && R.isConstant(start),
    natural: false,
  });
  return self;
}

function isSettled(act: Activation, block: BlockId, id: ValueId, instr: Extract<Instr, { op: 'phi' }>): boolean {
  const symbol = `loop:${act.task.key}:${act.site(id)}`;
  const before = act.world.info(symbol);
  const value = phi(act, block, id, instr);
  const after = act.world.info(symbol);
  return sameValue(value, act.value(id)) && R.sameRange(before.range, after.range) && before.exhaustive === after.exhaustive;
}

/** The range of a number where the loop goes back: tests inside the loop bound it. */
function atEdge(act: Activation, from: BlockId, n: N.Num): R.Range {
  const { state } = act;
  act.state = act.left.get(from) ?? state;
  const range = N.concrete(n, act);
  act.state = state;
  return range;
}

// --- literals

function object(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'object' }>): Value {
  const obj = makeObject(act, 'lit', id);
  for (const prop of instr.props) {
    const value = act.value(prop.value);
    if (prop.kind === 'spread') copyInto(act, obj, value);
    else {
      const name = typeof prop.key === 'string' ? prop.key : (keyText(act.value(prop.key)) ?? '[]');
      writeField(act, obj, prop.kind === 'value' ? name : `${prop.kind.slice(0, 3)}:${name}`, value);
      for (const fn of pick(value, 'fn')) if (act.world.fn(fn.file, fn.fn)?.kind !== 'arrow') act.world.methods.set(`${fn.file}#${fn.fn}`, obj.id);
    }
  }
  return [obj];
}

function keyText(value: Value): string | undefined {
  const [alt] = value;
  if (alt?.k === 'native' && alt.path.startsWith('Symbol.')) return `@@${alt.path.slice(7)}`;
  if (alt?.k === 'num') return N.valueOf(alt.n)?.toString();
  return alt?.k === 'str' ? (alt.s ?? undefined) : undefined;
}

function copyInto(act: Activation, obj: AltOf<'obj'>, source: Value): void {
  for (const from of pick(source, 'obj'))
    for (const name of act.world.fieldsOf(from.id)) {
      const value = readField(act, from, name);
      if (value.length > 0) writeField(act, obj, name, value);
    }
  // What an unknown object brings along is found under its own name.
  for (const from of pick(source, 'opaque')) act.world.writeField(obj.id, '...', [from]);
}

function array(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'array' }>): Value {
  const obj = makeObject(act, 'arr', id);
  let isExact = true;
  for (const [i, element] of instr.elements.entries()) {
    if (!element) continue;
    const value = act.value(element.value);
    if (element.spread) {
      isExact = false;
      for (const view of pick(value, 'view')) recordAccess(act, id, view.view, { reads: true, writes: false, at: element.at, viewAt: element.at, bulk: 'spread' });
      for (const from of pick(value, 'obj')) for (const name of act.world.fieldsOf(from.id)) writeField(act, obj, '[]', act.join(readField(act, obj, '[]'), readField(act, from, name)));
      continue;
    }
    writeField(act, obj, isExact ? String(i) : '[]', isExact ? value : act.join(readField(act, obj, '[]'), value));
  }
  if (isExact) writeField(act, obj, 'length', number(N.constant(instr.elements.length)));
  return [obj];
}

function iterate(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'iterate' }>): Value {
  if (!instr.of) return STRING;
  let out: Value = NOTHING;
  for (const alt of act.value(instr.source)) out = act.join(out, elementOf(act, id, instr, alt));
  return out;
}

function elementOf(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'iterate' }>, alt: Alt): Value {
  const { index, rest } = instr;
  if (alt.k === 'view') {
    const at = { reads: true, writes: false, at: instr.sourceAt, viewAt: instr.sourceAt };
    if (index === null) recordAccess(act, id, alt.view, { ...at, bulk: 'for…of' });
    else if (rest) recordAccess(act, id, alt.view, { ...at, bulk: 'rest', range: { start: N.constant(index), end: 'rest' } });
    else recordAccess(act, id, alt.view, { ...at, index: N.constant(index) });
    return elementValue(act, alt.view.kind, `at:${act.site(id)}`);
  }
  if (alt.k === 'obj') {
    if (rest) return [alt];
    if (alt.id.startsWith('map:')) return [entryOf(act, id, [alt], readField(act, alt, '[]'))];
    const exact = index === null ? NOTHING : readField(act, alt, String(index));
    const others = readField(act, alt, '[]');
    if (index !== null && (exact.length > 0 || others.length > 0)) return act.join(exact, others);
    let all = others;
    if (isArray(alt)) for (const name of act.world.fieldsOf(alt.id)) if (/^\d+$/.test(name)) all = act.join(all, readField(act, alt, name));
    return all.length > 0 ? all : opaque(`element:${act.made(id)}`);
  }
  if (alt.k === 'opaque') {
    const member = alt.type && alt.file !== undefined ? memberType(act.world, alt.file, alt.type, index === null ? '[]' : String(index)) : undefined;
    const origin = `${alt.origin}[${index ?? act.site(id)}]`;
    return member ? typed({ world: act.world, file: member.file, origin, label: 'element', at: act.span(instr.at) }, member.type) : opaque(origin);
  }
  return opaque(`element:${act.made(id)}`);
}

// --- types

function declare(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'declare' }>): Value {
  const { type, name, aligned } = instr;
  return asDeclared(act, act.value(instr.value), { file: act.ir.file, at: act.span(instr.at), symbol: `aligned:${act.site(id)}`, type, name, aligned });
}

function cast(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'cast' }>): Value {
  const value = act.value(instr.value);
  const source = { world: act.world, file: act.ir.file, origin: `cast:${act.site(id)}`, label: 'cast', at: act.span(instr.at) };
  act.record(id, { kind: 'cast', at: instr.at, value, target: typed(source, instr.type), inner: instr.inner });
  let out: Value = NOTHING;
  for (const alt of value) {
    if (alt.k !== 'opaque' || alt.type) out = act.join(out, isReadonlyType(act.world, act.ir.file, instr.type) ? readonly([alt], act.span(instr.at)) : [alt]);
    else out = act.join(out, typed({ ...source, origin: alt.origin, label: act.world.labels.get(alt.origin) ?? 'value' }, instr.type));
  }
  return out;
}

// --- the rest

function superMember(act: Activation, name: string): Value {
  const key = act.fn.class === undefined ? undefined : `${act.ir.file}#${act.fn.class}`;
  for (const parent of key === undefined ? [] : pick(act.world.read(`super:${key}`), 'class')) {
    const method = act.world.class(`${parent.file}#${parent.class}`)?.ir.methods.find((one) => one.name === name);
    if (method) return [{ k: 'fn', file: parent.file, fn: method.fn }];
  }
  return native(`%view%.${name}`);
}

function awaitValue(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'await' }>): Value {
  const value = act.value(instr.value);
  act.record(id, { kind: 'await', at: instr.at });
  interrupt(act);
  let out: Value = NOTHING;
  for (const alt of value) out = act.join(out, alt.k === 'promise' ? alt.of : [alt]);
  return out.length > 0 ? out : opaque(`await:${act.site(id)}`);
}

/** Leaving the scope of `using`. */
function dispose(act: Activation, id: ValueId, instr: Extract<Instr, { op: 'dispose' }>): Value {
  for (const obj of pick(present(act.value(instr.value)), 'obj')) {
    const key = { op: 'get', obj: instr.value, key: '@@dispose', objAt: instr.at, keyAt: instr.at, way: 'callee', at: instr.at } as const;
    const method = pick(getProperty(act, id, key), 'fn');
    if (method.length > 0) invoke(act, id, instr.at, { value: method, self: [obj], args: [] });
  }
  return NOTHING;
}

export { captured, escape, publish };
