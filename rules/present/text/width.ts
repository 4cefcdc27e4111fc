/** How much room text takes in a terminal, and what may not be sent to one as it is. */

/** East Asian wide characters and emoji take two columns, marks that combine with the letter before them none. */
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F680}-\u{1F9FF}\u{20000}-\u{3FFFD}]/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\u200B-\u200D\uFE00-\uFE0F]/u;

const ASCII = /^[\x20-\x7E]*$/;

export function columnsOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let columns = 0;
  for (const letter of text) columns += NO_WIDTH.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1;
  return columns;
}

const TAB = '    ';

/**
 * Source text as it may be shown: tabs as spaces; control characters, which could move the cursor, and those that change
 * the direction of writing, which could make code look like other code, as symbols.
 */
export const visible = (text: string): string =>
  text
    .replaceAll('\t', TAB)
    .replace(/[\0-\x1F\x7F-\x9F]/g, (found) => (found < ' ' ? String.fromCharCode(0x2400 + found.charCodeAt(0)) : '␡'))
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '�');

/** Breaks text between words into lines of at most `columns`; code in backticks is one word, and a word that is longer has a line of its own. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/(?:`[^`]*`|[^\s`])+/g) ?? []) {
    if (line !== '' && columnsOf(line) + 1 + columnsOf(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
