/** `oxc-parser` as the analysis wants it: for the files that no host hands over, and for the server and the command line. */

import { parseSync, type ParserOptions } from 'oxc-parser';
import type { ParsedText, ParseText } from './analysis/parse/parse.ts';

type Lang = NonNullable<ParserOptions['lang']>;

/** JavaScript files may hold JSX whatever their ending; TypeScript files only if it says so. */
function langOf(file: string): Lang {
  if (/\.[cm]?ts$/.test(file)) return 'ts';
  return file.endsWith('.tsx') ? 'tsx' : 'jsx';
}

function parseAs(file: string, text: string, sourceType: 'module' | 'commonjs'): ParsedText {
  // One kind of tree for JavaScript and TypeScript, without nodes for parentheses: what `@typescript-eslint/parser` makes.
  const { program, errors } = parseSync(file, text, { lang: langOf(file), sourceType, astType: 'ts', range: true, preserveParens: false });
  const fatal = errors.filter(({ severity }) => severity === 'Error');
  return { program, errors: fatal.map(({ message, labels }) => ({ message, offset: labels[0]?.start ?? 0 })) };
}

/** A file without module syntax may be CommonJS whatever its ending: what only scripts allow is then allowed. */
export const parseText: ParseText = (file, text) => {
  const first = /\.c[jt]s$/.test(file) ? 'commonjs' : 'module';
  const parsed = parseAs(file, text, first);
  if (parsed.errors.length === 0 || first === 'commonjs') return parsed;
  const again = parseAs(file, text, 'commonjs');
  return again.errors.length === 0 ? again : parsed;
};
