/** Small random programs over shared memory: as data, and as the check file that says the same in TypeScript. */

/** Word `x` lies at bytes `4x…4x+3`. Results go to the thread's list of values. */
export type Instruction =
  | { readonly op: 'load' | 'await'; readonly x: number; readonly value: number; readonly narrow?: boolean }
  | { readonly op: 'store' | 'add' | 'exchange'; readonly x: number; readonly value: number }
  | { readonly op: 'cas'; readonly x: number; readonly expected: number; readonly value: number }
  | { readonly op: 'wait'; readonly x: number; readonly expected: number; readonly timed: boolean }
  | { readonly op: 'notify'; readonly x: number; readonly count: number }
  | { readonly op: 'read' | 'write'; readonly x: number; readonly value: number }
  | { readonly op: 'join'; readonly thread: number }
  /** Leaves out what follows unless the last value was `value`. */
  | { readonly op: 'unless'; readonly value: number; readonly skip: number };

export interface Thread { readonly dies: boolean; readonly code: readonly Instruction[] }
export interface Program { readonly words: number; readonly threads: readonly Thread[] }

/** A generator of random numbers that a seed repeats: mulberry32. */
export function random(seed: number): (below: number) => number {
  let s = seed;
  return (below) => {
    s = (s + 0x6d2b79f5) | 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

export interface Flavour { readonly plain: boolean; readonly waiting: boolean; readonly deaths: boolean; readonly awaits: boolean }

export function randomProgram(seed: number, flavour: Flavour, longer = 0): Program {
  const next = random(seed);
  const words = 1 + next(2);
  const count = next(4) === 0 ? 3 : 2;
  const threads = Array.from({ length: count }, (_, t) => ({
    dies: flavour.deaths && t === 0,
    code: straighten(Array.from({ length: (count === 2 ? 2 : 1) + longer + next(3) }, (__, i) => instruction(next, words, t, i, flavour))),
  }));
  return { words, threads };
}

/** No condition within another: it would leave out more than the other holds. */
function straighten(code: Instruction[]): Instruction[] {
  let free = 0;
  return code.map((c, i) => {
    if (c.op !== 'unless') return c;
    if (i < free) return { op: 'load', x: 0, value: 0 };
    free = i + 1 + c.skip;
    return c;
  });
}

function instruction(next: (below: number) => number, words: number, thread: number, at: number, flavour: Flavour): Instruction {
  const x = next(words);
  const value = next(3);
  const kinds: Instruction[] = [
    { op: 'load', x, value: 0 }, { op: 'store', x, value }, { op: 'store', x, value }, { op: 'add', x, value: 1 }, { op: 'exchange', x, value },
    { op: 'cas', x, expected: next(2), value }, { op: 'cas', x, expected: 0, value: 1 },
  ];
  if (at > 0) kinds.push({ op: 'unless', value: next(2), skip: 1 + next(2) });
  if (flavour.waiting) kinds.push({ op: 'wait', x, expected: next(2), timed: next(2) === 0 }, { op: 'wait', x, expected: 0, timed: next(2) === 0 }, { op: 'notify', x, count: 1 }, { op: 'notify', x, count: next(2) === 0 ? 1 : 9 });
  if (flavour.plain) kinds.push({ op: 'read', x: words, value: 0 }, { op: 'write', x: words, value }, { op: 'write', x: words, value });
  if (flavour.awaits) kinds.push({ op: 'await', x, value });
  if (flavour.deaths && thread > 0) kinds.push({ op: 'join', thread: 0 });
  return kinds[next(kinds.length)]!;
}

/** The program as a check file; word `words` is accessed plainly. */
export function textOf(program: Program): string {
  const threads = program.threads.map(({ dies, code }, t) => `  const t${t} = thread(() => {\n    const r: number[] = [];\n${block(code)}    return r;\n  }, { dies: ${dies} });`);
  return [
    "import { scenario, thread, outcome, join } from 'atomics-snippets/checker';",
    "const number = (x: string | number): number => (typeof x === 'number' ? x : { ok: 100, 'not-equal': 101, 'timed-out': 102 }[x]!);",
    "scenario('random', () => {",
    `  const a = new Int32Array(new SharedArrayBuffer(${4 * (program.words + 1)}));`,
    ...threads,
    `  outcome(() => [${program.threads.map((_, t) => `t${t}.result ?? null`).join(', ')}, Array.from(a)]);`,
    '});',
  ].join('\n');
}

function block(code: readonly Instruction[], from = 0): string {
  let out = '';
  for (let i = from; i < code.length; i++) {
    const c = code[i]!;
    if (c.op !== 'unless') out += `    ${line(c)}\n`;
    else {
      const end = Math.min(code.length, i + 1 + c.skip);
      return `${out}    if (r.at(-1) === ${c.value}) {\n${block(code.slice(0, end), i + 1)}    }\n${block(code, end)}`;
    }
  }
  return out;
}

function line(c: Exclude<Instruction, { op: 'unless' }>): string {
  switch (c.op) {
    case 'load': return `r.push(Atomics.load(a, ${c.x}));`;
    case 'await': return `while (Atomics.load(a, ${c.x}) !== ${c.value});`;
    case 'store': return `Atomics.store(a, ${c.x}, ${c.value});`;
    case 'add':
    case 'exchange': return `r.push(Atomics.${c.op}(a, ${c.x}, ${c.value}));`;
    case 'cas': return `r.push(Atomics.compareExchange(a, ${c.x}, ${c.expected}, ${c.value}));`;
    case 'wait': return `r.push(number(Atomics.wait(a, ${c.x}, ${c.expected}${c.timed ? ', 10' : ''})));`;
    case 'notify': return `r.push(Atomics.notify(a, ${c.x}, ${c.count}));`;
    case 'read': return `r.push(a[${c.x}]!);`;
    case 'write': return `a[${c.x}] = ${c.value};`;
    case 'join': return `r.push(join(t${c.thread}) ? 200 : 201);`;
  }
}
