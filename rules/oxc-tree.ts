/** How `oxc-parser` is asked, and how its answer is read; the same for its native and its WebAssembly build. */

import type { ParserOptions } from 'oxc-parser';
import type { Comment, ParsedText, ParseText } from './analysis/parse/parse.ts';

/** What both builds offer. */
export type ParseSync = (file: string, text: string, options: ParserOptions) => {
  readonly program: unknown;
  readonly errors: readonly { readonly severity: string; readonly message: string; readonly labels: readonly { readonly start: number }[] }[];
  readonly comments: readonly Comment[];
};

type Lang = NonNullable<ParserOptions['lang']>;

/** A file without module syntax may be CommonJS whatever its ending: what only scripts allow is then allowed. */
export const parseTextWith =
  (parseSync: ParseSync): ParseText =>
  (file, text) => {
    const first = /\.c[jt]s$/.test(file) ? 'commonjs' : 'module';
    const parsed = parseAs(parseSync, file, text, first);
    if (parsed.errors.length === 0 || first === 'commonjs') return parsed;
    const again = parseAs(parseSync, file, text, 'commonjs');
    return again.errors.length === 0 ? again : parsed;
  };

function parseAs(parseSync: ParseSync, file: string, text: string, sourceType: 'module' | 'commonjs'): ParsedText {
  // One kind of tree for JavaScript and TypeScript, without nodes for parentheses: what `@typescript-eslint/parser` makes.
  const result = parseSync(file, text, { lang: langOf(file), sourceType, astType: 'ts', range: true, preserveParens: false });
  const { program, errors } = result;
  const fatal = errors.filter(({ severity }) => severity === 'Error');
  return {
    program,
    errors: fatal.map(({ message, labels }) => ({ message, offset: labels[0]?.start ?? 0 })),
    // The parser makes them when they are asked for, which few files need.
    get comments() {
      return result.comments;
    },
  };
}

/** JavaScript files may hold JSX whatever their ending; TypeScript files only if it says so. */
function langOf(file: string): Lang {
  if (/\.[cm]?ts$/.test(file)) return 'ts';
  return file.endsWith('.tsx') ? 'tsx' : 'jsx';
}
