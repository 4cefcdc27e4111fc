/** `--format json`: one array of findings, with places as editors count them. */

import type { Span } from '../analysis/base/span.ts';
import type { Fix } from '../kit/finding.ts';
import type { Report } from './report.ts';

export function renderJson(report: Report): string {
  return `${JSON.stringify(report.findings.map((finding) => ({
    ...place(report, finding.at),
    ...ends(report, finding.at),
    rule: finding.rule,
    certainty: finding.certainty,
    message: finding.message,
    related: finding.related.map(({ at, message }) => ({ ...place(report, at), message })),
    fix: finding.fix ? fixOf(report, finding.fix) : null,
  })), null, 2)}\n`;
}

const place = (report: Report, at: Span) => ({ file: report.path(at.file), ...report.start(at) });

function ends(report: Report, at: Span): { endLine: number; endColumn: number } {
  const { line, column } = report.end(at);
  return { endLine: line, endColumn: column };
}

const fixOf = (report: Report, { title, edits }: Fix) => ({
  title,
  edits: edits.map(({ at, text }) => ({ file: report.path(at.file), start: report.start(at), end: report.end(at), text })),
});
