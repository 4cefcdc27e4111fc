/** Which files are source: the ones that can be analysed. */

/** In the order in which an import without an extension tries them. */
export const SOURCE_EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'] as const;

/** Declarations describe a source file, and have no code. */
export const isDeclaration = (path: string): boolean => /\.d\.[cm]?ts$/.test(path);

export const isSourceFile = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path) && !/\.[cm][jt]sx$/.test(path) && !isDeclaration(path);
