/** The command `atomics-check`: explores the scenarios of check files, prints what was found. */

import { parseArgs } from 'node:util';
import { type CheckOptions, type Result, check, limitsOf, tell } from './check.ts';
import { type Confirmation, confirm } from './confirm/confirm.ts';
import { replay } from './explore/replay.ts';
import { Failure } from './model/failure.ts';
import { type EngineName, type Loaded, loadScenarios } from './load-engine.ts';
import { sayFailure, sayResult, saySummary } from './report/text.ts';
import { type Token, parseToken } from './report/token.ts';
import { RewriteError } from './rewrite/print.ts';

export interface CheckFilesOptions {
  readonly json?: boolean | undefined;
  /** Run only this schedule. */
  readonly replay?: string | undefined;
  /** Only scenarios whose name contains this. */
  readonly scenario?: string | undefined;
  readonly engine?: EngineName | undefined;
  readonly preemptions?: number | undefined;
  /** Seconds for each scenario. Default 60. */
  readonly time?: number | undefined;
  /** Width of the tables. Default 120. */
  readonly width?: number | undefined;
  /** The built command, which worker threads run to confirm a failure; without it, none is confirmed. */
  readonly script?: string | undefined;
}

export type Print = (line: string) => void;
export interface FileResult extends Result {
  readonly file: string;
  readonly confirmation: Confirmation | undefined;
}

export const HELP = `atomics-check explores every interleaving of the scenarios in check files.

  atomics-check <file.check.ts …> [options]

  --scenario <text>    only scenarios whose name contains the text
  --preemptions <n>    explore schedules of at most n preemptions, instead of all
  --time <seconds>     for each scenario; 60 if not said
  --replay <token>     run one schedule again, as a failing run printed it
  --engine <name>      workhorse (default), or referee: the functions as they are, slower
  --json               print results as JSON
  --help

Exit code 0: every scenario held. 1: one failed. 2: something could not be checked.
`;

class Problem extends Error {}

/** Checks the files, and prints with `print`; the exit code. */
export async function checkFiles(paths: readonly string[], options: CheckFilesOptions, print: Print): Promise<number> {
  try {
    if (paths.length === 0) throw new Problem('No file was named. atomics-check --help says more.');
    return await (options.replay === undefined ? explore(paths, options, print) : replayOne(paths, options, options.replay, print));
  } catch (error) {
    const said = error instanceof Problem || error instanceof RewriteError || error instanceof Failure;
    print(said ? error.message : error instanceof Error ? error.stack ?? error.message : String(error));
    return 2;
  }
}

function open(path: string, options: CheckFilesOptions): Loaded {
  const loaded = loadScenarios(path, options.engine === undefined ? {} : { engine: options.engine });
  if (loaded.scenarios.length === 0) throw new Problem(`${path} declares no scenario.`);
  return loaded;
}

async function explore(paths: readonly string[], options: CheckFilesOptions, print: Print): Promise<number> {
  const results: FileResult[] = [];
  const wanted: CheckOptions = { preemptions: options.preemptions, milliseconds: (options.time ?? 60) * 1000 };
  for (const file of paths) {
    const { engine, scenarios } = open(file, options);
    for (const scenario of scenarios) {
      if (options.scenario !== undefined && !scenario.name.includes(options.scenario)) continue;
      const checked = check(engine, scenario, wanted);
      const result = { file, ...checked, confirmation: await confirmed(file, checked, options) };
      results.push(result);
      if (!options.json) print(sayResult(result, options.width ?? 120));
    }
  }
  if (results.length === 0) throw new Problem(`No scenario's name contains "${options.scenario ?? ''}".`);
  print(options.json ? JSON.stringify({ version: 1, results }, undefined, 2) : saySummary(results));
  return exitCode(results);
}

/** What real worker threads make of the failing schedule. */
async function confirmed(file: string, { scenario, failure }: Result, { script }: CheckFilesOptions): Promise<Confirmation | undefined> {
  if (!failure || failure.kind === 'not checkable' || script === undefined) return undefined;
  return confirm(file, scenario, failure, parseToken(failure.token)!.schedule(failure.threads.length), script);
}

function exitCode(results: readonly Result[]): number {
  if (results.some((r) => r.failure?.kind === 'not checkable')) return 2;
  return results.some((r) => r.failure) ? 1 : 0;
}

function replayOne(paths: readonly string[], options: CheckFilesOptions, text: string, print: Print): number {
  const token = parseToken(text);
  if (!token) throw new Problem(`"${text}" is no replay token.`);
  for (const path of paths) {
    const code = replayIn(open(path, options), path, token, options, print);
    if (code !== undefined) return code;
  }
  throw new Problem('The token belongs to no scenario of these files: was its name changed?');
}

function replayIn({ engine, scenarios }: Loaded, file: string, token: Token, options: CheckFilesOptions, print: Print): number | undefined {
  const scenario = scenarios.find((s) => token.matches(s.name));
  if (!scenario) return undefined;
  engine.select(scenario, limitsOf(scenario));
  engine.machine.reset();
  const schedule = token.schedule(engine.machine.size);
  const { failure, fits } = replay(engine.machine, schedule);
  if (!fits) throw new Problem('The schedule does not fit this code any more: a step that it asks for is not possible.');
  const report = tell(engine, scenario, { schedule, failure: failure ?? new Failure('check', 'The schedule runs to its end, and nothing fails.') });
  print(options.json ? JSON.stringify({ version: 1, file, scenario: scenario.name, failed: failure !== undefined, ...report }, undefined, 2) : sayFailure(scenario.name, file, report, options.width ?? 120));
  return failure ? 1 : 0;
}

/** The arguments of the command; throws what `parseArgs` throws. */
export function readArguments(argv: readonly string[]): { paths: string[]; options: CheckFilesOptions; help: boolean } {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' }, replay: { type: 'string' }, scenario: { type: 'string' }, engine: { type: 'string' },
      preemptions: { type: 'string' }, time: { type: 'string' }, help: { type: 'boolean', short: 'h' },
    },
  });
  const options = { json: values.json, replay: values.replay, scenario: values.scenario, engine: engineName(values.engine), preemptions: count('preemptions', values.preemptions), time: count('time', values.time) };
  return { paths: positionals, options, help: values.help === true };
}

function engineName(text: string | undefined): EngineName | undefined {
  if (text === undefined || text === 'workhorse' || text === 'referee') return text;
  throw new TypeError(`There is no engine "${text}": it is workhorse or referee.`);
}

function count(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const n = Number(text);
  if (text.trim() === '' || !Number.isFinite(n) || n < 0 || (name === 'preemptions' && !Number.isInteger(n))) throw new TypeError(`--${name} takes a number, not "${text}".`);
  return n;
}
