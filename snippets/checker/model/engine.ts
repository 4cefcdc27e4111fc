/** What runs scenarios, as the explorers and reports see it. */

import type { ScenarioDefinition } from '../api.ts';
import type { Limits } from './driver.ts';
import type { Machine } from './machine.ts';

export interface Source { readonly where: string; readonly source: string }

export interface Engine {
  readonly machine: Machine;
  select(scenario: ScenarioDefinition, limits: Limits): void;
  /** The outcome of the last execution, if the scenario names one. */
  readonly result: string | undefined;
  /** Did the last execution read shared bytes plainly? */
  readonly readPlainly: boolean;
  readonly canDistort: boolean;
  /** Plain values that are read are changed by `mask` from now on; not if it is 0. */
  distort(mask: number): void;
  source(site: number): Source;
}
