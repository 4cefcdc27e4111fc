/**
 * Comments that switch rules off: `eslint-disable`, `eslint-enable`, `eslint-disable-line`, `eslint-disable-next-line`,
 * and the same behind `oxlint-`, with or without a list of rules, and a reason behind `--`.
 *
 * ESLint applies its own; the command line and the editor apply these, which do the same to the letter. (What looks odd
 * is ESLint's: only block comments switch off and on; an entry that names no known rule switches nothing off; an
 * `enable` ends what a `disable` began, never what was said of a line.)
 */

import { LineMap, type Position } from '../analysis/base/span.ts';
import type { Comment } from '../analysis/parse/parse.ts';
import type { Finding } from './finding.ts';

const MENTION = /(?:es|ox)lint-(?:disable|enable)/;

/** Whether a text can hold a directive at all. */
export const mayHoldDirectives = (text: string): boolean => MENTION.test(text);

/** From one place on, a rule (or, null, every rule) is off or on. */
interface Switch extends Position {
  readonly on: boolean;
  readonly rule: string | null;
}

export class Directives {
  readonly #lines: LineMap;
  readonly #blocks: Switch[] = [];
  readonly #singleLines: { readonly line: number; readonly rule: string | null }[] = [];

  constructor(text: string, comments: readonly Comment[]) {
    this.#lines = new LineMap(text);
    for (const comment of comments) this.#add(comment);
    this.#blocks.sort(byPlace);
  }

  suppresses({ rule, at }: Finding): boolean {
    const place = this.#lines.position(at.start);
    const speaksOf = (one: { readonly rule: string | null }): boolean => one.rule === null || one.rule === rule;
    if (this.#singleLines.some((one) => one.line === place.line && speaksOf(one))) return true;
    return this.#blocks.findLast((one) => byPlace(one, place) <= 0 && speaksOf(one))?.on === false;
  }

  #add(comment: Comment): void {
    const found = parse(comment.value);
    if (!found) return;
    const { kind, rules } = found;
    const [start, end] = [this.#lines.position(comment.start), this.#lines.position(comment.end)];
    for (const rule of rules) {
      if (kind === 'disable-line') {
        if (start.line === end.line) this.#singleLines.push({ line: start.line, rule });
      } else if (kind === 'disable-next-line') this.#singleLines.push({ line: end.line + 1, rule });
      else if (comment.type === 'Block') this.#blocks.push({ ...start, on: kind === 'enable', rule });
    }
  }
}

const byPlace = (a: Position, b: Position): number => a.line - b.line || a.column - b.column;

type Kind = 'disable' | 'enable' | 'disable-line' | 'disable-next-line';

/** What `@eslint/plugin-kit` reads from a comment's text. */
function parse(value: string): { readonly kind: Kind; readonly rules: readonly (string | null)[] } | undefined {
  const [directive = ''] = value.split(/\s-{2,}\s/u);
  const [whole = '', kind] = /^(?:es|ox)lint-(disable-next-line|disable-line|disable|enable)(?:\s|$)/u.exec(directive.trim()) ?? [];
  if (!kind) return undefined;
  const names = directive.trim().slice(whole.length).split(',').map(unquoted).filter(Boolean);
  return { kind: kind as Kind, rules: names.length === 0 ? [null] : names.flatMap((name) => (name.startsWith(PREFIX) ? name.slice(PREFIX.length) : [])) };
}

const PREFIX = 'atomics/';

const unquoted = (name: string): string => name.trim().replace(/^(['"]?)(.*)\1$/su, '$2');
