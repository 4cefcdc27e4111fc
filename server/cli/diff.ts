/** What `--fix-dry-run` would change, as a unified diff. */

interface Change {
  readonly kind: ' ' | '-' | '+';
  readonly line: string;
}

const CONTEXT = 2;

export function unifiedDiff(path: string, before: string, after: string): string {
  const changes = lineChanges(lines(before), lines(after));
  const hunks = hunksOf(changes);
  return [`--- ${path}`, `+++ ${path}`, ...hunks].join('\n');
}

const lines = (text: string): string[] => text.replace(/\r?\n$/, '').split(/\r?\n/);

/** Fixes change lines here and there: between two equal ends, the lines that both have keep their order. */
function lineChanges(a: readonly string[], b: readonly string[]): Change[] {
  const out: Change[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]];
    if (x !== undefined && x === y) {
      out.push({ kind: ' ', line: x });
      [i, j] = [i + 1, j + 1];
      continue;
    }
    const [di, dj] = nextMeeting(a, b, i, j);
    for (; i < di; i++) out.push({ kind: '-', line: a[i] ?? '' });
    for (; j < dj; j++) out.push({ kind: '+', line: b[j] ?? '' });
  }
  return out;
}

/** The nearest pair of equal lines. */
function nextMeeting(a: readonly string[], b: readonly string[], i: number, j: number): [number, number] {
  for (let distance = 1; distance <= a.length - i + (b.length - j); distance++)
    for (let k = 0; k <= distance; k++) {
      const [x, y] = [i + k, j + distance - k];
      if (x < a.length && y < b.length && a[x] === b[y]) return [x, y];
    }
  return [a.length, b.length];
}

function hunksOf(changes: readonly Change[]): string[] {
  const near = changes.map((_, i) => changes.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some(({ kind }) => kind !== ' '));
  const out: string[] = [];
  let [oldLine, newLine] = [1, 1];
  changes.forEach(({ kind, line }, i) => {
    if (near[i] && !near[i - 1]) out.push(header(changes, near, i, oldLine, newLine));
    if (near[i]) out.push(`${kind}${line}`);
    if (kind !== '+') oldLine++;
    if (kind !== '-') newLine++;
  });
  return out;
}

function header(changes: readonly Change[], near: readonly boolean[], from: number, oldLine: number, newLine: number): string {
  const end = near.indexOf(false, from);
  const hunk = changes.slice(from, end < 0 ? undefined : end);
  const count = (skipped: string): number => hunk.filter(({ kind }) => kind !== skipped).length;
  return `@@ -${oldLine},${count('+')} +${newLine},${count('-')} @@`;
}
