/** The walkthrough's example: a new document with a race in it. The last step is done when its findings are gone. */

import { commands, languages, window, workspace, type Disposable, type ExtensionContext, Uri, type TextDocument } from 'vscode';

const OPEN = 'atomics.openExample';
const FIXED = 'atomics.exampleFixed';

export function registerExample({ extensionUri }: ExtensionContext): Disposable[] {
  const file = Uri.joinPath(extensionUri, 'client', 'walkthrough', 'example.ts');
  let example: TextDocument | undefined;
  let hadFindings = false;
  return [
    commands.registerCommand(OPEN, async () => {
      const content = new TextDecoder().decode(await workspace.fs.readFile(file));
      example = await workspace.openTextDocument({ language: 'typescript', content });
      hadFindings = false;
      await window.showTextDocument(example);
    }),
    languages.onDidChangeDiagnostics(({ uris }) => {
      if (!example || !uris.some((uri) => uri.toString() === example?.uri.toString())) return;
      const has = languages.getDiagnostics(example.uri).some(({ source }) => source === 'atomics');
      if (hadFindings && !has) void commands.executeCommand('setContext', FIXED, true);
      hadFindings = has;
    }),
  ];
}
