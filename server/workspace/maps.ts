/** The memory map of what a file belongs to: the facts behind hovers, code lenses, inlay hints and the panel. */

import type { Facts } from '../../rules/analysis/facts/facts.ts';
import type { Finding } from '../../rules/kit/finding.ts';
import { memoryMap, type MapAccess, type MapRegion, type MapView, type Place } from '../../rules/kit/memory-map.ts';
import type { Position } from '../protocol.ts';
import type { Session } from '../session.ts';
import type { OpenDocument } from './document.ts';
import type { Folder } from './folder.ts';

export interface Touched {
  readonly region: MapRegion;
  /** The innermost thing that stands at the place asked for. */
  readonly access?: MapAccess;
  readonly view?: MapView;
}

/** The regions that a file touches, by place. */
export function regionsOf(session: Session, folder: Folder, path: string): readonly MapRegion[] {
  const regions = folder.lint.analyses(path).flatMap(({ facts, used }) => mapOf(session, folder, facts, used));
  return regions.filter((region) => placesOf(region).some(({ file }) => file === path));
}

/** Kept as long as the facts and what is reported of them are the same. */
const known = new WeakMap<Facts, { readonly reported: string; readonly regions: readonly MapRegion[] }>();

function mapOf(session: Session, folder: Folder, facts: Facts, used: ReadonlySet<string>): readonly MapRegion[] {
  const findings = [...used].sort().flatMap((file): readonly Finding[] => session.findings(folder, file));
  const reported = JSON.stringify(findings.map(({ rule, at }) => [rule, at.file, at.start]));
  const old = known.get(facts);
  if (old?.reported === reported) return old.regions;
  const { regions } = memoryMap(facts, findings, (file) => folder.lint.text(file));
  known.set(facts, { reported, regions });
  return regions;
}

export const accessesOf = ({ strips }: MapRegion): readonly MapAccess[] => strips.flatMap(({ accesses }) => accesses);
export const viewsOf = ({ strips }: MapRegion): readonly MapView[] => strips.flatMap(({ views }) => views);

export function placesOf(region: MapRegion): readonly Place[] {
  const views = viewsOf(region).flatMap(({ at }) => at ?? []);
  return [...(region.at ? [region.at] : []), ...views, ...accessesOf(region).map(({ at }) => at)];
}

/** What stands at a position: the shortest access or view, a view of that name, or an allocation. */
export function touchedAt(regions: readonly MapRegion[], document: OpenDocument, position: Position): Touched | undefined {
  const { path: file } = document;
  const offset = document.analysedOffset(position);
  const covers = (at: Place | undefined): at is Place => at !== undefined && at.file === file && at.start <= offset && offset <= at.end;
  const found = regions.flatMap((region): (Touched & { readonly length: number })[] => [
    ...accessesOf(region).flatMap((access) => (covers(access.at) ? [{ region, access, length: access.at.end - access.at.start }] : [])),
    ...viewsOf(region).flatMap((view) => (covers(view.at) ? [{ region, view, length: view.at.end - view.at.start }] : [])),
    ...(covers(region.at) ? [{ region, length: region.at.end - region.at.start }] : []),
  ]);
  const [shortest] = found.sort((a, b) => a.length - b.length);
  return shortest ?? named(regions, file, wordAt(document.analysed, offset));
}

function named(regions: readonly MapRegion[], file: string, word: string): Touched | undefined {
  for (const region of regions) {
    const view = viewsOf(region).find(({ label, at }) => label === word && at?.file === file);
    if (view) return { region, view };
    if (region.label === word && region.at?.file === file) return { region };
  }
  return undefined;
}

/** The identifier around an offset. */
function wordAt(text: string, offset: number): string {
  const start = /[\w$]*$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[0] ?? '';
  return start + (/^[\w$]*/.exec(text.slice(offset, offset + 100))?.[0] ?? '');
}
