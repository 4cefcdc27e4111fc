/** A representation as text, and back. It is plain JSON already: the text says beside it in which form it is. */

import type { FileIr } from './ir.ts';

/** Counts up whenever a reader of the old form would misread the new one. */
const FORM = 1;

export const encode = (ir: FileIr): string => JSON.stringify({ form: FORM, ir });

/** Throws a `SyntaxError` on what is no JSON, and an `Error` on a text of another form. */
export function decode(text: string): FileIr {
  const read = JSON.parse(text) as { readonly form?: unknown; readonly ir: FileIr };
  if (read.form !== FORM) throw new Error(`A representation of form ${FORM} was wanted, not of form ${String(read.form)}.`);
  return read.ir;
}
