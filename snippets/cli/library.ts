/** The snippets that this package offers, as the generated index has them, and the originals of all published versions. */

export interface Snippet {
  readonly name: string;
  readonly title: string;
  /** One sentence, from the snippet's own comment. */
  readonly description: string;
  readonly version: string;
  readonly hash: string;
  readonly text: string;
}

export interface Original {
  readonly name: string;
  readonly version: string;
  readonly hash: string;
  readonly text: string;
}

export interface Library {
  readonly snippets: readonly Snippet[];
  /** Published versions that are not the current ones. */
  readonly history: readonly Original[];
}

export const find = (library: Library, name: string): Snippet | undefined => library.snippets.find((s) => s.name === name);

export function original(library: Library, name: string, version: string): Original | undefined {
  return [...library.snippets, ...library.history].find((s) => s.name === name && s.version === version);
}

/** Compares versions: negative if `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) if (x?.[i] !== y?.[i]) return (x?.[i] ?? 0) - (y?.[i] ?? 0);
  return 0;
}
