/** The verified snippets, as an editor offers them. */

import library from '../snippets/generated/index.json';

export interface Snippet {
  /** `region-allocator`. */
  readonly name: string;
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  readonly version: string;
  /** A whole TypeScript file. */
  readonly text: string;
}

export const SNIPPETS: readonly Snippet[] = library.snippets;

/** A snippet to stand inside a larger file: the last line says where it ends, so that a later version can take its place. */
export const enclosed = ({ name, text }: Snippet): string => `${text.trimEnd()}\n// end of atomics-snippets: ${name}\n`;
