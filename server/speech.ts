/** What the server says itself, in the user's language. Findings are said by the rules, in English. */

import german from './l10n/de.json';

/** `{0}`, `{1}` stand for the arguments. */
export type Say = (message: string, ...args: readonly (string | number)[]) => string;

const BUNDLES: Readonly<Record<string, Readonly<Record<string, string>>>> = { de: german };

/** `locale` as `de` or `de-AT`; English where there is no bundle for it. */
export function speech(locale: string | undefined): Say {
  const bundle = BUNDLES[locale?.toLowerCase().split(/[-_]/)[0] ?? 'en'] ?? {};
  return (message, ...args) => (bundle[message] ?? message).replace(/\{(\d)\}/g, (_, i: string) => String(args[Number(i)] ?? ''));
}
