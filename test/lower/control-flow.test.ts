/** Control flow as the representation has it: what a variable can hold where ways meet tells which ways there are. */

import { describe, test } from 'vitest';
import { checkFacts } from '../kit/facts.ts';

describe('branches', () => {
  test('if without else, else-if chains, nested ones', () => checkFacts(`
export function f(a: boolean, b: boolean) {
  let n = 0;
  if (a) n = 8;
  const one = n + 0; // fact range 0..8 step 8
  if (a) n = 1;
  else if (b) n = 2;
  else n = 3;
  const two = n + 0; // fact range 1..3
  return [one, two];
}
`));

  test('conditions in parts', () => checkFacts(`
export function f(a: number, b: number) {
  let n = 0;
  if (a > 3 && (b > 4 || a > 9)) {
    n = 1;
    const here = n + 0; // fact number 1
    void here;
  }
  return n + 0; // fact range 0..1
}
`));

  test('switch: fall-through, default in the middle, break', () => checkFacts(`
export function f(kind: number) {
  let n = 0;
  switch (kind) {
    case 1:
      n = 10;
    case 2:
      n += 1;
      break;
    default:
      n = 50;
    case 3:
      n += 2;
  }
  return n + 0; // fact range 1..52
}
`));

  test('a constant condition takes one way', () => checkFacts(`
const ON = true;
export function f() {
  let n = 1;
  if (ON) n = 2;
  else n = 3;
  const a = n + 0; // fact number 2
  const b = ON ? 4 : 5; // fact number 4
  const c = (ON && 6) || 7; // fact number 6
  return [a, b, c];
}
`));
});

describe('operators that branch', () => {
  test('logical assignment', () => checkFacts(`
export function f(given?: number) {
  let a: number | undefined;
  a ??= 4;
  const one = a + 0; // fact number 4
  let b = 0;
  b ||= 5;
  const two = b + 0; // fact number 5
  let c = 3;
  c &&= 6;
  const three = c + 0; // fact number 6
  const o = { x: 1 };
  o.x ??= 9;
  const four = o.x + 0; // fact number 1
  return [one, two, three, four, given];
}
`));

  test('the comma, void, and increments as values', () => checkFacts(`
export function f() {
  let n = 1;
  const a = (n++, n) + 0; // fact number 2
  const b = n++ + 0; // fact number 2
  const c = ++n + 0; // fact number 4
  const d = (n -= 3) + 0; // fact number 1
  return [a, b, c, d];
}
`));

  test('optional chains', () => checkFacts(`
interface Box { readonly v?: Int32Array }
const v = new Int32Array(new SharedArrayBuffer(64));
const full: Box = { v };
export function f() {
  full?.v?.fill(0); // fact plain write of v, bytes 0–63
  full.v?.[3]; // fact plain read of v, bytes 12–15
  full.v!.set([1], 2); // fact plain write of v, bytes 8–11
}
`));
});

describe('loops', () => {
  test('do-while runs at least once', () => checkFacts(`
export function f(go: () => boolean) {
  let n = 0;
  do {
    n = 7;
  } while (go());
  return n + 0; // fact number 7
}
`));

  test('while may run no time', () => checkFacts(`
export function f(go: () => boolean) {
  let n = 0;
  while (go()) n = 7;
  return n + 0; // fact range 0..7 step 7
}
`));

  test('labels: break and continue of an outer loop', () => checkFacts(`
export function f(go: () => boolean) {
  let n = 0;
  outer: for (;;) {
    for (;;) {
      if (go()) {
        n = 4;
        break outer;
      }
      if (go()) continue outer;
    }
  }
  return n + 0; // fact number 4
}
`));

  test('a labelled block', () => checkFacts(`
export function f(go: boolean) {
  let n = 1;
  block: {
    if (go) break block;
    n = 2;
  }
  return n + 0; // fact range 1..2
}
`));

  test('for…of over an array, for…in, and for await', () => checkFacts(`
export async function f(many: AsyncIterable<number>, o: object) {
  let n = 0;
  for (const one of [2, 4]) n = one;
  const a = n + 0; // fact range 0..4 step 2
  for (const key in o) n = 6;
  const b = n + 0; // fact range 0..6 step 2
  for await (const one of many) n = 8;
  return [a, b, n + 0];
}
`));

  test('a variable of the loop is a new one each time', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
const later: (() => void)[] = [];
for (let i = 0; i < 4; i++) {
  const at = i * 2;
  later.push(() => { v[at] = 1; }); // fact plain write of v, bytes 8*i (0..56 step 8), 4 wide
}
export { later };
`));
});

describe('exceptions', () => {
  test('finally runs on every way out', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
export function f(a: number) {
  try {
    if (a === 1) return 1;
    if (a === 2) throw new Error();
  } finally {
    v[5] = 1; // fact plain write of v, bytes 20–23
  }
  return 2;
}
`));

  test('catch sees what was assigned before the call that throws', () => checkFacts(`
export function f(g: () => void) {
  let n = 1;
  try {
    n = 2;
    g();
    n = 3;
    g();
  } catch {
    return n + 0; // fact range 1..3
  }
  return n + 0; // fact number 3
}
`));

  test('return in finally wins', () => checkFacts(`
function f(g: () => void) {
  try {
    g();
    return 1;
  } finally {
    return 2;
  }
}
export const n = f(() => {}) + 0; // fact number 2
`));

  test('nested, with a rethrow', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
export function f(g: () => void) {
  try {
    try {
      g();
    } catch (error) {
      v[1] = 1; // fact plain write of v, bytes 4–7
      throw error;
    } finally {
      v[2] = 1; // fact plain write of v, bytes 8–11
    }
    v[3] = 1; // fact plain write of v, bytes 12–15
  } catch {
    v[4] = 1; // fact plain write of v, bytes 16–19
  }
}
`));

  test('using disposes at the end of its block', () => checkFacts(`
const v = new Int32Array(new SharedArrayBuffer(64));
class Held {
  constructor(readonly at: number) {}
  [Symbol.dispose]() {
    v[this.at] = 0; // fact plain write of v, bytes 24–27
  }
}
export function f(g: () => void) {
  using held = new Held(6);
  g();
  return held.at;
}
`));

  test('break out of try within a loop', () => checkFacts(`
export function f(g: () => boolean) {
  let n = 0;
  for (;;) {
    try {
      if (g()) break;
      n = 2;
    } finally {
      n += 8;
    }
  }
  return n + 0; // fact range 8..18 step 10
}
`));
});
