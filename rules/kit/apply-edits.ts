/** Applies fixes to texts: whole ones only, and none that touches another. */

import type { Fix, TextEdit } from './finding.ts';

/** The fixes that can be applied together, the earlier of two that touch the same place. */
export function compatible(fixes: readonly Fix[]): Fix[] {
  const taken: TextEdit[] = [];
  return fixes.filter(({ edits }) => {
    if (edits.some((edit) => taken.some((other) => touches(edit, other)))) return false;
    taken.push(...edits);
    return true;
  });
}

/** Edits that meet at a point count: two insertions at one place have no order. */
const touches = (a: TextEdit, b: TextEdit): boolean => a.at.file === b.at.file && a.at.start <= b.at.end && b.at.start <= a.at.end;

/** One file's text with edits applied; they must not touch each other. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => b.at.start - a.at.start);
  return sorted.reduce((now, { at, text: by }) => now.slice(0, at.start) + by + now.slice(at.end), text);
}
