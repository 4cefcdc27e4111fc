/** Fix all of a rule, and fix all on save: safe fixes only. */

import { CodeActionKind, type CodeAction } from 'vscode-languageserver-protocol';
import { compatible } from '../../../rules/kit/apply-edits.ts';
import type { Session } from '../../session.ts';
import type { OpenDocument } from '../../workspace/document.ts';
import type { Shown } from './shown.ts';
import { editOf } from './edit.ts';

/** Runs on save where `editor.codeActionsOnSave` asks for it, or for `source.fixAll`. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.atomics`;

export function fixAll(session: Session, document: OpenDocument, all: readonly Shown[]): CodeAction[] {
  const edit = document.isStale ? undefined : fixesOf(session, document, all);
  return edit ? [{ title: session.say('Fix all problems that can be fixed safely'), kind: FIX_ALL, edit: edit.edit }] : [];
}

/** Offered on a finding whose rule could fix more than that one. */
export function fixAllOfRule(session: Session, document: OpenDocument, here: readonly Shown[], all: readonly Shown[]): CodeAction[] {
  const rules = new Set(here.filter(({ finding }) => finding.fix).map(({ finding }) => finding.rule));
  return [...rules].flatMap((rule) => {
    const found = fixesOf(session, document, all.filter(({ finding }) => finding.rule === rule));
    return found && found.count > 1 ? [{ title: session.say('Fix all {0} problems in this file', rule), kind: CodeActionKind.QuickFix, edit: found.edit }] : [];
  });
}

function fixesOf(session: Session, { folder }: OpenDocument, shown: readonly Shown[]) {
  const fixes = compatible(shown.flatMap(({ finding }) => finding.fix ?? []));
  const edit = fixes.length > 0 ? editOf(session, folder, fixes) : undefined;
  return edit && { edit, count: fixes.length };
}
