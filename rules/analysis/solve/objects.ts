/** Objects, their fields, and who can reach them: escape, publication, the exclusive phase. */

import type { PersistentSet } from '../base/persistent-map.ts';
import type { Activation } from './activation.ts';
import type { ValueId } from '../ir/ir.ts';
import { typed } from './annotations.ts';
import { ownerOf } from './state.ts';
import { join, pick, NOTHING, type Alt, type AltOf, type Value } from './value.ts';
import type { World } from './world.ts';

/** A literal belongs to the task that makes it under its own name, an instance under the name of its `new`. */
const heapOwner = (obj: AltOf<'obj'>): string | undefined => obj.inst ?? (/^(?:[CS]:|\w+:\*)/.test(obj.id) ? undefined : obj.id);

/** The name under which a task knows what `this` is in its method. */
export const thisOf = (task: string): string => `this:${task}`;

export const isThis = ({ inst }: AltOf<'obj'>): boolean => inst?.startsWith('this:') ?? false;

/** A new object of the language: a literal, an array, a map or a set. */
export function makeObject(act: Activation, kind: 'lit' | 'arr' | 'map' | 'set', id: ValueId): AltOf<'obj'> {
  const name = `${kind}:${act.site(id)}`;
  allocate(act, name);
  if (act.world.contexts.isToldApart(act.ir.file, act.fn.id, id, act.context)) return { k: 'obj', id: name };
  return { k: 'obj', id: `${kind}:*${act.ir.file}#${act.fn.id}#${id}`, inst: name };
}

export function readField(act: Activation, obj: AltOf<'obj'>, name: string): Value {
  const owner = heapOwner(obj);
  const exact = owner === undefined ? undefined : act.state.heap.get(act.world.fieldKey(owner, name));
  if (exact) return exact;
  return readCell(act.world, obj.id, name);
}

/** Everything stored in a field by all instances of a class, its subclasses and, if nothing is, its parents; else its declared type. */
export function readCell(world: World, id: string, name: string): Value {
  let value = world.readField(id, name);
  if (!id.startsWith('C:')) return value;
  const key = id.slice(2);
  for (const sub of world.subclasses.get(key) ?? []) value = join(value, world.readField(`C:${sub}`, name), world);
  return value.length > 0 ? value : inheritedField(world, key, name);
}

function inheritedField(world: World, key: string, name: string, depth = 0): Value {
  const declared = declaredField(world, key, name);
  if (declared.length > 0 || depth > 8) return declared;
  for (const parent of pick(world.read(`super:${key}`), 'class')) {
    const above = `${parent.file}#${parent.class}`;
    const value = world.readField(`C:${above}`, name);
    const found = value.length > 0 ? value : inheritedField(world, above, name, depth + 1);
    if (found.length > 0) return found;
  }
  return NOTHING;
}

function declaredField(world: World, key: string, name: string): Value {
  const found = world.class(key);
  const field = found?.ir.fields.find((one) => one.name === name);
  if (!found || !field?.type) return NOTHING;
  const at = { file: found.file, start: field.at[0], end: field.at[1] };
  return typed({ world, file: found.file, origin: `field:${key}.${name}`, label: `this.${name}`, at }, field.type);
}

export function writeField(act: Activation, obj: AltOf<'obj'>, name: string, value: Value): void {
  const owner = heapOwner(obj);
  if (owner !== undefined) act.update({ heap: act.state.heap.with(act.world.fieldKey(owner, name), value) });
  if (owner === undefined || name === '[]') forgetThis(act, name);
  act.world.writeField(obj.id, name, value);
  if (act.world.escaped.has(obj.id) && !isPrivate(act.world, obj.id, name)) escape(act.world, value);
  const isFresh = owner !== undefined && act.state.fresh.has(owner) && !act.state.leaked.has(owner);
  if (!isFresh) leak(act, value);
}

/** An older object may be `this`, and a name that is not known any. */
function forgetThis(act: Activation, name: string): void {
  const { heap } = act.state;
  const own = act.world.fieldKey(thisOf(act.task.key), name);
  if (name === '[]') act.update({ heap: heap.filter((key) => !key.startsWith('o:this:')) });
  else if (heap.has(own)) act.update({ heap: heap.filter((key) => key !== own) });
}

/** A new object that only this task can reach. */
export function allocate(act: Activation, name: string): void {
  const { fresh, exposed, leaked } = act.state;
  act.update({
    fresh: fresh.with(name, true),
    exposed: exposed.filter((one) => one !== name),
    leaked: leaked.has(name) ? new Set([...leaked].filter((one) => one !== name)) : leaked,
  });
}

const REACHING = new Set<Alt['k']>(['region', 'memory', 'view', 'promise', 'fn', 'obj']);
const reaches = ({ k }: Alt): boolean => REACHING.has(k);

/**
 * Regions, and objects that only this task can reach, that a value lets someone reach. What an older object holds was
 * found when it was stored there: `visit` says whether to look into one all the same, for the memory in it.
 */
export function reach(act: Activation, value: Value, visit: (older: AltOf<'obj'>) => boolean): Set<string> {
  const { world, state } = act;
  const found = new Set<string>();
  const queue: Alt[] = [...value];
  const seen = new Set<string>();
  for (let alt = queue.pop(); alt; alt = queue.pop()) {
    if (alt.k === 'region' || alt.k === 'memory') found.add(alt.origin);
    else if (alt.k === 'view') found.add(alt.view.origin);
    else if (alt.k === 'promise') queue.push(...alt.of);
    else if (alt.k === 'fn' && alt.bound) queue.push(...alt.bound.self, ...alt.bound.args.flat());
    else if (alt.k === 'obj') {
      const owner = heapOwner(alt);
      const isFresh = owner !== undefined && state.fresh.has(owner);
      if (seen.has(owner ?? alt.id) || (!isFresh && !visit(alt))) continue;
      seen.add(owner ?? alt.id);
      if (isFresh) found.add(owner);
      for (const name of world.fieldsOf(alt.id)) queue.push(...(isFresh ? readField(act, alt, name) : world.readField(alt.id, name)));
    }
  }
  return found;
}

/** Everything that a value lets someone reach. */
export const reachable = (act: Activation, value: Value): Set<string> => reach(act, value, () => true);

/** Other threads can reach it from here on. Returns what that is. */
export function publish(act: Activation, value: Value): string[] {
  if (!value.some(reaches)) return [];
  const out = [...reach(act, value, ({ id }) => act.world.near.holdsMemory(id))];
  for (const origin of out) act.world.published.add(origin);
  expose(act, out);
  return out;
}

/** Code out of sight can reach it from here on, so that not all of its uses can be seen. */
export function lose(act: Activation, value: Value): void {
  if (!value.some(reaches)) return;
  const { world } = act;
  const out = reach(act, value, ({ id }) => world.near.losesMore(id));
  for (const origin of out) {
    world.published.add(origin);
    world.lost.add(origin);
  }
  expose(act, out);
}

function expose(act: Activation, names: Iterable<string>): void {
  const { fresh } = act.state;
  const gone = new Set([...names].filter((one) => fresh.has(one)));
  if (gone.size === 0) return;
  let { exposed } = act.state;
  for (const one of gone) exposed = exposed.with(one, true);
  act.update({ fresh: fresh.filter((one) => !gone.has(one)), exposed });
}

/** It is stored where other code of this thread finds it, once that gets a chance to run. */
export function leak(act: Activation, value: Value): void {
  if (act.state.fresh.isEmpty || !value.some(reaches)) return;
  const found = [...reach(act, value, () => false)].filter((one) => act.state.fresh.has(one));
  if (found.length > 0) act.update({ leaked: new Set([...act.state.leaked, ...found]) });
}

/** Code that cannot be seen gets a chance to run: what leaked is published, what that code can assign is forgotten. */
export function interrupt(act: Activation): void {
  const { leaked } = act.state;
  for (const origin of leaked) act.world.published.add(origin);
  expose(act, leaked);
  forget(act);
}

/** Variables and fields that other code may have assigned are what their cells say. */
export function forget(act: Activation): void {
  const { heap, fresh } = act.state;
  act.update({ heap: heap.filter((key) => isStable(key, fresh)) });
}

/** Fields of objects that only this task reaches stay; so do variables that nobody reassigns. */
function isStable(key: string, fresh: PersistentSet): boolean {
  if (key.startsWith('cell:')) return key.endsWith('!');
  return fresh.has(ownerOf(key));
}

/** Code out of sight may call it: its functions are looked at on their own. */
export function escape(world: World, value: Value): void {
  const queue: Alt[] = [...value];
  for (let alt = queue.pop(); alt; alt = queue.pop()) {
    if (alt.k === 'fn') {
      escapeFunction(world, alt);
      // Whoever can call it with `new` can call what stands on its prototype.
      const prototype = `P:${alt.file}#${alt.fn}`;
      if (world.fieldsOf(prototype).length > 0) queue.push({ k: 'obj', id: prototype });
    }
    else if (alt.k === 'region' || alt.k === 'memory') world.outside.add(alt.origin);
    else if (alt.k === 'view') {
      world.handedOut.set(`${alt.view.made}|${alt.view.origin}`, alt.view);
      world.outside.add(alt.view.origin);
    }
    else if (alt.k === 'class') escapeClass(world, alt);
    else if (alt.k === 'promise') queue.push(...alt.of);
    else if (alt.k === 'obj' && !world.escaped.has(alt.id)) {
      world.escaped.add(alt.id);
      for (const name of world.fieldsOf(alt.id)) if (!isPrivate(world, alt.id, name)) queue.push(...world.readField(alt.id, name));
      if (alt.id.startsWith('C:')) queue.push(classAlt(alt.id.slice(2)));
    }
  }
}

/** A field that only code of its class can name. */
function isPrivate(world: World, id: string, name: string): boolean {
  if (name.startsWith('#')) return true;
  return id.startsWith('C:') && (world.class(id.slice(2))?.ir.fields.some((field) => field.name === name && field.private) ?? false);
}

const classAlt = (key: string): Alt => {
  const cut = key.lastIndexOf('#');
  return { k: 'class', file: key.slice(0, cut), class: Number(key.slice(cut + 1)) };
};

function escapeFunction(world: World, alt: AltOf<'fn'>): void {
  const fn = world.fn(alt.file, alt.fn);
  if (fn && world.sources.isRoot(alt.file)) world.start(alt.file, fn, alt.bound?.self ?? world.selfOf(alt.file, alt.fn), true);
}

function escapeClass(world: World, { file, class: id }: AltOf<'class'>): void {
  const key = `${file}#${id}`;
  const found = world.class(key);
  if (!found || world.escaped.has(`class:${key}`) || !world.sources.isRoot(file)) return;
  world.escaped.add(`class:${key}`);
  world.escaped.add(`C:${key}`);
  startMembers(world, key, (isPrivate) => !isPrivate);
}

/** Has the members of a class looked at on their own. */
export function startMembers(world: World, key: string, wanted: (isPrivate: boolean) => boolean): void {
  const found = world.class(key);
  if (!found) return;
  // First what gives the fields their values.
  const own = found.ir.closed ? undefined : (found.ir.constructorFn ?? found.ir.initialiser);
  const first = own === undefined ? undefined : world.fn(found.file, own);
  if (first) world.start(found.file, first, [{ k: 'obj', id: `C:${key}`, inst: `new:${key}` }], !world.processorClasses.has(key));
  for (const method of [...found.ir.methods].sort((a, b) => Number(b.static) - Number(a.static))) {
    const fn = world.fn(found.file, method.fn);
    if (fn && wanted(method.private)) world.start(found.file, fn, [{ k: 'obj', id: `${method.static ? 'S' : 'C'}:${key}` }], true);
  }
}
