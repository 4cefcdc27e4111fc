/** Where a finding is about a region that is allocated by hand, a verified allocator may be what is wanted. */

import { CodeActionKind, type CodeAction } from 'vscode-languageserver-protocol';
import { Command } from '../../protocol.ts';
import type { Session } from '../../session.ts';
import type { OpenDocument } from '../../workspace/document.ts';
import type { Shown } from './shown.ts';

/** Rules about a header: who touches it, and how its busy flag is claimed and released. */
const ABOUT_HEADERS = ['no-mixed-access', 'no-mixed-size', 'no-plain-view', 'no-split-update', 'check-compare-exchange', 'release-on-all-paths'];

export function snippetActions(session: Session, document: OpenDocument, here: readonly Shown[]): CodeAction[] {
  const helped = here.find((one) => ABOUT_HEADERS.includes(one.finding.rule) && isAllocatedByHand(document, one));
  const offer = helped && offerOf(session, document);
  if (!offer) return [];
  const command = { ...offer, command: Command.insertSnippet };
  return [{ title: offer.title, kind: CodeActionKind.QuickFix, command, ...(helped.diagnostic && { diagnostics: [helped.diagnostic] }) }];
}

/** A client with a command of its own lets the user choose; another one gets the document's allocator as a file. */
function offerOf({ client, say }: Session, { uri }: OpenDocument): { readonly title: string; readonly arguments: string[] } | undefined {
  if (client.options.commands?.includes(Command.insertSnippet)) return { title: say('Insert a verified allocator…'), arguments: [] };
  const isPossible = client.createsFiles && client.documentChanges;
  return isPossible ? { title: say('Add the verified region allocator as a file'), arguments: ['region-allocator', uri] } : undefined;
}

const isAllocatedByHand = ({ folder }: OpenDocument, { finding }: Shown): boolean =>
  finding.related.some(({ at }) => /^new\s+SharedArrayBuffer\b/.test(folder.lint.text(at.file)?.slice(at.start, at.end) ?? ''));
