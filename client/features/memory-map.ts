/** The memory map beside the code: one panel that follows the analysis. A click on a mark goes to its place. */

import { commands, l10n, Range, TextEditorRevealType, Uri, ViewColumn, window, workspace, type Disposable, type Event, type WebviewPanel } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { Command, MEMORY_MAP, type Location, type MemoryMap, type MemoryMapParams } from '../../server/protocol.ts';
import { emptyMap, mapPage } from './memory-map-page.ts';

/** `changed`: the analysis has ended a round. */
export function registerMemoryMap(client: BaseLanguageClient, changed: Event<void>): Disposable[] {
  const map = new MapPanel(client);
  return [map, commands.registerCommand(Command.showMemoryMap, (at?: Location) => map.show(at ?? placeOfCursor())), changed(() => map.refresh())];
}

function placeOfCursor(): Location | undefined {
  const editor = window.activeTextEditor;
  if (!editor) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), range: { start: { line, character }, end: { line, character } } };
}

class MapPanel implements Disposable {
  #panel: WebviewPanel | undefined;
  #place: Location | undefined;
  #map: MemoryMap | undefined;

  constructor(readonly client: BaseLanguageClient) {}

  async show(place: Location | undefined): Promise<void> {
    this.#place = place ?? this.#place;
    if (!this.#place) {
      void window.showInformationMessage(l10n.t('Open a JavaScript or TypeScript file to see the memory that it shares.'));
      return;
    }
    const map = await this.#ask();
    this.#panel ??= this.#create();
    this.#draw(this.#panel, map);
    this.#panel.reveal(undefined, true);
  }

  /** The same place again, with what is known now; nothing moves where nothing has changed. */
  async refresh(): Promise<void> {
    if (!this.#panel || !this.#place) return;
    const old = this.#map?.html;
    const map = await this.#ask();
    if (map?.html !== old) void this.#panel?.webview.postMessage({ html: map?.html ?? emptyMap() });
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  async #ask(): Promise<MemoryMap | undefined> {
    if (!this.#place || !this.client.isRunning()) return undefined;
    const { uri, range } = this.#place;
    const params: MemoryMapParams = { uri: this.client.code2ProtocolConverter.asUri(Uri.parse(uri)), position: range.start };
    this.#map = (await this.client.sendRequest<MemoryMap | null>(MEMORY_MAP, params)) ?? undefined;
    return this.#map;
  }

  #create(): WebviewPanel {
    const panel = window.createWebviewPanel('atomics.memoryMap', l10n.t('Memory Map'), { viewColumn: ViewColumn.Beside, preserveFocus: true }, { enableScripts: true, localResourceRoots: [] });
    panel.onDidDispose(() => (this.#panel = undefined));
    panel.webview.onDidReceiveMessage(({ place }: { readonly place: number }) => this.#goTo(place));
    return panel;
  }

  #draw(panel: WebviewPanel, map: MemoryMap | undefined): void {
    panel.title = map?.regions[map.selected] ? l10n.t('Memory Map: {0}', map.regions[map.selected] ?? '') : l10n.t('Memory Map');
    panel.webview.html = mapPage(map);
  }

  async #goTo(place: number): Promise<void> {
    const location = this.#map?.places[place];
    if (!location) return;
    const { start, end } = location.range;
    const selection = new Range(start.line, start.character, end.line, end.character);
    const document = await workspace.openTextDocument(Uri.parse(location.uri));
    const editor = await window.showTextDocument(document, { viewColumn: this.#columnOf(location.uri), selection });
    editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Where the file is open already, else beside the map. */
  #columnOf(uri: string): ViewColumn {
    const open = window.visibleTextEditors.find(({ document }) => document.uri.toString() === Uri.parse(uri).toString());
    return open?.viewColumn ?? (this.#panel?.viewColumn === ViewColumn.One ? ViewColumn.Beside : ViewColumn.One);
  }
}
