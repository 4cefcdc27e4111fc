/** When the server breaks down: it is started again, without a message, and given up after some times in a short while. */

import { l10n } from 'vscode';
import { CloseAction, ErrorAction, type CloseHandlerResult, type ErrorHandler, type ErrorHandlerResult } from 'vscode-languageclient';

const MOST = 5;
const WHILE = 3 * 60_000;

export class CrashHandler implements ErrorHandler {
  #crashes: number[] = [];

  constructor(readonly giveUp: (message: string) => void) {}

  error(): ErrorHandlerResult {
    return { action: ErrorAction.Continue, handled: true };
  }

  closed(): CloseHandlerResult {
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < WHILE), now];
    if (this.#crashes.length < MOST) return { action: CloseAction.Restart, handled: true };
    this.giveUp(l10n.t('The language server broke down {0} times. The output tells why.', this.#crashes.length));
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  /** The user starts it again by hand. */
  forget(): void {
    this.#crashes = [];
  }
}
