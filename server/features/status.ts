/** `atomics/status`, and a progress bar for the first round in clients that show one. */

import type { WorkDoneProgressReporter } from 'vscode-languageserver';
import { STATUS, type Status } from '../protocol.ts';
import type { Progress, Session } from '../session.ts';
import type { Feature } from './feature.ts';

/** A round that ends sooner is not worth a bar, in milliseconds; nor more news than these a second. */
const WORTH_SHOWING = 400;
const PAUSE = 100;

export const status: Feature = {
  initialized: (session) => {
    const show = firstRound(session);
    let told = 0;
    session.onProgress((progress) => {
      show(progress);
      if (!progress.isIdle && Date.now() - told < PAUSE) return;
      told = Date.now();
      void session.connection.sendNotification(STATUS, statusOf(session, progress));
    });
  },
  listen: () => undefined,
};

const statusOf = (session: Session, { done, total, milliseconds, isIdle }: Progress): Status => ({
  state: isIdle ? 'idle' : 'analysing',
  done,
  total,
  files: session.folders.all().reduce((sum, { lint, isLoose }) => sum + (isLoose ? 0 : lint.files().length), 0),
  findings: session.reports.count,
  milliseconds,
  problems: session.log.problems,
});

function firstRound(session: Session): (progress: Progress) => void {
  const start = Date.now();
  let bar: Promise<WorkDoneProgressReporter & { done(): void }> | undefined;
  let isOver = !session.client.progress;
  return ({ done, total, isIdle }) => {
    if (isOver) return;
    if (isIdle) {
      isOver = true;
      void session.mayBeRefused(bar?.then((one) => one.done()));
    } else if (Date.now() - start > WORTH_SHOWING) {
      bar ??= begin(session);
      void session.mayBeRefused(bar.then((one) => one.report(Math.round((100 * done) / Math.max(total, 1)), `${done}/${total}`)));
    }
  };
}

async function begin(session: Session): Promise<WorkDoneProgressReporter & { done(): void }> {
  const bar = await session.connection.window.createWorkDoneProgress();
  bar.begin('Atomics Lint', 0, undefined, false);
  return bar;
}
