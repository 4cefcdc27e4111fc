/** One run of the command line, from its arguments to its exit code. */

import { slashed } from '../../rules/analysis/base/path.ts';
import { nodeDisk } from '../../rules/disk.ts';
import { Lint } from '../../rules/kit/lint.ts';
import { parseText } from '../../rules/oxc.ts';
import { Report } from '../../rules/present/report.ts';
import { version } from '../package.json';
import { parseArguments, type Request } from './arguments.ts';
import { fixAll, type Fixed } from './fix.ts';
import { helpText } from './help.ts';
import { lintTargets, type Failure } from './lint.ts';
import { renderMap } from './map.ts';
import { writeFixed, writePage } from './output.ts';
import { problemLines, render } from './render.ts';
import { Clock, statsText } from './stats.ts';
import { findTargets, type Targets } from './targets.ts';
import { paintFor, type Stream } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Where a run stands: its folder, its environment, and what it prints to. */
export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Stream & { write(text: string): unknown };
  readonly stderr: Stream & { write(text: string): unknown };
}

/** 0: clean; 1: findings, or a file that does not parse; 2: could not run. */
export type ExitCode = 0 | 1 | 2;

export function run(args: readonly string[], host: Host): ExitCode {
  try {
    const request = parseArguments(args);
    if (request === 'help') host.stdout.write(helpText(version, paintFor(host.stdout, host.env, undefined)));
    else if (request === 'version') host.stdout.write(`${version}\n`);
    else return lint(request, host);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    host.stderr.write(`atomics-lint: ${error.message}\n`);
    return 2;
  }
}

function lint(request: Request, host: Host): ExitCode {
  const clock = new Clock();
  const cwd = slashed(host.cwd);
  const disk = nodeDisk();
  const found = clock.time('finding files', () => findTargets(request.paths, cwd, disk, (root) => new Lint(root, disk, parseText)));
  clock.time('reading files, and links between them', () => found.targets.forEach(({ project }) => project.components()));
  const fixed = request.fix === 'no' ? [] : clock.time('fixing', () => found.targets.flatMap((target) => fixAll(target, request.settings)));
  if (request.fix === 'write') writeFixed(fixed, cwd);
  const { files, failures } = clock.time('analysis and rules', () => lintTargets(found, request.settings, host.stderr));
  const report = new Report(rootOf(request, host, cwd), files, (file) => textOf(found, file));
  if (request.map !== undefined) writePage(request.map, clock.time('map', () => renderMap(found.targets, request.settings, report)), cwd, host.stderr);
  print(report, request, host, { fixed, others: found.others, failures });
  if (request.stats) host.stderr.write(statsText(clock, found.targets, request.settings));
  return exitCode(report, failures);
}

/** Annotations name paths from the repository's top, wherever in it the command runs. */
function rootOf({ format }: Request, { env }: Host, cwd: string): string {
  const top = env['GITHUB_WORKSPACE'] && slashed(env['GITHUB_WORKSPACE']);
  return format === 'github' && top && cwd.startsWith(`${top}/`) ? top : cwd;
}

const textOf = ({ targets }: Targets<Lint>, file: string): string | undefined => {
  for (const { project } of targets) {
    const text = project.text(file);
    if (text !== undefined) return text;
  }
  return undefined;
};

interface Extra {
  readonly fixed: readonly Fixed[];
  readonly others: readonly string[];
  readonly failures: readonly Failure[];
}

function print(report: Report, request: Request, { stdout, stderr, env }: Host, { fixed, others, failures }: Extra): void {
  stdout.write(render(report, request, stdout, env, fixed));
  const notes = [
    ...others.map((path) => `${path}: This is no JavaScript or TypeScript source file; it was not looked at.`),
    ...failures.map(({ file, rule, message }) => `${report.path(file)}: ${rule ? `The rule ${rule}` : 'The analysis'} failed with "${message}"; please report it, with the file.`),
  ];
  for (const line of problemLines(report, request)) stderr.write(`${line}\n`);
  for (const note of notes) stderr.write(`atomics-lint: ${note}\n`);
}

function exitCode(report: Report, failures: readonly Failure[]): ExitCode {
  if (failures.length > 0) return 2;
  return report.findings.length > 0 || report.problems.some(({ kind }) => kind === 'syntax') ? 1 : 0;
}
