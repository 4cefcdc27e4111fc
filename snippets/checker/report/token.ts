/**
 * A schedule as a word to copy: `A3B2a1` is three steps of the first thread, two of the second, then a time-out of
 * the first; `!B` is the death of the second. What stands before the dash tells which scenario it belongs to.
 */

const LETTERS = 'ABCDEFGHIJ';

/** FNV-1a. */
function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(36);
}

function letter(process: number, threads: number): string {
  const name = LETTERS[process % threads]!;
  return process < threads ? name : process < 2 * threads ? name.toLowerCase() : `!${name}`;
}

export function tokenOf(scenario: string, threads: number, schedule: readonly number[]): string {
  let out = `${hash(scenario)}-`;
  for (let i = 0, run = 1; i < schedule.length; i += run, run = 1) {
    while (schedule[i + run] === schedule[i]) run++;
    out += letter(schedule[i]!, threads) + (run > 1 ? String(run) : '');
  }
  return out;
}

export interface Token {
  matches(scenario: string): boolean;
  schedule(threads: number): number[];
}

/** `undefined` if the text is no token. */
export function parseToken(text: string): Token | undefined {
  const match = /^([0-9a-z]+)-((?:!?[A-Ja-j]\d*)*)$/.exec(text.trim());
  if (!match) return undefined;
  return { matches: (scenario) => hash(scenario) === match[1], schedule: (threads) => decode(match[2]!, threads) };
}

function decode(text: string, threads: number): number[] {
  return [...text.matchAll(/(!?)([A-Ja-j])(\d*)/g)].flatMap(([, dies, name, count]) => {
    const thread = LETTERS.indexOf(name!.toUpperCase());
    const kind = dies ? 2 : name === name!.toUpperCase() ? 0 : 1;
    return new Array<number>(Number(count || 1)).fill(kind * threads + thread);
  });
}
