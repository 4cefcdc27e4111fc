import type { SymbolInfo, Symbols } from '../../rules/analysis/solve/number.ts';
import * as R from '../../rules/analysis/solve/range.ts';

/** Symbols of known ranges; any other is an unknown integer. */
export function tableOf(ranges: Readonly<Record<string, R.Range>>): Symbols {
  const infos = new Map<string, SymbolInfo>();
  const named = (label: string, range: R.Range): SymbolInfo => ({ range, label, exhaustive: false, natural: false });
  for (const [symbol, range] of Object.entries(ranges)) infos.set(symbol, named(symbol, range));
  return {
    define: (symbol, info) => void infos.set(symbol, info),
    info: (symbol) => infos.get(symbol) ?? named(symbol, R.ANY),
  };
}
