/** Runs the tasks of a set of files until no cell changes, and hands out what they saw. */

import { NO_MEMBERS } from '../base/persistent-map.ts';
import type { FunctionIr } from '../ir/ir.ts';
import { START, type State } from './state.ts';
import { Activation } from './activation.ts';
import { initialise } from './calls.ts';
import { BUDGET } from './entering.ts';
import { machine } from './machine.ts';
import { escape, thisOf } from './objects.ts';
import type { Value } from './value.ts';
import { frameName } from './variables.ts';
import { World, type Sources, type Task } from './world.ts';

export interface Solution {
  readonly world: World;
  /** The last run of every task, by key. */
  readonly roots: ReadonlyMap<string, Activation>;
}

export class Solver implements Solution {
  readonly world: World;
  readonly roots = new Map<string, Activation>();
  readonly #files: string[] = [];

  constructor(sources: Sources) {
    this.world = new World(sources);
  }

  /** Runs what is in some more files, and again what they change. */
  add(files: readonly string[]): void {
    const { world, roots } = this;
    this.#files.push(...files);
    for (const file of importsFirst(world, files)) world.startModule(file);
    drain(world, roots);
    for (const wanted of [isConstructor, () => true])
      for (const file of this.#files) while (startUnreached(world, file, wanted)) drain(world, roots);
    settle(world, roots);
  }
}

/** What no code gave a value by now comes from out of sight. */
function settle(world: World, roots: Map<string, Activation>): void {
  world.isSettled = true;
  for (const task of world.waiting) world.enqueue(task);
  world.waiting.clear();
  drain(world, roots);
  world.isSettled = false;
}

/** Each file behind those that it imports, so that most values are there when they are asked for. */
function importsFirst(world: World, files: readonly string[]): string[] {
  const out = new Set<string>();
  const wanted = new Set(files);
  const entered = new Set<string>();
  const visit = (file: string): void => {
    if (entered.has(file)) return;
    entered.add(file);
    for (const { from } of world.file(file)?.cells ?? []) {
      const target = from && world.sources.resolve(from.source, file);
      if (target !== undefined && wanted.has(target)) visit(target);
    }
    out.add(file);
  };
  for (const file of files) visit(file);
  return [...out];
}

function drain(world: World, roots: Map<string, Activation>): void {
  for (let task = world.next(); task; task = world.next()) roots.set(task.key, runTask(world, task));
}

function runTask(world: World, task: Task): Activation {
  const ir = world.file(task.file);
  if (!ir) throw new Error(`The file of task ${task.key} was there when the task was made.`);
  world.current = task;
  world.startSpending(BUDGET);
  world.frames.clear();
  const { self, start } = startOf(task);
  const act = new Activation(world, machine, task, ir, task.fn, self, undefined, world.contexts.of(task.file, task.fn.id), start);
  world.frames.set(frameName(act), act);
  initialise(act);
  world.active = act;
  const { value } = act.run();
  world.active = undefined;
  world.write(`r:${task.file}#${task.fn.id}`, task.fn.async && task.fn.kind !== 'module' ? [{ k: 'promise', of: value }] : value);
  if (task.unknownCallers) escape(world, value);
  world.current = undefined;
  return act;
}

/** A constructor's `this` is new; that of a method is older, and one object as long as the method runs. */
function startOf({ key, self }: Task): { self: Value; start: State } {
  const [alt] = self;
  if (alt?.k !== 'obj' || self.length > 1) return { self, start: START };
  if (alt.inst !== undefined) return { self, start: { ...START, fresh: NO_MEMBERS.with(alt.inst, true) } };
  const inst = thisOf(key);
  return { self: [{ ...alt, inst }], start: { ...START, exposed: NO_MEMBERS.with(inst, true) } };
}

/** They give fields their values, which the other members read. */
const isConstructor = ({ kind }: FunctionIr): boolean => kind === 'constructor' || kind === 'initialiser';

/** A function that nothing was seen to call is looked at as if anything could. */
function startUnreached(world: World, file: string, wanted: (fn: FunctionIr) => boolean): boolean {
  const ir = world.file(file);
  let started = false;
  for (const fn of ir?.functions ?? []) {
    if (!wanted(fn) || world.entered.has(`${file}#${fn.id}`) || world.tasks.has(`${file}#${fn.id}`)) continue;
    const self = world.selfOf(file, fn.id);
    const isNew = fn.kind === 'constructor' && fn.class !== undefined;
    world.start(file, fn, isNew ? [{ k: 'obj', id: `C:${file}#${fn.class}`, inst: `new:${file}#${fn.class}` }] : self, true);
    started = true;
  }
  return started;
}
