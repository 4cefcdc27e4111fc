/** "Insert Safe Allocator Snippet…": the library in a list, each with its text beside it; at the cursor or as a file. */

import { commands, l10n, Position, Range, Uri, ViewColumn, window, workspace, WorkspaceEdit, type Disposable, type QuickPickItem, type TextEditor } from 'vscode';
import { Command } from '../../server/protocol.ts';
import library from '../../snippets/generated/index.json';

type Snippet = (typeof library.snippets)[number];

interface SnippetItem extends QuickPickItem {
  readonly snippet: Snippet;
}

/** Previews are documents of their own, so that nothing is written before the user has chosen. */
const SCHEME = 'atomics-snippet';

export const registerSnippets = (): Disposable[] => [
  workspace.registerTextDocumentContentProvider(SCHEME, { provideTextDocumentContent: ({ path }) => named(/\/(.+)\.ts$/.exec(path)?.[1])?.text ?? '' }),
  commands.registerCommand(Command.insertSnippet, async (target?: unknown) => {
    const editor = window.activeTextEditor;
    const snippet = (typeof target === 'string' ? named(target) : undefined) ?? (await choose());
    if (snippet) await insert(snippet, editor, target instanceof Uri ? target : undefined);
  }),
];

const named = (name: string | undefined): Snippet | undefined => library.snippets.find((one) => one.name === name);

function choose(): Promise<Snippet | undefined> {
  const pick = window.createQuickPick<SnippetItem>();
  pick.title = l10n.t('Verified snippets: every interleaving of their scenarios was run');
  pick.placeholder = l10n.t('What do your threads need?');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  // The document's own comes first.
  const [first, others] = [library.snippets.filter(({ name }) => name === 'region-allocator'), library.snippets.filter(({ name }) => name !== 'region-allocator')];
  pick.items = [...first, ...others].map((snippet) => ({ label: snippet.title, description: snippet.version, detail: snippet.description, snippet }));
  return new Promise((resolve) => {
    let chosen: Snippet | undefined;
    pick.onDidChangeActive(([item]) => item && void preview(item.snippet));
    pick.onDidAccept(() => {
      chosen = pick.activeItems[0]?.snippet;
      pick.hide();
    });
    pick.onDidHide(() => {
      pick.dispose();
      void closePreviews().then(() => resolve(chosen));
    });
    pick.show();
  });
}

async function preview({ name }: Snippet): Promise<void> {
  const document = await workspace.openTextDocument(Uri.from({ scheme: SCHEME, path: `/${name}.ts` }));
  await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
}

async function closePreviews(): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  await window.tabGroups.close(tabs.filter(({ input }) => ((input as { readonly uri?: Uri } | undefined)?.uri?.scheme ?? '') === SCHEME));
}

/** Snippets are TypeScript: in another language, and without an editor, they can only be files of their own. */
async function insert(snippet: Snippet, editor: TextEditor | undefined, folder: Uri | undefined): Promise<void> {
  const takesText = !folder && editor?.document.languageId.startsWith('typescript') === true;
  const [cursor, file] = [l10n.t('At the cursor'), l10n.t('As a new file')];
  const where = takesText ? await window.showQuickPick([cursor, file], { title: snippet.title, placeHolder: l10n.t('Where?') }) : file;
  if (where === cursor && editor) await insertAtCursor(snippet, editor);
  else if (where === file) await insertAsFile(snippet, folder ?? folderOf(editor));
}

/** Whole lines of its own, and a last one that says where it ends: later versions can then take its place. */
async function insertAtCursor({ name, text }: Snippet, editor: TextEditor): Promise<void> {
  const { document, selection } = editor;
  const line = document.lineAt(selection.active.line);
  const at = line.isEmptyOrWhitespace ? line.range.start : line.range.end;
  const block = `${line.isEmptyOrWhitespace ? '' : '\n\n'}${text.trimEnd()}\n// end of atomics-snippets: ${name}\n`;
  await editor.edit((edit) => edit.insert(at, block));
  editor.revealRange(new Range(at, at));
}

async function insertAsFile(snippet: Snippet, folder: Uri | undefined): Promise<void> {
  if (!folder) {
    await window.showTextDocument(await workspace.openTextDocument({ language: 'typescript', content: snippet.text }));
    return;
  }
  const file = await freeFile(folder, snippet.name);
  const edit = new WorkspaceEdit();
  edit.createFile(file, { overwrite: false });
  edit.insert(file, new Position(0, 0), snippet.text);
  if (!(await workspace.applyEdit(edit))) return;
  const document = await workspace.openTextDocument(file);
  await document.save();
  await window.showTextDocument(document);
}

function folderOf(editor: TextEditor | undefined): Uri | undefined {
  const { uri } = editor?.document ?? {};
  if (uri && uri.scheme !== 'untitled' && uri.scheme !== SCHEME) return Uri.joinPath(uri, '..');
  return workspace.workspaceFolders?.[0]?.uri;
}

/** `mutex.ts`, or `mutex-2.ts` where there is one: nothing is overwritten. */
async function freeFile(folder: Uri, name: string): Promise<Uri> {
  for (let i = 1; ; i++) {
    const file = Uri.joinPath(folder, `${name}${i === 1 ? '' : `-${i}`}.ts`);
    const isTaken = await workspace.fs.stat(file).then(() => true, () => false);
    if (!isTaken) return file;
  }
}
