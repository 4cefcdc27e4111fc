/** `--stats`: what the time was spent on. */

import type { Lint, Settings } from '../../rules/kit/lint.ts';
import type { Target } from './targets.ts';

/** A stopwatch for the steps of one run, which follow each other. */
export class Clock {
  readonly #steps: { readonly name: string; readonly ms: number }[] = [];

  constructor(readonly now: () => number = () => performance.now()) {}

  time<T>(name: string, step: () => T): T {
    const start = this.now();
    try {
      return step();
    } finally {
      this.#steps.push({ name, ms: this.now() - start });
    }
  }

  get steps(): readonly { readonly name: string; readonly ms: number }[] {
    return this.#steps;
  }
}

/** The steps with their shares, and how many files came so far. */
export function statsText({ steps }: Clock, targets: readonly Target<Lint>[], settings: Settings): string {
  const total = steps.reduce((sum, { ms }) => sum + ms, 0);
  const files = targets.flatMap(({ files: own }) => own);
  const named = targets.flatMap(({ project, files: own }) => own.filter((file) => project.hasTrigger(file)));
  const components = targets.reduce((sum, { project }) => sum + project.components().length, 0);
  const rows = steps.map(({ name, ms }): [string, string] => [name, `${ms.toFixed(1)} ms`]);
  return table([
    ['files', `${files.length}, ${named.length} of which name memory or views`],
    ['groups that are looked at together', String(components)],
    ['rules', String(settings.size)],
    ...rows,
    ['together', `${total.toFixed(1)} ms (and Node's own start)`],
  ]);
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}
