/**
 * What all tasks share: files on demand, cells that join everything stored in them, regions, symbols, and the queue.
 *
 * A task runs one function from outside: a module body, an exported function, a listener. It reads and writes cells; when
 * a cell grows, the tasks that read it run again, until nothing changes.
 */

import type { Span } from '../base/span.ts';
import type { ClassIr, FileIr, FunctionIr } from '../ir/ir.ts';
import { Contexts } from './contexts.ts';
import { Nearness } from './nearness.ts';
import * as R from './range.ts';
import type { Num, SymbolInfo, Symbols } from './number.ts';
import { join, opaque, sameValue, NOTHING, type Alt, type AltOf, type Value, type View } from './value.ts';

export type Sharedness = 'yes' | 'no' | 'unknown';

export interface RegionInfo {
  readonly origin: string;
  readonly kind: 'allocated' | 'memory' | 'unknown';
  readonly shared: Sharedness;
  /** How a message calls it. */
  readonly label: string;
  /** Its allocation, or where it comes from. */
  readonly at?: Span;
  /** In bytes. */
  readonly size?: Num;
  readonly growable: boolean;
  /** Booleans that were true or false where it was allocated. */
  readonly chosen: ReadonlyMap<string, boolean>;
  /** The module bodies and functions whose task allocates it. */
  readonly task?: string;
}

export interface Sources {
  /** The representation of a file, lowered when it is first asked for; undefined if it cannot be had. */
  file(path: string): FileIr | undefined;
  /** The file that a specifier in another file means, or undefined. */
  resolve(specifier: string, from: string): string | undefined;
  /** The file that a script's path in another file means, TypeScript forms tried (`./w.js` means `w.ts`). */
  resolvePath(path: string, from: string): string | undefined;
  /** Whether a file's own functions are looked at, or only those that others call. */
  isRoot(file: string): boolean;
  /** Some of the files name shared memory: how calls lead to it is worth following far. */
  readonly nameSharedMemory: boolean;
}

export interface Task {
  readonly key: string;
  readonly file: string;
  readonly fn: FunctionIr;
  readonly self: Value;
  /** Code that cannot be seen calls it with anything. */
  unknownCallers: boolean;
  queued: boolean;
  runs: number;
}

/** A run, as far as cells know it: it read them, and runs again when they change, with all that called it. */
export interface Reader {
  readonly task: Task;
  readonly caller?: { readonly act: Reader } | undefined;
  isStale: boolean;
}

interface Cell {
  value: Value;
  /** Activations that read it since it changed last. */
  readonly readers: Set<Reader>;
  /** The one of them that read it last: as a rule the one that reads it now. */
  last: Reader | undefined;
  updates: number;
}

/** What a cell keeps: instances and closures lose the names that only their task knows. */
function forget(value: Value): Value {
  if (!value.some((alt) => (alt.k === 'obj' && alt.inst !== undefined) || (alt.k === 'fn' && alt.frame !== undefined))) return value;
  return value.map((alt): Alt => {
    if (alt.k === 'obj') return { k: 'obj', id: alt.id };
    if (alt.k !== 'fn') return alt;
    const { frame, ...rest } = alt;
    void frame;
    return rest;
  });
}

/** After so many updates a cell's numbers are widened; after so many more it stays as it is. */
const WIDEN_AFTER = 4;
const RUNS = 40;

export class World implements Symbols {
  readonly tasks = new Map<string, Task>();
  readonly regions = new Map<string, RegionInfo>();
  readonly #cells = new Map<string, Cell>();
  readonly #symbols = new Map<string, SymbolInfo>();
  readonly #queue: Task[] = [];
  /** Objects that code out of sight may hold: what is stored in them later escapes as well. */
  readonly escaped = new Set<string>();
  /** Classes that extend a class, by `file#class`. */
  readonly subclasses = new Map<string, Set<string>>();
  /** Origins that were used as numbers: `new Int32Array(n)`. */
  readonly numeric = new Set<string>();
  /** How messages call a value of unknown origin. */
  readonly labels = new Map<string, string>();
  /** Functions that were made methods by assignment (`F.prototype.f = …`), with the object that `this` is there. */
  readonly methods = new Map<string, string>();
  /** Functions that were called with `new`. */
  readonly constructors = new Set<string>();
  /** Functions that some activation has entered. */
  readonly entered = new Set<string>();
  /** Files that a worker runs. */
  readonly workerFiles = new Set<string>();
  /** Views that code out of sight can hold, by what made them and their region. */
  readonly handedOut = new Map<string, View>();
  /** Regions that copy another, by the copy. */
  readonly copies = new Map<string, string>();
  /** Regions that went to another thread or out of sight. */
  readonly published = new Set<string>();
  /** Regions that were sent to another thread, seen or not. */
  readonly posted = new Set<string>();
  /** Regions that went where not all of their uses can be seen. */
  readonly lost = new Set<string>();
  /** Regions that code out of sight can reach through what is exported or returned to it. */
  readonly outside = new Set<string>();
  /** Classes of audio processors: the host alone makes their instances, with options that are seen where a node is made. */
  readonly processorClasses = new Set<string>();
  /** Names of audio processors, with the file that registers them. */
  readonly processors = new Map<string, string>();
  /** Activations by the name of their frame, for the task that runs. */
  readonly frames = new Map<string, Reader>();
  /** The last activation of each context. */
  readonly ran = new Map<number, Reader>();
  /** The activation that runs now. */
  active: Reader | undefined;
  /** Tasks that called something of which no value was known yet. */
  readonly waiting = new Set<Task>();
  /** No more values are to come: what still has none is out of sight. */
  isSettled = false;
  /** Instructions of functions that the current task may still enter. */
  budget = 0;
  readonly #entries = new Map<FunctionIr, number>();
  current: Task | undefined;

  constructor(readonly sources: Sources) {}

  file(path: string): FileIr | undefined {
    return this.sources.file(path);
  }

  fn(path: string, id: number): FunctionIr | undefined {
    return this.file(path)?.functions[id];
  }

  class(key: string): { file: string; ir: ClassIr } | undefined {
    const cut = key.lastIndexOf('#');
    const file = key.slice(0, cut);
    const ir = this.file(file)?.classes[Number(key.slice(cut + 1))];
    return ir && { file, ir };
  }

  // --- what a task may spend

  startSpending(budget: number): void {
    this.budget = budget;
    this.#entries.clear();
  }

  /** Instructions of all functions that were entered so far. */
  spent = 0;

  spend(fn: FunctionIr): void {
    this.spent += fn.instrs.length + 1;
    this.budget -= fn.instrs.length + 1;
    this.#entries.set(fn, this.timesEntered(fn) + 1);
  }

  /** How often the current task has entered a function. */
  timesEntered(fn: FunctionIr): number {
    return this.#entries.get(fn) ?? 0;
  }

  readonly contexts = new Contexts();

  /** The instruction that a site of an activation names, or undefined for other names. */
  placeOf(site: string): ReturnType<Contexts['placeOf']> {
    return this.contexts.placeOf(site, (file, fn) => this.fn(file, fn));
  }

  // --- symbols

  info(symbol: string): SymbolInfo {
    return this.#symbols.get(symbol) ?? { range: R.ANY, label: symbol, exhaustive: false, natural: true };
  }

  define(symbol: string, info: SymbolInfo): void {
    const old = this.#symbols.get(symbol);
    if (!old) this.#symbols.set(symbol, info);
    else if (!R.sameRange(old.range, info.range)) this.#symbols.set(symbol, { ...info, range: R.join(old.range, info.range), exhaustive: old.exhaustive && info.exhaustive });
  }

  /** A loop symbol's knowledge is recomputed on each visit of its loop. */
  redefine(symbol: string, info: SymbolInfo): void {
    this.#symbols.set(symbol, info);
  }

  // --- cells

  readonly #fieldKeys = new Map<string, Map<string, string>>();

  /** The name of a field's cell: one text object each, so that looking it up is cheap. */
  fieldKey(id: string, name: string): string {
    let names = this.#fieldKeys.get(id);
    if (!names) this.#fieldKeys.set(id, (names = new Map<string, string>()));
    let key = names.get(name);
    if (key === undefined) names.set(name, (key = `o:${id}.${name}`));
    return key;
  }

  readField(id: string, name: string): Value {
    return this.read(this.fieldKey(id, name));
  }

  peekField(id: string, name: string): Value {
    return this.peek(this.fieldKey(id, name));
  }

  writeField(id: string, name: string, value: Value): void {
    this.write(this.fieldKey(id, name), value);
  }

  read(key: string): Value {
    const cell = this.#cell(key);
    if (this.active && this.active !== cell.last) cell.readers.add((cell.last = this.active));
    return cell.value;
  }

  /** What a cell holds, without depending on it. */
  peek(key: string): Value {
    return this.#cells.get(key)?.value ?? NOTHING;
  }

  write(key: string, value: Value): void {
    const cell = this.#cell(key);
    const next = join(cell.value, forget(value), this, cell.updates > WIDEN_AFTER);
    if (sameValue(next, cell.value)) return;
    this.near.note(key, cell.value, next);
    cell.value = next;
    cell.updates++;
    cell.last = undefined;
    this.#notify(cell.readers);
  }

  /** What was read is no longer so: it runs again, and all that called it. */
  #notify(readers: Set<Reader>): void {
    const all = [...readers];
    readers.clear();
    for (const reader of all) {
      for (let act: Reader | undefined = reader; act && !act.isStale; act = act.caller?.act) act.isStale = true;
      this.enqueue(reader.task);
    }
  }

  #cell(key: string): Cell {
    let cell = this.#cells.get(key);
    if (!cell) {
      this.#cells.set(key, (cell = { value: NOTHING, readers: new Set(), last: undefined, updates: 0 }));
      const [, id, name] = /^o:(.+)\.([^.]*)$/.exec(key) ?? [];
      if (id !== undefined && name !== undefined) this.#addField(id, name);
    }
    return cell;
  }

  readonly #fields = new Map<string, { readonly names: string[]; readonly readers: Set<Reader> }>();

  #fieldList(id: string): { readonly names: string[]; readonly readers: Set<Reader> } {
    let fields = this.#fields.get(id);
    if (!fields) this.#fields.set(id, (fields = { names: [], readers: new Set() }));
    return fields;
  }

  #addField(id: string, name: string): void {
    const fields = this.#fieldList(id);
    fields.names.push(name);
    this.#notify(fields.readers);
  }

  /** The names of the fields of an object that anything was read from or stored to. */
  fieldsOf(id: string): readonly string[] {
    const { names, readers } = this.#fieldList(id);
    if (this.active) readers.add(this.active);
    return names;
  }

  readonly near = new Nearness((origin) => this.region(origin).kind !== 'unknown');

  // --- regions

  region(origin: string): RegionInfo {
    return this.regions.get(origin) ?? { origin, kind: 'unknown', shared: 'unknown', label: origin, growable: false, chosen: new Map() };
  }

  /** Says what is known of a region; sharedness that two places tell differently is unknown only if neither knows. */
  learn(info: RegionInfo): void {
    const old = this.regions.get(info.origin);
    if (!old) {
      this.regions.set(info.origin, info);
      return;
    }
    const shared = info.shared === 'unknown' ? old.shared : info.shared === 'yes' || old.shared === 'unknown' ? info.shared : old.shared;
    const chosen = new Map([...old.chosen].filter(([id, truth]) => info.chosen.get(id) === truth));
    const { size } = info;
    this.regions.set(info.origin, { ...old, ...info, shared, chosen, ...(size && { size }) });
  }

  // --- tasks

  /** Has `fn` looked at on its own. `unknownCallers`: its parameters can be anything of their types. */
  start(file: string, fn: FunctionIr, self: Value, unknownCallers: boolean): Task {
    const key = `${file}#${fn.id}`;
    let task = this.tasks.get(key);
    if (!task) {
      task = { key, file, fn, self, unknownCallers, queued: false, runs: 0 };
      this.tasks.set(key, task);
      this.enqueue(task);
    } else if (unknownCallers && !task.unknownCallers) {
      task.unknownCallers = true;
      this.enqueue(task);
    }
    return task;
  }

  /** The body of a module, once. */
  startModule(file: string): void {
    const body = this.file(file)?.functions[0];
    if (body && !this.tasks.has(`${file}#0`)) this.start(file, body, NOTHING, false);
  }

  /** Someone that can be seen calls a function at a time that is not known. */
  feed(fn: AltOf<'fn'>, args: readonly Value[]): void {
    const ir = this.fn(fn.file, fn.fn);
    if (!ir) return;
    this.start(fn.file, ir, fn.bound?.self ?? this.selfOf(fn.file, fn.fn), false);
    const all = [...(fn.bound?.args ?? []), ...args];
    all.forEach((value, i) => this.write(`p:${fn.file}#${fn.fn}#${i}`, value));
    for (let i = all.length; i < ir.params.length; i++) this.write(`p:${fn.file}#${fn.fn}#${i}`, [{ k: 'undefined' }]);
  }

  /** What `this` is in a function that is looked at on its own: the instance of the class around it. */
  selfOf(file: string, id: number): Value {
    let fn = this.fn(file, id);
    while (fn && fn.kind === 'arrow' && fn.parent !== fn.id) fn = this.fn(file, fn.parent);
    const assigned = fn && this.methods.get(`${file}#${fn.id}`);
    if (assigned !== undefined) return [{ k: 'obj', id: assigned }];
    if (fn?.class === undefined) return fn && this.#isConstructor(`${file}#${fn.id}`) ? [{ k: 'obj', id: `I:${file}#${fn.id}` }] : NOTHING;
    const { id: own, kind, class: owner } = fn;
    const isStatic = kind === 'static' || this.file(file)?.classes[owner]?.methods.some((one) => one.fn === own && one.static);
    return [{ k: 'obj', id: `${isStatic ? 'S' : 'C'}:${file}#${owner}` }];
  }

  /** A function that was called with `new`, or that has methods on its prototype. */
  #isConstructor(key: string): boolean {
    return this.constructors.has(key) || this.fieldsOf(`P:${key}`).length > 0;
  }

  /** What arrives on a channel; where nothing is seen to be posted, one unknown. */
  channel(channel: string): Value {
    const value = this.read(`channel:${channel}`);
    if (value.length > 0) return value;
    if (!this.isSettled && this.current) {
      this.waiting.add(this.current);
      return NOTHING;
    }
    this.labels.set(channel, channel.startsWith('workerData:') ? 'workerData' : channel.startsWith('options:') ? 'options' : 'message');
    return opaque(channel);
  }

  enqueue(task: Task): void {
    if (task.queued || task.runs > RUNS) return;
    task.queued = true;
    this.#queue.push(task);
  }

  next(): Task | undefined {
    const task = this.#queue.shift();
    if (task) {
      task.queued = false;
      task.runs++;
    }
    return task;
  }
}
