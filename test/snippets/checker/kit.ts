/** Runs scenarios that are given as text. */

import { resolve } from 'node:path';
import { type CheckOptions, type Result, check, limitsOf } from '../../../snippets/checker/check.ts';
import { type EngineName, type Loaded, loadScenarios } from '../../../snippets/checker/load-engine.ts';

const HEADER = "import { scenario, thread, invariant, outcome, check, join, assume } from 'atomics-snippets/checker';\n";

/** A check file of this text, loaded; further files by their names. */
export function loadText(text: string, engine: EngineName = 'workhorse', files: Readonly<Record<string, string>> = {}): Loaded {
  const path = resolve('virtual/program.check.ts');
  const others = Object.entries(files).map(([name, content]): [string, string] => [resolve('virtual', name), content]);
  return loadScenarios(path, { engine, replace: new Map([[path, text.includes('atomics-snippets/checker') ? text : HEADER + text], ...others]) });
}

/** Checks the first scenario of the text. */
export function checkText(text: string, options: Partial<CheckOptions> & { engine?: EngineName; files?: Record<string, string> } = {}): Result {
  const { engine, scenarios } = loadText(text, options.engine, options.files);
  return check(engine, scenarios[0]!, { milliseconds: 20_000, ...options });
}

export { limitsOf };
