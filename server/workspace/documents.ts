/** The open documents, and the rule by which their texts reach the engine. */

import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { extensionOf } from './address.ts';
import { OpenDocument } from './document.ts';
import type { Folder } from './folder.ts';
import type { Folders } from './folders.ts';

export interface OpenedText {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

export class Documents {
  readonly #byUri = new Map<string, OpenDocument>();
  readonly #byPath = new Map<Folder, Map<string, OpenDocument>>();

  #touched = new Set<OpenDocument>();

  constructor(readonly folders: Folders) {}

  get(uri: string): OpenDocument | undefined {
    return this.#byUri.get(uri);
  }

  at(folder: Folder, path: string): OpenDocument | undefined {
    return this.#byPath.get(folder)?.get(path);
  }

  all(): Iterable<OpenDocument> {
    return this.#byUri.values();
  }

  open(opened: OpenedText): OpenDocument | undefined {
    const folder = this.folders.owner(opened.uri);
    if (!folder) return undefined;
    this.close(opened.uri);
    const path = pathOf(folder, opened);
    const document = new OpenDocument(folder, path, opened, this.#known(folder, path));
    this.#byUri.set(opened.uri, document);
    const paths = this.#byPath.get(folder) ?? new Map<string, OpenDocument>();
    this.#byPath.set(folder, paths.set(path, document));
    return document;
  }

  /** A change that comes out of order, or for a document that is not open, is dropped: the next whole text mends it. */
  change(uri: string, changes: readonly TextDocumentContentChangeEvent[], version: number): OpenDocument | undefined {
    const document = this.#byUri.get(uri);
    if (!document || version < document.version) return undefined;
    document.change(changes, version);
    return document;
  }

  close(uri: string): OpenDocument | undefined {
    const document = this.#byUri.get(uri);
    if (!document) return undefined;
    this.#byUri.delete(uri);
    this.#byPath.get(document.folder)?.delete(document.path);
    document.folder.lint.close(document.path);
    return document;
  }

  /** Hands over what was typed since the last time, so that one analysis serves many keystrokes. */
  settle(): void {
    for (const document of this.#byUri.values()) if (document.isDirty) this.#settle(document);
  }

  /** Documents whose texts have changed since the last time that this was asked. */
  touched(): Iterable<OpenDocument> {
    const touched = this.#touched;
    this.#touched = new Set();
    return [...touched].filter((document) => this.#byUri.get(document.uri) === document);
  }

  /** Documents move to the folders that own them now. */
  adopt(): void {
    const all = [...this.#byUri.values()];
    for (const document of all) {
      if (this.folders.owner(document.uri) === document.folder) continue;
      const { uri, languageId, version, text } = document;
      this.open({ uri, languageId, version, text });
    }
  }

  /** A text with a syntax error is not taken: what is known of the text before it stays, and moves with the edits. */
  #settle(document: OpenDocument): void {
    document.isDirty = false;
    this.#touched.add(document);
    const { folder, path, text } = document;
    if (folder.takes(path, text)) document.accept();
    folder.lint.open(path, document.analysed);
  }

  /** The text that is known of a file before it is opened, if the engine needs it at all. */
  #known(folder: Folder, path: string): string | undefined {
    return folder.isLoose ? undefined : folder.lint.text(path);
  }
}

function pathOf(folder: Folder, { uri, languageId }: OpenedText): string {
  const path = folder.mount.path(uri);
  return /\.[cm]?[jt]sx?$/.test(path) ? path : `${path}${extensionOf(languageId)}`;
}
