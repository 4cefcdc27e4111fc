/** What code actions are made for. */

import type { Diagnostic, Range } from 'vscode-languageserver-protocol';
import type { Finding } from '../../../rules/kit/finding.ts';

/** A finding with where it stands, and the diagnostic that the client shows of it. */
export interface Shown {
  readonly finding: Finding;
  readonly range: Range;
  readonly diagnostic: Diagnostic | undefined;
}
