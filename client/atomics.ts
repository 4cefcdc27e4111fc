/** The extension, whichever way its server runs: what is registered once, and the client that may be started again. */

import { l10n, window, type ExtensionContext } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { Command, type InitializationOptions } from '../server/protocol.ts';
import { CrashHandler } from './features/crashes.ts';
import { registerExample } from './features/example.ts';
import { answerFileRequests } from './features/file-system.ts';
import { registerMemoryMap } from './features/memory-map.ts';
import { tellOtherSources } from './features/other-source.ts';
import { registerRulePages, rulePageLink } from './features/rule-pages.ts';
import { registerSnippetCheck } from './features/check-snippets.ts';
import { registerSnippets } from './features/snippets.ts';
import { StatusItem } from './features/status.ts';
import { LANGUAGES } from './languages.ts';

export type MakeClient = (options: LanguageClientOptions) => BaseLanguageClient;

export class Atomics {
  readonly #client: BaseLanguageClient;
  readonly #status: StatusItem;
  readonly #crashes: CrashHandler;

  constructor(context: ExtensionContext, make: MakeClient) {
    const output = window.createOutputChannel('Atomics Lint', { log: true });
    this.#crashes = new CrashHandler((message) => this.#status.failed(message));
    this.#client = make({
      documentSelector: LANGUAGES.map((language) => ({ language })),
      outputChannel: output,
      errorHandler: this.#crashes,
      // Without it, a document that is typed into is asked for only when the whole workspace is up to date again.
      diagnosticPullOptions: { onChange: true },
      initializationOptions: this.#options(),
      markdown: { isTrusted: { enabledCommands: [Command.explain] } },
    });
    this.#status = new StatusItem(this.#client, output);
    context.subscriptions.push(output, this.#status, ...registerRulePages(context), ...registerExample(context), ...registerSnippets(), ...registerSnippetCheck());
    context.subscriptions.push(...registerMemoryMap(this.#client, this.#status.onIdle), ...answerFileRequests(this.#client), ...tellOtherSources(this.#client));
    context.subscriptions.push(this.#status.registerRestart(() => this.restart()));
  }

  async start(): Promise<void> {
    try {
      await this.#client.start();
    } catch (error) {
      this.#status.failed(l10n.t('The language server could not be started: {0}', String(error)));
    }
  }

  async restart(): Promise<void> {
    this.#crashes.forget();
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    if (this.#client.needsStop()) await this.#client.stop();
  }

  #options(): InitializationOptions {
    return { commands: Object.values(Command), fileSystem: true, rulePages: rulePageLink };
  }
}
