/** The fast engine: the code under test, rewritten to generators, runs in this thread. */

import { basename } from 'node:path';
import { CheckFailed, type Host, type ScenarioDefinition, type ThreadHandle, type ThreadOptions, use } from '../api.ts';
import type { Program } from '../rewrite/load.ts';
import type { Driver, Limits, ThreadStart } from './driver.ts';
import type { Engine, Source } from './engine.ts';
import { Failure, failureOf } from './failure.ts';
import { Machine } from './machine.ts';
import type { Op } from './op.ts';
import { Runtime } from './runtime.ts';
import { type Code, Stack } from './stack.ts';

interface Handle extends ThreadHandle { result: unknown; died: boolean }

interface Started extends ThreadStart { readonly body: () => unknown; readonly handle: Handle }

export class Workhorse implements Driver, Host, Engine {
  readonly machine: Machine;
  readonly runtime: Runtime;
  /** While condition C4 is tried, claims about values are void. */
  lenient = false;
  /** The outcome of the last execution, if the scenario names one. */
  result: string | undefined;
  private scenario: ScenarioDefinition | undefined;
  private starts: Started[] = [];
  private codes: (Stack | undefined)[] = [];
  private invariants: (() => unknown)[] = [];
  private outcomes: (() => unknown)[] = [];

  constructor(private readonly program: Program) {
    this.machine = new Machine(this);
    this.runtime = new Runtime(this.machine);
  }

  /** The scenarios of the program, each to be selected before it is explored. */
  scenarios(): readonly ScenarioDefinition[] {
    const scenarios = this.program.run(this.runtime);
    this.machine.regions.seal();
    return scenarios;
  }

  select(scenario: ScenarioDefinition, limits: Limits): void {
    this.scenario = scenario;
    this.machine.limits = limits;
  }

  get readPlainly(): boolean {
    return this.runtime.plainReads > 0;
  }

  readonly canDistort = true;

  /** Every value differently, so that equal ones do not stay equal. */
  distort(mask: number): void {
    let count = 0;
    this.lenient = mask !== 0;
    this.runtime.distort = mask === 0 ? undefined : (value) => (typeof value === 'bigint' ? value ^ BigInt(mask + count++ % 7) : Number(value) ^ (mask + count++ % 7));
  }

  source(site: number): Source {
    const s = this.program.sites[site];
    if (!s) return { where: '', source: '' };
    return { where: `${s.file === this.program.sites[0]?.file ? '' : `${basename(s.file)}:`}${s.line}`, source: s.text };
  }

  site(site: number): string {
    const s = this.program.sites[site];
    return s ? `${s.file}:${s.line}` : 'an unknown place';
  }

  setup(): readonly ThreadStart[] {
    this.starts = [];
    this.invariants = [];
    this.outcomes = [];
    this.result = undefined;
    this.runtime.plainReads = 0;
    use(this);
    this.runtime.sync(this.scenario!.setup());
    this.codes = [];
    return this.starts;
  }

  thread(name: string | undefined, body: () => unknown, options: ThreadOptions): ThreadHandle {
    if (this.machine.current >= 0) throw new Error('thread() belongs into the setup of a scenario: threads do not start threads.');
    const id = this.starts.length;
    if (id === 10) throw new RangeError('A scenario has at most 10 threads.');
    const handle: Handle = { id, result: undefined, died: false };
    this.starts.push({ name: name ?? `thread ${id}`, body, options, handle });
    return handle;
  }
  invariant(body: () => unknown): void { this.invariants.push(body); }
  outcome(body: () => unknown): void { this.outcomes.push(body); }

  begin(thread: number): Op | undefined {
    const start = this.starts[thread]!;
    try {
      const result = start.body();
      if (!(result instanceof this.runtime.G)) {
        start.handle.result = result;
        return undefined;
      }
      const code = this.codes[thread] = new Stack(result as unknown as Code);
      return this.turn(thread, code, code.next(undefined));
    } catch (error) {
      throw failureOf(error, start.name);
    }
  }

  resume(thread: number, value: unknown): Op | undefined {
    const code = this.codes[thread]!;
    try {
      return this.turn(thread, code, code.next(value));
    } catch (error) {
      throw failureOf(error, this.starts[thread]!.name);
    }
  }

  raise(thread: number, error: unknown): Op | undefined {
    const code = this.codes[thread]!;
    try {
      return this.turn(thread, code, code.throw(error));
    } catch (thrown) {
      throw failureOf(thrown, this.starts[thread]!.name);
    }
  }

  kill(thread: number): void {
    this.starts[thread]!.handle.died = true;
    this.codes[thread] = undefined;
  }

  private turn(thread: number, code: Stack, op: Op | undefined): Op | undefined {
    if (!op) this.starts[thread]!.handle.result = code.result;
    return op;
  }

  finish(): void {
    try {
      if (!this.lenient) for (const body of this.invariants) this.runtime.sync(body());
      if (this.outcomes.length > 0) this.result = JSON.stringify(this.outcomes.map((body) => this.runtime.sync(body())), (_, x: unknown) => (typeof x === 'bigint' ? `${x}n` : x));
    } catch (error) {
      throw error instanceof CheckFailed ? new Failure('invariant', error.message) : failureOf(error, 'An invariant');
    }
  }

  failed(error: CheckFailed): void {
    if (this.machine.current >= 0) this.machine.failure ??= failureOf(error, this.starts[this.machine.current]!.name);
  }
}
