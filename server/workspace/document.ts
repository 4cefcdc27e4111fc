/**
 * A document that the client holds open: its text now, and the last text that could be analysed.
 *
 * While a document has a syntax error, findings speak of the text before it; each edit since then is known, so that
 * they stand where the user sees them.
 */

import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type { Position, Range } from '../protocol.ts';
import { append, before, difference, moved, type Edit, type Place } from './edits.ts';
import type { Folder } from './folder.ts';

export class OpenDocument {
  #now: TextDocument;
  #analysed: string;
  #edits: Edit[] = [];
  /** The text has changed since the engine last saw it. */
  isDirty = true;

  /** `known`: the text that was analysed before the document was opened, if any. */
  constructor(
    readonly folder: Folder,
    readonly path: string,
    opened: { readonly uri: string; readonly languageId: string; readonly version: number; readonly text: string },
    known: string | undefined,
  ) {
    this.#now = TextDocument.create(opened.uri, opened.languageId, opened.version, opened.text);
    this.#analysed = known ?? opened.text;
    this.#add(difference(this.#analysed, opened.text));
  }

  get uri(): string {
    return this.#now.uri;
  }

  get version(): number {
    return this.#now.version;
  }

  get languageId(): string {
    return this.#now.languageId;
  }

  get text(): string {
    return this.#now.getText();
  }

  get analysed(): string {
    return this.#analysed;
  }

  /** What is known speaks of an earlier text. */
  get isStale(): boolean {
    return this.#edits.length > 0;
  }

  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      this.#add(this.#editOf(change));
      this.#now = TextDocument.update(this.#now, [change], version);
    }
    this.isDirty = true;
  }

  /** The text now has been analysed. */
  accept(): void {
    this.#analysed = this.text;
    this.#edits = [];
  }

  positionAt(offset: number): Position {
    return this.#now.positionAt(offset);
  }

  offsetAt(position: Position): number {
    return this.#now.offsetAt(position);
  }

  /** Where a place of the analysed text stands now. */
  placeNow(place: Place): Place | undefined {
    return this.isStale ? moved(place, this.#edits) : place;
  }

  rangeNow(place: Place): Range | undefined {
    const now = this.placeNow(place);
    return now && { start: this.positionAt(now.start), end: this.positionAt(now.end) };
  }

  /** Where a position stood in the analysed text. */
  analysedOffset(position: Position): number {
    return before(this.offsetAt(position), this.#edits);
  }

  #editOf(change: TextDocumentContentChangeEvent): Edit | undefined {
    if (!('range' in change)) return difference(this.text, change.text);
    const [start, end] = [this.offsetAt(change.range.start), this.offsetAt(change.range.end)];
    return { start: Math.min(start, end), end: Math.max(start, end), length: change.text.length };
  }

  #add(edit: Edit | undefined): void {
    if (edit) append(this.#edits, edit);
  }
}
