/** The report in the format that was asked for. */

import { RULES } from '../../rules/kit/registry.ts';
import { docsUrl } from '../../rules/present/docs-url.ts';
import { renderGithub } from '../../rules/present/github.ts';
import { renderJson } from '../../rules/present/json.ts';
import type { Report } from '../../rules/present/report.ts';
import { renderSarif } from '../../rules/present/sarif.ts';
import { problemText, renderStylish } from '../../rules/present/text/stylish.ts';
import { version } from '../package.json';
import type { Request } from './arguments.ts';
import { unifiedDiff } from './diff.ts';
import type { Fixed } from './fix.ts';
import { columnsFor, paintFor, type Stream } from './terminal.ts';

/** For standard output. */
export function render(report: Report, request: Request, stdout: Stream, env: Readonly<Record<string, string | undefined>>, fixed: readonly Fixed[]): string {
  switch (request.format) {
    case 'json':
      return renderJson(report);
    case 'sarif':
      return renderSarif(report, { version, rules: RULES });
    case 'github':
      return renderGithub(report);
    case 'stylish': {
      const paint = paintFor(stdout, env, request.color);
      const rules = new Map(RULES.map(({ name, description }) => [name, { description, url: docsUrl(name) }]));
      const diffs = request.fix === 'dry-run' ? fixed.map(({ file, before, after }) => `${unifiedDiff(report.path(file), before, after)}\n\n`) : [];
      return `${diffs.join('')}${renderStylish(report, { paint, columns: columnsFor(stdout), rules, fixed: { files: fixed.length, written: request.fix === 'write' } })}`;
    }
  }
}

/** Problems that the format itself has no place for, a line each. */
export const problemLines = (report: Report, { format }: Request): string[] => (format === 'json' ? report.problems.map((problem) => problemText(report, problem)) : []);
