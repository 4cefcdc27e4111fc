/** Comments that mean something: JSDoc types, and `@region` claims with the place each one is attached to. */

import type { TSESTree } from '@typescript-eslint/types';
import type { RegionCommentIr, TypeIr } from '../ir/ir.ts';
import { DocCasts } from './doc-casts.ts';
import { readDoc, type Doc } from './jsdoc.ts';

interface BlockComment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  doc?: Doc | undefined;
}

export type Claim =
  | { readonly claim: 'exclusive' | 'single-writer'; readonly index: number }
  | { readonly claim: 'aligned'; readonly bytes: number; readonly index: number };

const TAG = /@(?:type|param|arg|return|typedef|region)/;

/** The largest alignment that can be promised, in bytes. */
const MOST = 4096;

export class Comments {
  readonly #byEnd = new Map<number, BlockComment>();
  readonly regions: RegionCommentIr[] = [];
  readonly #claims = new Map<BlockComment, Claim>();
  readonly #taken = new Set<number>();
  readonly typedefs: Record<string, TypeIr> = {};
  readonly casts: DocCasts;

  constructor(
    readonly text: string,
    program: TSESTree.Program,
  ) {
    this.casts = new DocCasts(text);
    if (!text.includes('/**') || !TAG.test(text)) return;
    for (const { range: [start, end] } of program.comments ?? []) if (/^\/\*\*(?!\/)/.test(text.slice(start, start + 4))) this.#add({ start, end, text: text.slice(start, end) });
  }

  #add(comment: BlockComment): void {
    if (!TAG.test(comment.text)) return;
    const next = this.#next(comment.end);
    this.#byEnd.set(next, comment);
    comment.doc = readDoc(comment.text);
    if (comment.doc?.type) this.casts.add(comment.start, next, comment.doc.type);
    if (comment.doc?.typedef) this.typedefs[comment.doc.typedef.name] = comment.doc.typedef.type;
    if (!comment.text.includes('@region')) return;
    const index = this.regions.length;
    const parsed = parseClaim(comment.text);
    this.regions.push({ at: [comment.start, comment.end], text: comment.text, ...parsed.comment });
    if (parsed.claim) this.#claims.set(comment, { ...parsed.claim, index } as Claim);
  }

  /** Where the next token starts. */
  #next(from: number): number {
    let at = from;
    for (;;) {
      while (at < this.text.length && /\s/.test(this.text[at] ?? '')) at++;
      if (this.text.startsWith('//', at)) at = end(this.text.indexOf('\n', at), this.text);
      else if (this.text.startsWith('/*', at) && !this.text.startsWith('/**', at)) at = end(this.text.indexOf('*/', at) + 1, this.text) + 1;
      else return at;
    }
  }

  docBefore(node: TSESTree.Node): Doc | undefined {
    return this.#byEnd.get(node.range[0])?.doc;
  }

  docAt(start: number): Doc | undefined {
    return this.#byEnd.get(start)?.doc;
  }

  /** The claim directly before a place; asking for it says that it can stand there. */
  claimBefore(start: number, ...wanted: readonly Claim['claim'][]): Claim | undefined {
    const comment = this.#byEnd.get(start);
    const claim = comment && this.#claims.get(comment);
    if (!claim || !wanted.includes(claim.claim)) return undefined;
    this.#taken.add(claim.index);
    return claim;
  }

  /** Every `@region` comment; one that was parsed but stands where it means nothing is invalid, too. */
  finish(): RegionCommentIr[] {
    return this.regions.map((comment, i) =>
      comment.claim === 'invalid' || this.#taken.has(i)
        ? comment
        : { ...comment, claim: 'invalid' as const, problem: `A \`@region ${comment.claim}\` comment means nothing here: it stands before ${PLACES[comment.claim]}.` },
    );
  }
}

const PLACES = {
  exclusive: 'a function',
  aligned: 'a parameter, a field or a variable',
  'single-writer': 'a field or the constant of an index',
} as const;

const end = (found: number, text: string): number => (found < 0 ? text.length : found);

function parseClaim(text: string): { comment: Omit<RegionCommentIr, 'at' | 'text'>; claim?: { claim: string; bytes?: number } } {
  const [, words = ''] = /@region\b([^\n*@]*)/.exec(text) ?? [];
  const [kind = '', argument, more] = words.trim().split(/\s+/);
  if ((kind === 'exclusive' || kind === 'single-writer') && (argument === undefined || argument.startsWith('-') || argument.startsWith('('))) return { comment: { claim: kind }, claim: { claim: kind } };
  if (kind === 'aligned') {
    const bytes = Number(argument);
    const valid = /^\d+$/.test(argument ?? '') && bytes >= 1 && bytes <= MOST && (bytes & (bytes - 1)) === 0 && (more === undefined || more.startsWith('-') || more.startsWith('('));
    if (valid) return { comment: { claim: 'aligned' }, claim: { claim: 'aligned', bytes } };
    return { comment: { claim: 'invalid', problem: `\`@region aligned\` takes a power of two from 1 to ${MOST}, in bytes${argument ? `, not \`${words.trim().slice(8)}\`` : ''}.` } };
  }
  const problem = `\`@region ${words.trim()}\` is not a claim: write \`exclusive\`, \`aligned N\` or \`single-writer\`.`;
  return { comment: { claim: 'invalid', problem } };
}
