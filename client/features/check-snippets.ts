/** "Check Inserted Snippets": which copies are outdated or edited. Outdated ones are updated, edited ones merged by the user. */

import { commands, l10n, Range, Uri, window, workspace, WorkspaceEdit, type Disposable, type QuickPickItem, type TextDocument } from 'vscode';
import { copiesIn, mentionsSnippets, stateOf, type Copy, type CopyState } from './snippet-copies.ts';

interface Found extends QuickPickItem {
  readonly document: TextDocument;
  readonly copy: Copy;
}

/** Both other sides of a merge, by their names: `base/…` and `new/…`. */
const SCHEME = 'atomics-merge';
const sides = new Map<string, string>();

export const registerSnippetCheck = (): Disposable[] => [
  workspace.registerTextDocumentContentProvider(SCHEME, { provideTextDocumentContent: ({ path }) => sides.get(path) ?? '' }),
  commands.registerCommand('atomics.checkSnippets', check),
];

async function check(): Promise<void> {
  const found = await findCopies();
  if (found.length === 0) {
    void window.showInformationMessage(l10n.t('No verified snippets were found in this workspace.'));
    return;
  }
  const chosen = await window.showQuickPick(found, { title: l10n.t('Verified snippets in this workspace'), placeHolder: l10n.t('Choose one to open or to update it'), matchOnDescription: true });
  if (!chosen) return;
  const state = stateOf(chosen.copy);
  if (state === 'outdated') await update(chosen);
  else if (state === 'edited and outdated') await merge(chosen);
  else await show(chosen);
}

const LABELS: Readonly<Record<CopyState, string>> = { current: '$(check)', edited: '$(edit)', outdated: '$(arrow-up)', 'edited and outdated': '$(git-merge)', unknown: '$(question)' };

function sayState(state: CopyState): string {
  if (state === 'current') return l10n.t('up to date');
  if (state === 'edited') return l10n.t('edited');
  if (state === 'outdated') return l10n.t('outdated: choose to update');
  return state === 'unknown' ? l10n.t('not in the library') : l10n.t('edited and outdated: choose to merge');
}

async function findCopies(): Promise<Found[]> {
  const files = await workspace.findFiles('**/*.{ts,mts,cts,tsx}', '**/node_modules/**');
  const found: Found[] = [];
  for (const file of files) {
    const text = new TextDecoder().decode(await workspace.fs.readFile(file));
    if (!mentionsSnippets(text)) continue;
    const document = await workspace.openTextDocument(file);
    for (const copy of await copiesIn(document.getText())) {
      const state = stateOf(copy);
      found.push({ label: `${LABELS[state]} ${copy.name} ${copy.version}`, description: sayState(state), detail: workspace.asRelativePath(file), document, copy });
    }
  }
  return found;
}

const rangeOf = ({ document, copy }: Found): Range => new Range(document.positionAt(copy.start), document.positionAt(copy.end));

const show = async (found: Found): Promise<void> => {
  const { start } = rangeOf(found);
  await window.showTextDocument(found.document, { selection: new Range(start, start) });
};

/** The user has not touched it: the new text takes its place, and can be undone. */
async function update(found: Found): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(found.document.uri, rangeOf(found), found.copy.latest?.text ?? found.copy.text);
  await workspace.applyEdit(edit);
  await show(found);
}

/** Theirs, ours and what both began from, in the editor's own merge editor. */
async function merge(found: Found): Promise<void> {
  const { document, copy } = found;
  const whole = document.getText();
  const withText = (text: string): string => whole.slice(0, copy.start) + text + whole.slice(copy.end);
  const name = document.uri.path.split('/').pop() ?? copy.name;
  const side = (kind: string, text: string): Uri => {
    const path = `/${kind}/${name}`;
    sides.set(path, withText(text));
    return Uri.from({ scheme: SCHEME, path });
  };
  await commands.executeCommand('_open.mergeEditor', {
    base: side('base', copy.original ?? copy.text),
    input1: { uri: document.uri, title: l10n.t('Yours'), description: copy.version },
    input2: { uri: side('new', copy.latest?.text ?? copy.text), title: l10n.t('The library’s'), description: copy.latest?.version },
    output: document.uri,
  });
}
