/** The item among the language's own: how far the analysis is, what it found, and what went wrong. */

import { commands, EventEmitter, l10n, languages, LanguageStatusSeverity, type Disposable, type LanguageStatusItem, type LogOutputChannel } from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import { STATUS, type Status } from '../../server/protocol.ts';
import { LANGUAGES } from '../languages.ts';

const SHOW_OUTPUT = 'atomics.showOutput';
export const RESTART = 'atomics.restart';

export class StatusItem implements Disposable {
  readonly #item: LanguageStatusItem;
  readonly #parts: Disposable[];
  readonly #idle = new EventEmitter<void>();
  /** The analysis has ended a round. */
  readonly onIdle = this.#idle.event;

  constructor(
    client: BaseLanguageClient,
    readonly output: LogOutputChannel,
  ) {
    this.#item = languages.createLanguageStatusItem('atomics', LANGUAGES.map((language) => ({ language })));
    this.#item.name = 'Atomics Lint';
    this.#item.text = 'Atomics Lint';
    this.#parts = [
      this.#item,
      this.#idle,
      client.onNotification(STATUS, (status: Status) => this.#show(status)),
      client.onDidChangeState(({ newState }) => this.#started(newState)),
      commands.registerCommand(SHOW_OUTPUT, () => output.show()),
    ];
  }

  registerRestart(restart: () => Promise<void>): Disposable {
    return commands.registerCommand(RESTART, restart);
  }

  failed(message: string): void {
    this.output.error(message);
    this.#item.busy = false;
    this.#item.severity = LanguageStatusSeverity.Error;
    this.#item.detail = message;
    this.#item.command = { title: l10n.t('Restart'), command: RESTART };
  }

  dispose(): void {
    for (const part of this.#parts) part.dispose();
  }

  #started(state: State): void {
    this.#item.busy = state === State.Starting;
    if (state === State.Starting) this.#item.detail = l10n.t('Starting');
  }

  #show({ state, done, total, files, findings, milliseconds, problems }: Status): void {
    this.#item.busy = state === 'analysing';
    this.#item.severity = problems.length > 0 ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
    this.#item.command = { title: l10n.t('Output'), command: SHOW_OUTPUT };
    const found = findings === 1 ? l10n.t('1 finding in {0} files', files) : l10n.t('{0} findings in {1} files', findings, files);
    const parts = state === 'analysing' ? [l10n.t('Analysing {0}/{1}', done, total)] : [found, `${milliseconds} ms`];
    if (problems.length > 0) parts.push(problems.length === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', problems.length));
    this.#item.detail = parts.join(' · ');
    if (state === 'idle') this.#idle.fire();
  }
}
