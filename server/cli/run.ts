/** One run of the command line, from its arguments to its exit code. */

import { slashed } from '../../rules/analysis/base/path.ts';
import { nodeDisk } from '../../rules/disk.ts';
import { Lint } from '../../rules/kit/lint.ts';
import { parseText } from '../../rules/oxc.ts';
import { renderJson } from '../../rules/present/json.ts';
import { Report, type FileReport } from '../../rules/present/report.ts';
import { parseArguments, UsageError, type Request } from './arguments.ts';
import { findTargets } from './targets.ts';

/** Where a run stands: its folder, and what it prints to. */
export interface Host {
  readonly cwd: string;
  out(text: string): void;
  err(text: string): void;
}

/** 0: clean; 1: findings, or a file that does not parse; 2: could not run. */
export type ExitCode = 0 | 1 | 2;

export function run(args: readonly string[], host: Host): ExitCode {
  try {
    const request = parseArguments(args);
    if (request === 'help' || request === 'version') return 0;
    return lint(request, host);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    host.err(`atomics-lint: ${error.message}\n`);
    return 2;
  }
}

function lint(request: Request, host: Host): ExitCode {
  const disk = nodeDisk();
  const cwd = slashed(host.cwd);
  const { targets } = findTargets(request.paths, cwd, disk, (root) => new Lint(root, disk, parseText));
  const files = targets.flatMap(({ project, files: wanted }) => wanted.map((file): FileReport => {
    const problem = project.hasTrigger(file) ? project.problem(file) : undefined;
    return { file, findings: problem ? [] : project.findings(file, request.settings), ...(problem && { problem }) };
  }));
  const report = new Report(cwd, files, (file) => targets.find(({ files: own }) => own.includes(file))?.project.text(file));
  host.out(renderJson(report));
  for (const { file, message, offset } of report.problems) host.err(`${report.path(file)}${offset === undefined ? '' : `:${Object.values(report.position(file, offset)).join(':')}`}: ${message}\n`);
  return report.findings.length > 0 || report.problems.some(({ kind }) => kind === 'syntax') ? 1 : 0;
}
