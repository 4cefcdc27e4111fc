/** From a check file to an engine and its scenarios. */

import { resolve } from 'node:path';
import type { ScenarioDefinition } from './api.ts';
import type { Engine } from './model/engine.ts';
import { Workhorse } from './model/workhorse.ts';
import { Referee } from './referee/referee.ts';
import { type LoadOptions, load } from './rewrite/load.ts';

export interface Loaded {
  readonly engine: Engine;
  readonly scenarios: readonly ScenarioDefinition[];
  /** Absolute paths: the check file first, then what it imports. */
  readonly files: readonly string[];
}

export type EngineName = 'workhorse' | 'referee';

export function loadScenarios(path: string, options: LoadOptions = {}): Loaded {
  const program = load(resolve(path), options);
  const engine = options.engine === 'referee' ? new Referee(program) : new Workhorse(program);
  return { engine, scenarios: engine.scenarios(), files: program.files };
}
