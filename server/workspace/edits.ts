/** Where places of an earlier text stand in a later one: as an editor moves its decorations. */

/** Replaces `[start, end)` of the text as it was by `length` UTF-16 units. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A place after some edits; undefined where nothing is left of it. A place never grows at its edges. */
export function moved(place: Place, edits: readonly Edit[]): Place | undefined {
  let { start, end } = place;
  for (const edit of edits) {
    const by = edit.length - (edit.end - edit.start);
    const [from, to] = [start, end];
    if (edit.end <= from) start = from + by;
    else if (edit.start <= from) start = edit.start + edit.length;
    if (edit.start < to) end = edit.end <= to ? to + by : edit.start;
    if (start >= end && from < to) return undefined;
  }
  return { start, end };
}

/** Where an offset of the later text stood in the earlier one. */
export function before(offset: number, edits: readonly Edit[]): number {
  let at = offset;
  for (const { start, end, length } of [...edits].reverse()) {
    if (at >= start + length) at += end - start - length;
    else if (at > start) at = Math.min(at, end);
  }
  return at;
}

/** Appends an edit; typing on extends the last one. */
export function append(edits: Edit[], edit: Edit): void {
  const last = edits.at(-1);
  const goesOn = last && edit.start === edit.end && edit.start === last.start + last.length;
  if (goesOn) edits[edits.length - 1] = { ...last, length: last.length + edit.length };
  else edits.push(edit);
}

/** The least edit between two texts that agree at both ends. */
export function difference(old: string, now: string): Edit | undefined {
  if (old === now) return undefined;
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old.charCodeAt(start) === now.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < most - start && old.charCodeAt(old.length - 1 - tail) === now.charCodeAt(now.length - 1 - tail)) tail++;
  return { start, end: old.length - tail, length: now.length - tail - start };
}
