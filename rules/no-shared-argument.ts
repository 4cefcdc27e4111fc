/**
 * Shared memory is handed to a platform function that refuses it.
 *
 * The document's last condition is that no reference of the non-atomic type exists beside the atomic ones. A function of
 * the platform that reads or fills a buffer is such a reference, so most of them throw on shared memory; which do, and
 * in which hosts, is in a table. They take a copy.
 */

import type { Certainty } from './analysis/facts/certainty.ts';
import { refusedArguments, type RefusedArgument } from './analysis/facts/refused-arguments.ts';
import { HOSTS, type Host } from './analysis/models/refusals.ts';
import { callPath } from './kit/conflicts.ts';
import { defineRule, type Mended, type RuleOptions } from './kit/define-rule.ts';
import type { Fix, Related } from './kit/finding.ts';
import { hedge, type Words } from './kit/words.ts';

interface Refused extends RefusedArgument {
  readonly certainty: Certainty;
}

const DEFAULT_HOSTS: readonly Host[] = ['browser', 'node'];

export const noSharedArgument = defineRule<Refused>({
  name: 'no-shared-argument',
  presets: ['recommended', 'strict'],
  description: 'Shared memory must not be handed to platform functions that refuse it',
  fixable: false,
  hasSuggestions: true,
  optionsSchema: {
    hosts: {
      type: 'array',
      items: { type: 'string', enum: [...HOSTS] },
      uniqueItems: true,
      description: 'The hosts that the code runs in; a function is reported if one of them refuses shared memory. By default `["browser", "node"]`.',
    },
  },
  find: (facts, options) => refusedArguments(facts, hostsOf(options)).map((found) => ({ ...found, certainty: found.region.kind === 'unknown' ? 'likely' : 'proven' })),
  say,
  mend,
});

const hostsOf = ({ hosts }: RuleOptions): readonly Host[] => (Array.isArray(hosts) ? HOSTS.filter((host) => hosts.includes(host)) : DEFAULT_HOSTS);

const NAMES: Readonly<Record<Host, string>> = { browser: 'browsers', node: 'Node', deno: 'Deno', bun: 'Bun' };

function say(found: Refused, words: Words): { message: string; related: Related[] } {
  const { at, refusal, by, region, certainty } = found;
  const hosts = new Intl.ListFormat('en').format(by.map((host) => NAMES[host]));
  const copy = copyOf(found, words);
  const remedy = refusal.fills ? 'let it fill memory of your own, and copy that in' : copy === undefined ? 'hand over a copy' : `hand over a copy, \`${copy}\``;
  const what = found.expression ? `${words.quote(found.expression)} is` : `${words.quote(at)} holds`;
  const message = `${hedge(certainty)}${what} shared memory, which \`${nameOf(refusal.api)}\` refuses in ${hosts}: the call throws. Other threads could change these bytes while it works on them: ${remedy}.`;
  const born: Related[] = region.at ? [{ at: region.at, message: region.kind === 'unknown' ? 'The region comes from here' : 'The region is allocated here' }] : [];
  return { message, related: [...born, ...callPath(found.seen)] };
}

/** `%WebSocket%.send` is `WebSocket.send`; a name that begins with a capital is a constructor. */
const nameOf = (api: string): string => (/^[A-Z]\w*$/.test(api) ? `new ${api}` : api.replaceAll('%', ''));

function mend(found: Refused, words: Words): Mended {
  const suggestion = found.refusal.fills ? filled(found, words) : copied(found, words);
  return suggestion ? { suggestions: [suggestion] } : {};
}

function copied(found: Refused, words: Words): Fix | undefined {
  const copy = copyOf(found, words);
  if (copy === undefined) return undefined;
  const text = found.isShorthand ? `${words.code(found.at)}: ${copy}` : copy;
  return { title: `Hand over a copy: \`${copy}\``, edits: [{ at: found.at, text }] };
}

/** `bytes.set(crypto.getRandomValues(new Uint8Array(bytes.length)))`: only this one gives back what it filled. */
function filled({ expression, kind, isStatement, refusal, seen, at }: Refused, words: Words): Fix | undefined {
  const view = expression && sourceOf(expression, words);
  if (view === undefined || !kind || !isStatement || refusal.api !== 'crypto.getRandomValues' || !isPath(view)) return undefined;
  const text = words.texts(at.file) ?? '';
  const own = `new ${kind}(${view}.length)`;
  const before = text.slice(seen.at.start, at.start);
  // `getRandomValues.call(crypto, bytes)` is typed with what the function may take, not with what it was given.
  if (!/getRandomValues\s*\(\s*$/.test(before)) return undefined;
  const call = before + own + text.slice(at.end, seen.at.end);
  return { title: `Fill \`${own}\`, and copy it into \`${view}\``, edits: [{ at: seen.at, text: `${view}.set(${call})` }] };
}

/** An expression for bytes that no other thread can see: a copy of a view is never shared. */
function copyOf({ expression, kind, refusal }: Refused, words: Words): string | undefined {
  if (!expression) return undefined;
  const source = sourceOf(expression, words);
  const buffer = refusal.api.endsWith('decodeAudioData') ? '.buffer' : '';
  if (kind === undefined) return `new Uint8Array(${source}).slice()${buffer}`;
  if (kind !== 'DataView') return `${isPath(source) || isCall(source) ? source : `(${source})`}.slice()`;
  return isPath(source) ? `new Uint8Array(${source}.buffer, ${source}.byteOffset, ${source}.byteLength).slice()` : undefined;
}

const sourceOf = ({ file, start, end }: { file: string; start: number; end: number }, words: Words): string => (words.texts(file) ?? '').slice(start, end);

const isCall = (source: string): boolean => /^(?:new )?[\w$.]+\([^()]*(?:\([^()]*\)[^()]*)*\)$/.test(source);

/** `this.bytes`, `slots[i]!`: what a method can be called on as it stands, and evaluated twice. */
const isPath = (source: string): boolean => /^[\w$]+(?:[!?]?\.#?[\w$]+|\[[\w$.]+\])*!?$/.test(source);
