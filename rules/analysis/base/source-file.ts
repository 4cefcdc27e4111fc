/** Which files are source: the ones that can be analysed. */

/** In the order in which an import without an extension tries them. */
export const SOURCE_EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'] as const;

/** Declarations describe a source file, and have no code. */
export const isSourceFile = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path) && !/\.d\.[cm]?ts$|\.[cm][jt]sx$/.test(path);
