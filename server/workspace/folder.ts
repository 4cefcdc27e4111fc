/** One project of the workspace: a workspace folder, or the documents that belong to none. */

import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Disk } from '../../rules/analysis/base/disk.ts';
import { isInside } from '../../rules/analysis/base/path.ts';
import type { ParsedText, ParseText } from '../../rules/analysis/parse/parse.ts';
import { hasTrigger, textProblem } from '../../rules/analysis/parse/scan.ts';
import { Lint } from '../../rules/kit/lint.ts';
import type { Range } from '../protocol.ts';
import { Mount } from './address.ts';
import type { Place } from './edits.ts';
import { defaultSettings, type EditorSettings } from './settings.ts';

export class Folder {
  readonly lint: Lint;
  readonly root: string;
  settings: EditorSettings = defaultSettings();
  #parsed: { readonly file: string; readonly text: string; readonly parsed: ParsedText } | undefined;
  readonly #lines = new Map<string, TextDocument>();
  #listed: { readonly files: readonly string[]; readonly set: ReadonlySet<string> } | undefined;

  /** `isLoose`: no folder, but what documents are opened outside all folders. */
  constructor(
    readonly uri: string,
    readonly mount: Mount,
    readonly disk: Disk,
    readonly parse: ParseText,
    readonly isLoose: boolean,
  ) {
    this.root = isLoose ? '/' : mount.path(uri);
    this.lint = new Lint(this.root, disk, (file, text) => this.#taken(file, text));
  }

  holds(uri: string): boolean {
    return this.mount.holds(uri) && (this.isLoose || isInside(this.mount.path(uri), this.root));
  }

  /** Whether a path is one of the project's own files. */
  lists(path: string): boolean {
    const files = this.lint.files();
    if (this.#listed?.files !== files) this.#listed = { files, set: new Set(files) };
    return this.#listed.set.has(path);
  }

  /**
   * Whether the engine could do something with a text in place of the one it has. A text that cannot matter is not
   * parsed for that; what the parser made of one that can is kept for the engine, which asks for it next.
   */
  takes(path: string, text: string): boolean {
    const matters = hasTrigger(text) || this.lint.hasTrigger(path) || this.lint.usedWith(path).size > 1;
    if (!matters || textProblem(path, text)) return true;
    const parsed = this.#parsedSafely(path, text);
    this.#parsed = parsed && { file: path, text, parsed };
    return !parsed || parsed.errors.length === 0;
  }

  /** The range of a place in a file's analysed text. */
  range(path: string, { start, end }: Place): Range {
    const lines = this.#document(path);
    return { start: lines.positionAt(start), end: lines.positionAt(end) };
  }

  offset(path: string, position: Range['start']): number {
    return this.#document(path).offsetAt(position);
  }

  #document(path: string): TextDocument {
    const text = this.lint.text(path) ?? '';
    const known = this.#lines.get(path);
    if (known && known.getText() === text) return known;
    const lines = TextDocument.create(path, '', 0, text);
    this.#lines.set(path, lines);
    return lines;
  }

  #taken(file: string, text: string): ParsedText {
    const known = this.#parsed;
    return known?.file === file && known.text === text ? known.parsed : this.parse(file, text);
  }

  /** Undefined where the stack was too small: the engine meets that itself, and says so. */
  #parsedSafely(path: string, text: string): ParsedText | undefined {
    try {
      return this.parse(path, text);
    } catch {
      return undefined;
    }
  }
}
