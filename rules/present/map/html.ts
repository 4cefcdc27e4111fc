/** The map as HTML: a picture of each region, and a table of who accesses it. A fragment for a panel, or a page of its own. */

import type { MapAccess, MapRegion, MapView, MemoryMap, Place, Strip } from '../../kit/memory-map.ts';
import { escapeXml } from './escape.ts';
import { MAP_STYLES } from './styles.ts';
import { stripSvg, type Links } from './svg.ts';
import { baseText, bytesText, isBlamed, placeText, regionText } from './words.ts';

export interface MapOptions {
  /** Where a place in the code is opened; without, marks lead to the table below the picture. */
  readonly link?: (at: Place) => string;
  /** How a file is called; by default by its name alone. */
  readonly path?: (file: string) => string;
}

/** `<div class="atomics-map">…</div>`, to be shown with `MAP_STYLES`. */
export function mapFragment({ regions }: MemoryMap, options: MapOptions = {}): string {
  if (regions.length === 0) return '<div class="atomics-map"><p>No shared memory was found here.</p></div>';
  return `<div class="atomics-map">${LEGEND}${regions.map((region, i) => regionHtml(region, `region-${i}`, options)).join('')}</div>`;
}

/** A page without scripts that needs nothing from elsewhere. */
export function mapPage(map: MemoryMap, title: string, options: MapOptions = {}): string {
  const heading = escapeXml(title);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<style>
body { margin: 2em auto; max-width: 60em; padding: 0 1.5em; background: var(--map-ground) }
h1 { font: 600 1.5em system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: var(--map-ink) }
${MAP_STYLES}
</style>
</head>
<body>
<h1>${heading}</h1>
${mapFragment(map, options)}
</body>
</html>
`;
}

const sample = (shape: string): string => `<svg class="map" width="36" height="18" viewBox="0 0 36 18" aria-hidden="true">${shape}</svg>`;

const LEGEND = `<ul class="legend">
<li>${sample('<rect class="mark atomic" rx="8" x="1" y="1" width="34" height="16"/><text class="name on-atomic" x="6" y="13">◆</text>')}atomic access</li>
<li>${sample('<defs><pattern id="legend-plain" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/><rect class="hatch-line" width="2" height="6"/></pattern></defs><rect class="mark plain" fill="url(#legend-plain)" x="1" y="1" width="34" height="16"/><text class="name" x="6" y="13">▢</text>')}plain access</li>
<li>${sample('<rect class="mark atomic maybe" rx="8" x="1" y="1" width="34" height="16"/>')}one of these elements</li>
<li>${sample('<rect class="clash" fill="none" x="1" y="1" width="34" height="16"/><text class="warn" x="5" y="14">⚠</text>')}reported</li>
<li>${sample('<path class="view" d="M2 2v14M2 9H34M34 2v14"/>')}view</li>
</ul>`;

function regionHtml(region: MapRegion, id: string, options: MapOptions): string {
  const { at } = region;
  const where = at && options.link ? `<a href="${escapeXml(options.link(at))}">${escapeXml(regionText(region))}</a>` : escapeXml(regionText(region));
  const strips = region.strips.map((strip, i) => stripHtml(strip, region, `${id}-${i}`, options));
  return `<section id="${id}"><h2><code>${escapeXml(region.label)}</code></h2><p>${where}</p>${strips.join('')}</section>`;
}

function stripHtml(strip: Strip, region: MapRegion, id: string, options: MapOptions): string {
  const rowOf = new Map<MapAccess | MapView, string>();
  strip.views.forEach((view, i) => rowOf.set(view, `${id}-v${i}`));
  strip.accesses.forEach((access, i) => rowOf.set(access, `${id}-a${i}`));
  const href = (item: MapAccess | MapView): string | undefined => (item.at && options.link ? options.link(item.at) : `#${rowOf.get(item) ?? ''}`);
  const links: Links = { access: href, view: href };
  const heading = region.strips.length > 1 || strip.base !== null ? `<h3>${escapeXml(baseText(strip)).replace(/`([^`]*)`/g, '<code>$1</code>')}</h3>` : '';
  return `${heading}<div class="scroll">${stripSvg(strip, region, links, id)}</div><div class="scroll">${table(strip, rowOf, options)}</div>`;
}

function table({ views, accesses }: Strip, rowOf: ReadonlyMap<MapAccess | MapView, string>, options: MapOptions): string {
  const rows = [...views.map((view) => viewRow(view, rowOf.get(view) ?? '', options)), ...accesses.map((access) => accessRow(access, rowOf.get(access) ?? '', options))];
  return `<table><thead><tr><th>Bytes</th><th></th><th>Code</th><th>Where</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function viewRow(view: MapView, id: string, options: MapOptions): string {
  const type = view.type === '?' ? 'view' : view.type;
  return `<tr id="${id}"${view.blame ? ' class="blamed"' : ''}><td>${bytesText(view.bytes)}</td><td>${escapeXml(type)}</td><td><code>${escapeXml(view.label)}</code>${blameHtml(view)}</td><td>${view.at ? placeHtml(view.at, options) : ''}</td></tr>`;
}

function accessRow(access: MapAccess, id: string, options: MapOptions): string {
  const kind = `${access.atomic ? '◆ atomic' : '▢ plain'} ${access.reads && access.writes ? 'update' : access.writes ? 'write' : 'read'}${access.exclusive ? ', not yet published' : ''}`;
  return `<tr id="${id}"${isBlamed(access) ? ' class="blamed"' : ''}><td>${bytesText(access.bytes)}</td><td>${kind}</td><td><code>${escapeXml(access.code)}</code>${blameHtml(access)}</td><td>${placeHtml(access.at, options)} in ${escapeXml(access.where)}</td></tr>`;
}

const blameHtml = ({ blame }: MapAccess | MapView): string => (blame ? `<span class="blame">${escapeXml(blame.rule)}: ${escapeXml(blame.message)}</span>` : '');

function placeHtml(at: Place, { link, path }: MapOptions): string {
  const text = escapeXml(path ? `${path(at.file)}:${at.line}` : placeText(at));
  return link ? `<a href="${escapeXml(link(at))}">${text}</a>` : text;
}
