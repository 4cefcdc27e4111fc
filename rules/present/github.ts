/** `--format github`: workflow commands, which GitHub Actions shows at the lines of a pull request. */

import type { Finding } from '../kit/finding.ts';
import type { FileProblem } from '../analysis/project.ts';
import { problemText } from './text/stylish.ts';
import { SEVERITY, type Report } from './report.ts';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** Paths must be relative to the repository's top: so must be the report's root. */
export function renderGithub(report: Report): string {
  const lines = [...report.findings.map((finding) => annotation(report, finding)), ...report.problems.map((problem) => problemAnnotation(report, problem))];
  return lines.map((line) => `${line}\n`).join('');
}

function annotation(report: Report, { rule, certainty, message, at, related }: Finding): string {
  const [start, end] = [report.start(at), report.end(at)];
  // A column means nothing where the lines differ.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  const others = related.map((one) => `${report.path(one.at.file)}:${report.start(one.at).line}: ${one.message}`);
  return command(COMMANDS[SEVERITY[certainty]], { file: report.path(at.file), line: start.line, endLine: end.line, ...columns, title: `atomics/${rule}` }, [message, ...others].join('\n'));
}

function problemAnnotation(report: Report, problem: FileProblem): string {
  const { line, column } = report.position(problem.file, problem.offset ?? 0);
  const text = problemText(report, problem).replace(/^.*?: /, '');
  return command(problem.kind === 'syntax' ? 'error' : 'warning', { file: report.path(problem.file), ...(problem.offset !== undefined && { line, col: column }) }, text);
}

function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`);
  return `::${name} ${list.join(',')}::${escaped(message)}`;
}

const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
