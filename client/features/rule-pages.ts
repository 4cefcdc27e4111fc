/** The rules' pages come with the extension: a finding's code, and "Explain", open them here and not in a browser. */

import { commands, Uri, workspace, type Disposable, type ExtensionContext } from 'vscode';
import { Command } from '../../server/protocol.ts';

/** `{rule}` stands for a rule's name, as the server fills it in. */
export const rulePageLink = `command:${Command.explain}?${encodeURIComponent('["')}{rule}${encodeURIComponent('"]')}`;

export const registerRulePages = (context: ExtensionContext): Disposable[] => [
  commands.registerCommand(Command.explain, async (rule: unknown, anchor?: unknown) => {
    if (typeof rule !== 'string' || !/^[a-z-]+$/.test(rule)) return;
    const page = Uri.joinPath(context.extensionUri, 'docs', 'rules', `${rule}.md`);
    // The pages are read as they are: without this, an extension that formats files on opening might offer to change them.
    await workspace.fs.stat(page);
    await commands.executeCommand('markdown.showPreviewToSide', typeof anchor === 'string' ? page.with({ fragment: anchor }) : page);
  }),
];
