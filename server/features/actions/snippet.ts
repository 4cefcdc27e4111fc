/** Where a finding is about a region that is allocated by hand, a verified allocator may be what is wanted. */

import { CodeActionKind, type CodeAction } from 'vscode-languageserver-protocol';
import { Command } from '../../protocol.ts';
import type { Session } from '../../session.ts';
import type { OpenDocument } from '../../workspace/document.ts';
import type { Shown } from '../code-action.ts';

/** Rules about a header: who touches it, and how its busy flag is claimed and released. */
const ABOUT_HEADERS = ['no-mixed-access', 'no-mixed-size', 'no-plain-view', 'no-split-update', 'check-compare-exchange', 'release-on-all-paths'];

export function snippetActions(session: Session, document: OpenDocument, here: readonly Shown[]): CodeAction[] {
  if (!session.client.options.commands?.includes(Command.insertSnippet)) return [];
  const helped = here.find((one) => ABOUT_HEADERS.includes(one.finding.rule) && isAllocatedByHand(document, one));
  if (!helped) return [];
  const title = session.say('Insert a verified allocator…');
  return [{ title, kind: CodeActionKind.QuickFix, command: { title, command: Command.insertSnippet, arguments: [] }, ...(helped.diagnostic && { diagnostics: [helped.diagnostic] }) }];
}

const isAllocatedByHand = ({ folder }: OpenDocument, { finding }: Shown): boolean =>
  finding.related.some(({ at }) => /^new\s+SharedArrayBuffer\b/.test(folder.lint.text(at.file)?.slice(at.start, at.end) ?? ''));
