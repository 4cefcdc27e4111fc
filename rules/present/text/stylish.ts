/** `--format stylish`: each finding with its code, for people. */

import type { Certainty, Finding } from '../../kit/finding.ts';
import type { FileProblem } from '../../analysis/project.ts';
import type { Report } from '../report.ts';
import { frame } from './frame.ts';
import type { Paint } from './paint.ts';
import { visible, wrapped } from './width.ts';

export interface StylishOptions {
  readonly paint: Paint;
  readonly columns: number;
  /** Files that fixes changed, or would change. */
  readonly fixed?: { readonly files: number; readonly written: boolean };
  readonly rules: ReadonlyMap<string, { readonly description: string; readonly url: string }>;
}

const SIGNS: Readonly<Record<Certainty, { readonly sign: string; readonly color: 'red' | 'yellow' | 'blue' }>> = {
  proven: { sign: '✖', color: 'red' },
  likely: { sign: '▲', color: 'yellow' },
  possible: { sign: '●', color: 'blue' },
};

export function renderStylish(report: Report, options: StylishOptions): string {
  const blocks = report.findings.map((finding) => findingText(report, finding, options));
  const problems = problemLines(report, options);
  if (problems.length > 0) blocks.push(problems.join('\n'));
  if (report.findings.length > 0) blocks.push(ruleLines(report, options).join('\n'));
  return `${[...blocks, summary(report, options)].join('\n\n')}\n`;
}

function findingText(report: Report, finding: Finding, { paint, columns }: StylishOptions): string {
  const { sign, color } = SIGNS[finding.certainty];
  const accent = paint[color];
  const prose = quoted(paint);
  const [what = '', ...why] = sentences(visible(finding.message));
  const message = [...wrapped(what, columns - 2).map((line) => paint.bold(line)), ...wrapped(why.join(' '), columns - 2).filter(Boolean).map(prose)];
  return [
    `${accent(sign)} ${paint.bold(accent(finding.rule))} ${paint.dim(`· ${finding.certainty}`)}`,
    ...message.map((line) => `  ${line}`),
    ...frame(report, finding, { paint, accent, columns, prose }),
    ...remedies(finding, paint),
  ].join('\n');
}

/** The first sentence says what and where. */
function sentences(message: string): string[] {
  const cut = /[.!?] (?=[A-Z`])/.exec(message);
  return cut ? [message.slice(0, cut.index + 1), message.slice(cut.index + 2)] : [message];
}

/** Code in backticks has a colour of its own. */
const quoted = (paint: Paint) => (text: string): string => text.replace(/`[^`]+`/g, (code) => paint.cyan(code));

function remedies({ fix, suggestions }: Finding, paint: Paint): string[] {
  const prose = quoted(paint);
  const line = (name: string, title: string, note: string): string => `  ${paint.green(name)} ${prose(visible(title))}${note && paint.dim(` ${note}`)}`;
  return [...(fix ? [line('fix', fix.title, '(--fix)')] : []), ...suggestions.map(({ title }) => line('try', title, ''))];
}

/** So many files of one kind are named; the others are counted. */
const MOST_NAMED = 5;

function problemLines(report: Report, { paint }: StylishOptions): string[] {
  const kinds = [...new Set(report.problems.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const problems = report.problems.filter((problem) => problem.kind === kind);
    const shown = kind === 'syntax' ? problems : problems.slice(0, MOST_NAMED);
    const lines = shown.map((problem) => `${kind === 'syntax' ? paint.red('✖') : paint.yellow('▲')} ${problemText(report, problem)}`);
    return problems.length > shown.length ? [...lines, paint.dim(`  and ${problems.length - shown.length} more files like that`)] : lines;
  });
}

/** One line, with the place of a syntax error. */
export function problemText(report: Report, { file, kind, message, offset }: FileProblem): string {
  const { line, column } = report.position(file, offset ?? 0);
  const place = offset === undefined ? '' : `:${line}:${column}`;
  const [text = ''] = visible(message.replace(/\s*\n[^]*/, '')).split('\n');
  return `${visible(report.path(file))}${place}: ${kind === 'syntax' ? `The file does not parse: ${text}` : text}`;
}

function ruleLines({ findings }: Report, { paint, rules, columns }: StylishOptions): string[] {
  const names = [...new Set(findings.map(({ rule }) => rule))];
  const width = Math.max(...names.map(({ length }) => length));
  return names.flatMap((name) => {
    const { description = '', url = '' } = rules.get(name) ?? {};
    return [`${name.padEnd(width)}  ${wrapped(description, columns - width - 2).join(`\n${' '.repeat(width + 2)}`)}`, `${' '.repeat(width + 2)}${paint.dim(url)}`];
  });
}

function summary(report: Report, { paint, fixed }: StylishOptions): string {
  const { findings, files } = report;
  const done = fixed && fixed.files > 0 ? ` ${count(fixed.files, 'file', 'files')} ${fixed.written ? 'fixed' : 'would be fixed'}.` : '';
  const broken = report.problems.filter(({ kind }) => kind === 'syntax').length;
  const notParsed = broken > 0 ? ` ${count(broken, 'file does', 'files do')} not parse.` : '';
  if (findings.length === 0) return `${broken > 0 ? paint.red('✖') : paint.green('✔')} No findings in ${count(files.length, 'file', 'files')}.${done}${notParsed}`;
  const inFiles = files.filter((file) => file.findings.length > 0).length;
  const kinds = (['proven', 'likely', 'possible'] as const).flatMap((certainty) => {
    const n = findings.filter((finding) => finding.certainty === certainty).length;
    return n > 0 ? [paint[SIGNS[certainty].color](`${n} ${certainty}`)] : [];
  });
  const fixable = findings.filter(({ fix }) => fix).length;
  const fixes = fixable > 0 ? ` ${count(fixable, 'is', 'are')} fixable with --fix.` : '';
  return `${paint.red('✖')} ${paint.bold(count(findings.length, 'finding', 'findings'))} in ${count(inFiles, 'file', 'files')}: ${kinds.join(', ')}.${fixes}${done}${notParsed}`;
}

const count = (n: number, one: string, more: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : more}`;
