/**
 * Random programs on two shared regions, each in two texts: as the engine reads it, and with a call beside every access
 * that tells what it touches when it runs. Every number in them is known once they run; the engine knows some of them.
 */

import fc from 'fast-check';

export interface RandomProgram {
  readonly source: string;
  /** The same, line for line; accesses are told to `$`. */
  readonly traced: string;
}

/** What a traced program calls, beside doing what the source does. */
export interface Trace {
  /** The regions of the program, in the order in which it allocates them. */
  regions(all: readonly SharedArrayBuffer[]): void;
  /** One element at an index, of which only one within the view touches bytes. */
  element(line: number, view: View, index: number, how: How): void;
  /** Elements from and to, as the method's arguments say. */
  span(line: number, view: View, from: number, to: number, how: How): void;
  /** So many elements written at an offset, all of them or none. */
  put(line: number, view: View, at: number, count: number): void;
  /** A view is made at a byte offset; it may throw. */
  make(line: number, offset: number, size: number, make: () => void): void;
  /** Bytes of a `DataView`, from its start. */
  field(line: number, view: DataView, at: number, width: number, how: How): void;
}

export type View = Int8Array | Uint8Array | Int16Array | Int32Array | Uint32Array | Float64Array;
export type How = 'atomic read' | 'atomic write' | 'atomic update' | 'read' | 'write' | 'update';

const BYTES = 128;
const KINDS = { Int8Array: 1, Uint8Array: 1, Int16Array: 2, Int32Array: 4, Uint32Array: 4, Float64Array: 8 } as const;
type Kind = keyof typeof KINDS;

interface Scope {
  readonly numbers: readonly string[];
  readonly views: readonly { readonly name: string; readonly kind: Kind }[];
  readonly depth: number;
}

/** One statement as lines, given the number of its first line. */
type Lines = (first: number) => readonly { readonly source: string; readonly traced: string }[];

const small = fc.integer({ min: 0, max: 12 });

function expression(numbers: readonly string[], depth = 2): fc.Arbitrary<string> {
  const leaf = numbers.length === 0 ? small.map(String) : fc.oneof(small.map(String), fc.constantFrom(...numbers));
  if (depth === 0) return leaf;
  const inner = expression(numbers, depth - 1);
  const by = fc.integer({ min: 1, max: 8 });
  return fc.oneof(
    { weight: 4, arbitrary: leaf },
    { weight: 3, arbitrary: fc.tuple(inner, fc.constantFrom('+', '-', '|', '&', '^'), inner).map(([a, op, b]) => `(${a} ${op} ${b})`) },
    { weight: 2, arbitrary: fc.tuple(inner, fc.constantFrom('*', '%', '>>', '<<', '>>>'), by).map(([a, op, b]) => `(${a} ${op} ${op.length > 1 ? b % 4 : b})`) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('Math.min', 'Math.max'), inner, inner).map(([f, a, b]) => `${f}(${a}, ${b})`) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('~', '-'), inner).map(([op, a]) => `(${op}${a})`) },
    { weight: 1, arbitrary: fc.tuple(inner, by).map(([a, b]) => `Math.floor(${a} / ${b})`) },
    { weight: 1, arbitrary: fc.tuple(inner, inner, inner, inner).map(([a, b, c, d]) => `(${a} < ${b} ? ${c} : ${d})`) },
  );
}

const one = (source: string, traced = (line: number): string => (void line, source)): Lines => (first) => [{ source, traced: traced(first) }];

function access({ numbers, views }: Scope): fc.Arbitrary<Lines> {
  const index = expression(numbers);
  return fc.constantFrom(...views).chain(({ name: v, kind }) => {
    const isAtomic = kind !== 'Float64Array';
    const told = (how: How, i: string, source: string): Lines => one(source, (line) => `$.element(${line}, ${v}, ${i}, '${how}'); ${source}`);
    const span = (how: How, from: string, to: string, source: string): Lines => one(source, (line) => `$.span(${line}, ${v}, ${from}, ${to}, '${how}'); ${source}`);
    return fc.oneof(
      index.map((i) => told('read', i, `void ${v}[${i}];`)),
      index.map((i) => told('write', i, `${v}[${i}] = 1;`)),
      index.map((i) => told('update', i, `${v}[${i}] += 1;`)),
      ...(isAtomic ? [
        index.map((i) => told('atomic read', i, `Atomics.load(${v}, ${i});`)),
        index.map((i) => told('atomic write', i, `Atomics.store(${v}, ${i}, 1);`)),
        index.map((i) => told('atomic update', i, `Atomics.add(${v}, ${i}, 1);`)),
      ] : []),
      fc.tuple(index, index).map(([a, b]) => span('write', a, b, `${v}.fill(0, ${a}, ${b});`)),
      fc.tuple(index, index).map(([a, b]) => span('read', a, b, `${v}.slice(${a}, ${b});`)),
      index.map((a) => one(`${v}.set([1, 2], ${a});`, (line) => `$.put(${line}, ${v}, ${a}, 2); ${v}.set([1, 2], ${a});`)),
    );
  });
}

const WIDTHS = { Int8: 1, Uint16: 2, Int32: 4, Float64: 8 } as const;

const field = ({ numbers }: Scope): fc.Arbitrary<Lines> =>
  fc.tuple(fc.constantFrom(...(Object.keys(WIDTHS) as (keyof typeof WIDTHS)[])), fc.boolean(), expression(numbers)).map(([type, writes, at]) => {
    const source = writes ? `data.set${type}(${at}, 1);` : `data.get${type}(${at});`;
    return one(source, (line) => `$.field(${line}, data, ${at}, ${WIDTHS[type]}, '${writes ? 'write' : 'read'}'); ${source}`);
  });

/** A view at any offset and of any length: such a constructor throws more often than not. */
const construction = ({ numbers }: Scope): fc.Arbitrary<Lines> =>
  fc.tuple(fc.constantFrom(...(Object.keys(KINDS) as Kind[])), expression(numbers), fc.constantFrom(1, 2, 4, 8), fc.option(expression(numbers, 1))).map(([kind, at, factor, length]) => {
    const offset = factor === 1 ? at : `${at} * ${factor}`;
    const made = `new ${kind}(sab, ${offset}${length === null ? '' : `, ${length}`});`;
    return one(`try { ${made} } catch {}`, (line) => `$.make(${line}, ${offset}, ${KINDS[kind]}, () => { ${made} });`);
  });

let count = 0;
const fresh = (prefix: string): string => `${prefix}${count++}`;

const block = (body: Lines, head: string, tail = '}'): Lines => (first) => [
  { source: head, traced: head },
  ...body(first + 1),
  { source: tail, traced: tail },
];

const sequence = (parts: readonly Lines[]): Lines => (first) => {
  const out: { source: string; traced: string }[] = [];
  for (const part of parts) out.push(...part(first + out.length));
  return out;
};

/** Statements in which what is declared is there for those behind it. */
function statements(scope: Scope, most: number): fc.Arbitrary<Lines> {
  if (most === 0) return fc.constant(sequence([]));
  return statement(scope).chain(({ lines, scope: next }) => fc.nat(4).chain((more) => (more > 0 ? statements(next, most - 1) : fc.constant(sequence([])))).map((rest) => sequence([lines, rest])));
}

interface Declared {
  readonly lines: Lines;
  readonly scope: Scope;
}

function statement(scope: Scope): fc.Arbitrary<Declared> {
  const same = (lines: fc.Arbitrary<Lines>): fc.Arbitrary<Declared> => lines.map((one) => ({ lines: one, scope }));
  const simple: Weighted[] = [
    [6, () => same(access(scope))],
    [1, () => same(field(scope))],
    [2, () => same(construction(scope))],
    [2, () => number(scope)],
    [2, () => alias(scope)],
    [1, () => same(assignment(scope))],
    [1, () => object(scope)],
    [1, () => list(scope)],
    [1, () => choice(scope)],
  ];
  const inner = { ...scope, depth: scope.depth - 1 };
  const families: readonly (readonly [weight: number, make: (scope: Scope) => fc.Arbitrary<Lines>])[] = [[2, loop], [2, branch], [1, helper], [1, closure], [1, method], [1, attempt], [1, choices], [1, search]];
  const nested = families.map(([weight, make]): Weighted => [weight, () => same(make(inner))]);
  return oneOf(scope.depth === 0 ? simple : [...simple, ...nested]);
}

type Weighted = readonly [weight: number, make: () => fc.Arbitrary<Declared>];

/** Makes only what it draws: statements contain each other. */
const oneOf = (all: readonly Weighted[]): fc.Arbitrary<Declared> =>
  fc.oneof(...all.map(([weight, make]) => ({ weight, arbitrary: fc.constant(make) }))).chain((make) => make());

const number = (scope: Scope): fc.Arbitrary<Declared> =>
  expression(scope.numbers).map((value) => {
    const name = fresh('n');
    return { lines: one(`let ${name} = ${value};`), scope: { ...scope, numbers: [...scope.numbers, name] } };
  });

const alias = (scope: Scope): fc.Arbitrary<Declared> =>
  fc.tuple(fc.constantFrom(...scope.views), expression(scope.numbers, 1), expression(scope.numbers, 1)).map(([{ name: v, kind }, a, b]) => {
    const name = fresh('s');
    return { lines: one(`const ${name} = ${v}.subarray(${a}, ${b});`), scope: { ...scope, views: [...scope.views, { name, kind }] } };
  });

/** An object with a view, a number and an object in it. */
const object = (scope: Scope): fc.Arbitrary<Declared> =>
  fc.tuple(fc.constantFrom(...scope.views), fc.constantFrom(...scope.views), expression(scope.numbers, 1)).map(([v, w, n]) => {
    const name = fresh('o');
    const views = [{ name: `${name}.v`, kind: v.kind }, { name: `${name}.inner.w`, kind: w.kind }];
    return { lines: one(`const ${name} = { v: ${v.name}, n: ${n}, inner: { w: ${w.name} } };`), scope: { ...scope, numbers: [...scope.numbers, `${name}.n`], views: [...scope.views, ...views] } };
  });

/** An array of views, taken apart again. */
const list = (scope: Scope): fc.Arbitrary<Declared> =>
  fc.tuple(fc.constantFrom(...scope.views), fc.constantFrom(...scope.views)).map(([v, w]) => {
    const [name, first, second] = [fresh('a'), fresh('x'), fresh('x')];
    const lines = sequence([one(`const ${name} = [${v.name}, ${w.name}];`), one(`const [${first}, ${second}] = ${name};`)]);
    return { lines, scope: { ...scope, views: [...scope.views, { name: first, kind: v.kind }, { name: second, kind: w.kind }, { name: `${name}[1]`, kind: w.kind }] } };
  });

/** One view or another of its kind. */
const choice = (scope: Scope): fc.Arbitrary<Declared> =>
  fc.tuple(fc.constantFrom(...scope.views), expression(scope.numbers, 1), expression(scope.numbers, 1), fc.nat()).map(([v, a, b, which]) => {
    const like = scope.views.filter(({ kind }) => kind === v.kind);
    const name = fresh('c');
    return { lines: one(`const ${name} = ${a} < ${b} ? ${v.name} : ${like[which % like.length]?.name ?? v.name};`), scope: { ...scope, views: [...scope.views, { name, kind: v.kind }] } };
  });

const assignment = (scope: Scope): fc.Arbitrary<Lines> => {
  const variables = scope.numbers.filter((name) => /^[no]/.test(name));
  if (variables.length === 0) return access(scope);
  return fc.tuple(fc.constantFrom(...variables), fc.constantFrom('=', '+=', '-='), expression(scope.numbers, 1)).map(([name, op, value]) => one(`${name} ${op} ${value};`));
};

const loop = (scope: Scope): fc.Arbitrary<Lines> =>
  fc.tuple(small, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 3 }), fc.boolean()).chain(([from, turns, step, down]) => {
    const i = fresh('i');
    const head = down ? `for (let ${i} = ${from + turns * step}; ${i} > ${from}; ${i} -= ${step}) {` : `for (let ${i} = ${from}; ${i} < ${from + turns * step}; ${i} += ${step}) {`;
    return statements({ ...scope, numbers: [...scope.numbers, i] }, 3).map((body) => block(body, head));
  });

const branch = (scope: Scope): fc.Arbitrary<Lines> =>
  fc.tuple(expression(scope.numbers, 1), fc.constantFrom('<', '>=', '===', '!=='), expression(scope.numbers, 1), statements(scope, 2), statements(scope, 2)).map(([a, op, b, yes, no]) =>
    sequence([block(yes, `if (${a} ${op} ${b}) {`, '} else {'), no, one('}')]),
  );

/** A function that is called twice, with another view or another number. */
const helper = (scope: Scope): fc.Arbitrary<Lines> =>
  fc.tuple(fc.constantFrom(...scope.views), expression(scope.numbers, 1), expression(scope.numbers, 1)).chain(([{ name: v, kind }, a, b]) => {
    const [f, view, at] = [fresh('f'), fresh('w'), fresh('k')];
    return statements({ numbers: [at], views: [{ name: view, kind }], depth: 0 }, 3).map((body) => sequence([block(body, `const ${f} = (${view}, ${at}) => {`, '};'), one(`${f}(${v}, ${a});`), one(`${f}(${v}.subarray(1), ${b});`)]));
  });

/** A function that uses what is around it, made once and called twice. */
const closure = (scope: Scope): fc.Arbitrary<Lines> =>
  fc.tuple(expression(scope.numbers, 1), expression(scope.numbers, 1)).chain(([a, b]) => {
    const [f, at] = [fresh('g'), fresh('k')];
    return statements({ ...scope, numbers: [...scope.numbers, at], depth: 0 }, 3).map((body) => sequence([block(body, `const ${f} = (${at}) => {`, '};'), one(`${f}(${a});`), one(`${f}(${b});`)]));
  });

const method = (scope: Scope): fc.Arbitrary<Lines> =>
  fc.tuple(fc.constantFrom(...scope.views), expression(scope.numbers, 1), expression(scope.numbers, 1)).chain(([{ name: v, kind }, a, b]) => {
    const [type, instance, at] = [fresh('C'), fresh('m'), fresh('k')];
    const inside: Scope = { numbers: [at, 'this.n'], views: [{ name: 'this.v', kind }], depth: 0 };
    return statements(inside, 3).map((body) =>
      sequence([one(`class ${type} {`), one('constructor(v, n) { this.v = v; this.n = n; }'), block(body, `run(${at}) {`), one('}'), one(`const ${instance} = new ${type}(${v}, ${a});`), one(`${instance}.run(${b});`), one(`new ${type}(${v}.subarray(1), ${b}).run(${a});`)]),
    );
  });

const attempt = (scope: Scope): fc.Arbitrary<Lines> =>
  fc.tuple(expression(scope.numbers, 1), expression(scope.numbers, 1), statements(scope, 2), statements(scope, 2), statements(scope, 1)).map(([a, b, body, caught, last]) =>
    sequence([block(body, 'try {', `if (${a} < ${b}) throw 0;`), block(caught, '} catch {', '} finally {'), last, one('}')]),
  );

const choices = (scope: Scope): fc.Arbitrary<Lines> =>
  fc.tuple(expression(scope.numbers), statements(scope, 2), statements(scope, 2), statements(scope, 1), fc.boolean()).map(([subject, first, second, other, falls]) =>
    sequence([one(`switch (${subject} & 3) {`), block(first, 'case 0: {', falls ? '}' : '} break;'), block(second, 'case 1: {', '} break;'), block(other, 'default: {'), one('}')]),
  );

/** A loop that is left early, and goes on early. */
const search = (scope: Scope): fc.Arbitrary<Lines> =>
  fc.tuple(fc.integer({ min: 2, max: 6 }), expression(scope.numbers, 1), fc.constantFrom('break', 'continue')).chain(([turns, a, out]) => {
    // No name that an assignment may choose: the loop would never end.
    const i = fresh('t');
    const inside = { ...scope, numbers: [...scope.numbers, i], depth: 0 };
    return fc.tuple(statements(inside, 2), statements(inside, 2)).map(([before, behind]) => sequence([one(`let ${i} = 0;`), one(`while (${i} < ${turns}) {`), one(`${i} += 1;`), before, one(`if (${i} === ${a}) ${out};`), behind, one('}')]));
  });

const viewDeclaration: fc.Arbitrary<{ readonly kind: Kind; readonly text: (name: string) => string }> = fc
  .tuple(fc.constantFrom(...(Object.keys(KINDS) as Kind[])), fc.integer({ min: 0, max: 6 }), fc.option(fc.integer({ min: 1, max: 6 })), fc.constantFrom('sab', 'sab', 'other'))
  .map(([kind, at, length, region]) => ({ kind, text: (name) => `const ${name} = new ${kind}(${region}, ${at * KINDS[kind]}${length === null ? '' : `, ${length}`});` }));

/** A module that allocates a region, makes views, publishes it, and then touches it. */
export const RANDOM_PROGRAMS: fc.Arbitrary<RandomProgram> = fc.array(viewDeclaration, { minLength: 2, maxLength: 3 }).chain((declared) => {
  count = 0;
  const views = declared.map(({ kind }, i) => ({ name: `v${i}`, kind }));
  const head = [`const sab = new SharedArrayBuffer(${BYTES});`, `const other = new SharedArrayBuffer(${BYTES});`, ...declared.map(({ text }, i) => text(`v${i}`)), 'const data = new DataView(sab, 8);', 'postMessage([sab, other]);'].map((text) => one(text, () => (text.startsWith('post') ? '$.regions([sab, other]);' : text)));
  return statements({ numbers: [], views, depth: 2 }, 7).map((body) => {
    const lines = sequence([...head, body])(1);
    return { source: lines.map(({ source }) => source).join('\n'), traced: lines.map(({ traced }) => traced).join('\n') };
  });
});
