/** `--map`: one page with every region that the linted files touch. */

import type { Facts } from '../../rules/analysis/facts/facts.ts';
import type { Settings } from '../../rules/kit/lint.ts';
import { memoryMap, type MapRegion, type MemoryMap } from '../../rules/kit/memory-map.ts';
import { mapPage } from '../../rules/present/map/html.ts';
import type { Lint } from '../../rules/kit/lint.ts';
import type { Report } from '../../rules/present/report.ts';
import type { Target } from './targets.ts';

export function renderMap(targets: readonly Target<Lint>[], settings: Settings, report: Report): { readonly page: string; readonly regions: number } {
  const map: MemoryMap = { regions: targets.flatMap((target) => regionsOf(target, settings)) };
  return { page: mapPage(map, 'Memory map', { path: (file) => report.path(file) }), regions: map.regions.length };
}

function regionsOf({ project, files }: Target<Lint>, settings: Settings): MapRegion[] {
  const used = new Map<Facts, ReadonlySet<string>>();
  for (const file of files) for (const { facts, used: own } of project.analyses(file)) used.set(facts, own);
  return [...used].flatMap(([facts, own]) => {
    const findings = [...own].sort().flatMap((file) => project.findings(file, settings));
    return memoryMap(facts, findings, (file) => project.text(file)).regions;
  });
}
