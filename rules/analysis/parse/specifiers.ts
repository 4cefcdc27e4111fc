/** Which files a text may lead to, read off its strings: cheap, and never too few. */

/**
 * Strings behind `from`, `import`, `import(`, `require(` and their kin, of any form, and strings anywhere that look
 * like a path of a source file: the script of a `new Worker`, of `new URL`, of `path.join(__dirname, …)`. A comment
 * may stand in one for all we care: a file that is read without need costs little.
 */
const SPECIFIER =
  /\b(?:from|import|require(?:\.resolve)?|importScripts|addModule|register)\s*(?:\(\s*)?(?:\/\*.*?\*\/\s*)*(?:"([^"\n]+)"|'([^'\n]+)'|`([^`$\n]+)`)|(["'`])([\w@$./\\-]*[\w$-]\.[cm]?[jt]sx?(?:\?[\w&=-]*)?)\4/g;

export interface Specifiers {
  /** As written in imports: `./a.js`, `pkg/sub`, `#internal`, `./w?worker`. */
  readonly imports: readonly string[];
  /** Strings that end as source files do: `w.js`, `./w.ts?worker`, `dist/worker.mjs`. */
  readonly paths: readonly string[];
}

export function specifiers(text: string): Specifiers {
  const imports = new Set<string>();
  const paths = new Set<string>();
  for (const match of text.matchAll(SPECIFIER)) {
    const [, double, single, template, , path] = match;
    const imported = double ?? single ?? template;
    if (imported !== undefined) imports.add(imported);
    else if (path !== undefined) paths.add(path);
  }
  return { imports: [...imports], paths: [...paths] };
}
