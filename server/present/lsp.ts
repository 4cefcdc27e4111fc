/** A finding as the protocol shows it. The one file that knows how. */

import { DiagnosticSeverity, type Diagnostic, type DiagnosticRelatedInformation } from 'vscode-languageserver-protocol';
import type { Span } from '../../rules/analysis/base/span.ts';
import type { Finding } from '../../rules/kit/finding.ts';
import type { Location } from '../protocol.ts';
import type { EditorSettings, Severity } from '../workspace/settings.ts';

export const SOURCE = 'atomics';

const HOMEPAGE = 'https://github.com/atomics-lint/atomics-lint';

/** A rule's page, for clients that do not ship it. */
export const rulePageOnTheWeb = (rule: string): string => `${HOMEPAGE}/blob/main/docs/rules/${rule}.md`;

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export interface Presenting {
  readonly settings: EditorSettings;
  /** The client can show second places and links. */
  readonly related: boolean;
  readonly links: boolean;
  /** Where a rule's page is. */
  rulePage(rule: string): string;
  /** Where a place stands now; undefined where nothing is left of it. */
  locate(at: Span): Location | undefined;
}

/** Undefined where the place is gone. */
export function diagnosticOf(finding: Finding, { settings, related, links, rulePage, locate }: Presenting): Diagnostic | undefined {
  const place = locate(finding.at);
  if (!place) return undefined;
  const { rule, certainty, message } = finding;
  const severity = settings.ruleSeverity.get(rule) ?? settings.certaintySeverity[certainty];
  const places = related ? relatedOf(finding, locate) : [];
  return {
    range: place.range,
    severity: SEVERITY[severity],
    source: SOURCE,
    code: rule,
    message,
    ...(links && { codeDescription: { href: rulePage(rule) } }),
    ...(places.length > 0 && { relatedInformation: places }),
  };
}

function relatedOf(finding: Finding, locate: Presenting['locate']): DiagnosticRelatedInformation[] {
  return finding.related.flatMap(({ at, message }) => {
    const location = locate(at);
    return location ? [{ location, message }] : [];
  });
}
