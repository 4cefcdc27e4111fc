/**
 * The rules' pages come with the extension: a finding's code, and "Explain", open them here and not in a browser.
 *
 * They are documents of a scheme of their own, which the manifest opens as Markdown previews: a link to a command would
 * not be followed from a finding's code. A page that explains a finding begins with it.
 */

import { commands, Uri, ViewColumn, workspace, type Disposable, type ExtensionContext } from 'vscode';
import { Command } from '../../server/protocol.ts';

const SCHEME = 'atomics-rule';
const PREVIEW = 'vscode.markdown.preview.editor';

/** `{rule}` stands for a rule's name, as the server fills it in. */
export const rulePageLink = `${SCHEME}:/rules/{rule}.md`;

export const registerRulePages = ({ extensionUri }: ExtensionContext): Disposable[] => [
  workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async ({ path, query }) => withFinding(new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(extensionUri, 'docs', path))), query),
  }),
  commands.registerCommand(Command.explain, async (rule: unknown, message?: unknown) => {
    if (typeof rule !== 'string' || !/^[a-z-]+$/.test(rule)) return;
    const page = Uri.from({ scheme: SCHEME, path: `/rules/${rule}.md`, query: typeof message === 'string' ? message : '' });
    await commands.executeCommand('vscode.openWith', page, PREVIEW, ViewColumn.Beside);
  }),
];

/** Below the title: the case that the user has met, before those that the page tells of. */
const withFinding = (page: string, message: string): string => (message === '' ? page : page.replace(/^# .*\n/, (title) => `${title}\n> ${message}\n`));
