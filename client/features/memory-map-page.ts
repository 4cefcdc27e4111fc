/** The page of the memory map's panel. Nothing comes from elsewhere: one style sheet and one script, both by nonce. */

import { env, l10n } from 'vscode';
import type { MemoryMap } from '../../server/protocol.ts';

/** Links to places become messages; a new picture takes the place of the old one, and the scroll position stays. */
const SCRIPT = `
const editor = acquireVsCodeApi();
const map = document.getElementById('map');
document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link) return;
  const target = link.getAttribute('href') ?? link.getAttribute('xlink:href') ?? '';
  if (!target.startsWith('#place-')) return;
  event.preventDefault();
  event.stopPropagation();
  editor.postMessage({ place: Number(target.slice('#place-'.length)) });
}, true);
window.addEventListener('message', ({ data }) => { if (typeof data.html === 'string') map.innerHTML = data.html; });
document.getElementById(map.dataset.selected)?.scrollIntoView();
`;

export function mapPage(map: MemoryMap | undefined): string {
  const nonce = nonceOf();
  return `<!DOCTYPE html>
<html lang="${env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<title>Memory map</title>
<style nonce="${nonce}">
body { padding: 0 1.5em 2em }
${map?.styles ?? ''}
</style>
</head>
<body>
<main id="map"${map && map.selected > 0 ? ` data-selected="region-${map.selected}"` : ''}>${map?.html ?? emptyMap()}</main>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>`;
}

export const emptyMap = (): string => `<p>${l10n.t('No shared memory was found here.')}</p>`;

function nonceOf(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes)).replaceAll(/[+/=]/g, 'x');
}
