/** The map's look. Colours follow VS Code's theme where there is one, else the system's scheme; contrast and forced colours count. */

export const MAP_STYLES = `
:root { color-scheme: light dark;
  --map-ink: var(--vscode-editor-foreground, light-dark(#1c2128, #e6edf3));
  --map-soft: var(--vscode-descriptionForeground, light-dark(#59636e, #9198a1));
  --map-ground: var(--vscode-editor-background, light-dark(#ffffff, #0d1117));
  --map-raised: var(--vscode-editorWidget-background, light-dark(#f6f8fa, #161b22));
  --map-line: var(--vscode-contrastBorder, var(--vscode-editorWidget-border, light-dark(#d1d9e0, #3d444d)));
  --map-atomic: light-dark(#0b5cad, #4c9df3);
  --map-on-atomic: light-dark(#ffffff, #06121f);
  --map-plain: light-dark(#8a5a00, #e3a93c);
  --map-view: light-dark(#3f6d46, #7fc28a);
  --map-clash: light-dark(#c4131f, #ff6b6b);
  --map-focus: var(--vscode-focusBorder, light-dark(#0969da, #58a6ff)); }
.vscode-light { color-scheme: light } .vscode-dark { color-scheme: dark }
.vscode-high-contrast { color-scheme: dark } .vscode-high-contrast-light { color-scheme: light }
.map { display: block; max-width: 100%; height: auto; font: 11px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace }
.map text { fill: var(--map-ink) }
.map .offset, .map .rest { fill: var(--map-soft) }
.map .number { fill: var(--map-soft); font-size: 9px }
.map .byte { fill: var(--map-ground); stroke: var(--map-line) }
.map .byte.odd { fill: var(--map-raised) }
.map .word { stroke: var(--map-soft); stroke-width: 1.5 }
.map .mark { stroke-width: 1.5 }
.map .mark.atomic { fill: var(--map-atomic); stroke: var(--map-atomic) }
.map .mark.plain { stroke: var(--map-plain) }
.map .mark.maybe { stroke-dasharray: 4 3; fill-opacity: .6 }
.map .mark.atomic.maybe { fill-opacity: .25 }
.map .mark.exclusive { opacity: .45 }
.map .mark.blamed { stroke: var(--map-clash); stroke-width: 2.5 }
.map .hatch-ground { fill: var(--map-ground) }
.map .hatch-line { fill: var(--map-plain); opacity: .3 }
.map .on-atomic { fill: var(--map-on-atomic) }
.map .mark.atomic.maybe + .on-atomic, .map .mark.atomic.exclusive + .on-atomic { fill: var(--map-ink) }
.map .view { fill: none; stroke: var(--map-view); stroke-width: 1.5 }
.map .view-name { fill: var(--map-ground); stroke: var(--map-view) }
.map .view.blamed, .map .view-name.blamed { stroke: var(--map-clash); stroke-width: 2; stroke-dasharray: 5 3 }
.map .clash { stroke: var(--map-clash); stroke-width: 2 }
.map .clash.maybe { stroke-dasharray: 4 3 }
.map .clash-ground { fill: var(--map-clash); opacity: .16 }
.map .clash-line { fill: var(--map-clash); opacity: .28 }
.map .warn { fill: var(--map-clash); font-size: 13px; font-weight: bold }
.map a { outline: none; cursor: pointer }
.map a:hover rect.mark, .map a:hover .view-name { stroke-width: 3 }
.map a:focus-visible rect.mark, .map a:focus-visible .view-name { stroke: var(--map-focus); stroke-width: 3.5 }
.atomics-map { color: var(--map-ink); font: 14px/1.5 var(--vscode-font-family, system-ui, "Segoe UI", "DejaVu Sans", sans-serif) }
.atomics-map h2 { margin: 2.2em 0 0; font-size: 1.25em }
.atomics-map h3 { margin: 1.4em 0 .5em; font-size: 1em; font-weight: 600; color: var(--map-soft) }
.atomics-map p { margin: .3em 0; color: var(--map-soft) }
.atomics-map code { font: 12px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; color: var(--map-ink) }
.atomics-map .legend { display: flex; flex-wrap: wrap; gap: .3em 1.6em; padding: 0; margin: .8em 0; list-style: none; color: var(--map-soft) }
.atomics-map .legend svg { vertical-align: -4px; margin-right: .4em; display: inline }
.atomics-map .scroll { overflow-x: auto }
.atomics-map table { border-collapse: collapse; margin: .8em 0; font-size: 13px; max-width: 72em }
.atomics-map th { text-align: left; font-weight: 600; color: var(--map-soft) }
.atomics-map th, .atomics-map td { padding: .25em 1.2em .25em 0; border-bottom: 1px solid var(--map-line); vertical-align: top }
.atomics-map tr:target > * { background: color-mix(in srgb, var(--map-focus) 18%, transparent) }
.atomics-map tr.blamed td:first-child { border-left: 3px solid var(--map-clash); padding-left: .5em }
.atomics-map .blame { display: block; color: var(--map-clash); max-width: 60em }
.atomics-map a { color: inherit }
.atomics-map td a { color: var(--vscode-textLink-foreground, light-dark(#0969da, #58a6ff)) }
@media (prefers-contrast: more) { :root { --map-line: currentColor; --map-soft: var(--map-ink) } .map .mark.exclusive { opacity: 1 } }
.vscode-high-contrast, .vscode-high-contrast-light { --map-soft: var(--map-ink) }
@media (forced-colors: active) {
  :root { --map-ink: CanvasText; --map-soft: CanvasText; --map-ground: Canvas; --map-raised: Canvas; --map-line: CanvasText; --map-atomic: Highlight;
    --map-on-atomic: HighlightText; --map-plain: CanvasText; --map-view: CanvasText; --map-clash: Mark; --map-focus: Highlight }
  .map { forced-color-adjust: none } }
@media print { .atomics-map h2 { break-after: avoid } .map .row { break-inside: avoid } }
`.trim();
