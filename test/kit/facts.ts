/**
 * Programs that say what the engine must know at a line: `// fact …` at its end, several on one line if need be.
 *
 *     // fact number 8*n + 4                       the value of the line's expression as a linear form
 *     // fact range 0..84 step 4                   all that it can be
 *     // fact modulo 4 of 8                        what is left of it
 *     // fact view Int32Array of sab at 8, 2 long  the view that the expression makes
 *     // fact region sab, shared, 64 bytes         the region that the expression gives
 *     // fact copy of sab                          the memory that the view copies
 *     // fact text init                            a known text
 *     // fact nothing                              no run gives it a value
 *     // fact plain write of sab, bytes 0–3, exclusive
 *     // fact load of sab, bytes 4*i (0..36 step 4), 4 wide
 *     // fact untouched                            no access on this line
 *
 * The expression of a line is the initialiser, assigned value, returned value or statement that begins on it. An allocated
 * region is called by the variable it is first stored in (`sab`), any other by what a message calls it. A line with a
 * marker for an access has those accesses and no others, whatever the contexts in which it runs.
 */

import { parseSync } from 'oxc-parser';
import { expect } from 'vitest';
import type { Activation } from '../../rules/analysis/solve/activation.ts';
import type { AccessEvent, Footprint } from '../../rules/analysis/solve/events.ts';
import type { Alt, Value, View } from '../../rules/analysis/solve/value.ts';
import type { Facts } from '../../rules/analysis/facts/facts.ts';
import { isSourceFile } from '../../rules/analysis/base/source-file.ts';
import { LineMap, type Span } from '../../rules/analysis/base/span.ts';
import * as N from '../../rules/analysis/solve/number.ts';
import * as R from '../../rules/analysis/solve/range.ts';
import { lintOf } from './check.ts';
import { readProgram } from './program.ts';

interface Marker {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

const MARKER = /\/\/ fact ([^/]+?)(?= *\/\/ fact |\s*$)/g;

/** Fails unless the engine knows just what the markers of a program say. */
export function checkFacts(source: string): void {
  const program = readProgram(source);
  const found: Marker[] = [];
  // A text that names no memory is never analysed.
  const files = new Map([...program.files].map(([file, text]) => [file, isSourceFile(file) ? `${blank(file, text, found)}\nvoid SharedArrayBuffer;` : text]));
  expect(found.length, 'A program of facts has markers.').toBeGreaterThan(0);
  const engine = new Engine(files);
  const lines = [...new Set(found.map(({ file, line }) => `${file}:${line}`))];
  const differences = lines.flatMap((place) => {
    const wanted = found.filter((one) => `${one.file}:${one.line}` === place).map(({ text }) => text);
    const [left, right] = [show(wanted), show(engine.answers(place, wanted))];
    return left === right ? [] : [`${place} wants ${left}, has ${right}`];
  });
  if (differences.length > 0) expect.fail(differences.join('\n'));
}

const show = (facts: readonly string[]): string => [...facts].sort().join(' // ');

function blank(file: string, text: string, found: Marker[]): string {
  const lines = text.split('\n').map((line, i) =>
    line.replace(MARKER, (marker, fact: string) => {
      found.push({ file, line: i + 1, text: fact.trim() });
      return ' '.repeat(marker.length);
    }),
  );
  return lines.join('\n');
}

const ROOT = '/p/';
const ACCESS = /^(?:plain|load|store|add|sub|and|or|xor|exchange|compareExchange|wait|waitAsync)\b/;

class Engine {
  readonly #facts: readonly Facts[];
  readonly #lines: ReadonlyMap<string, LineMap>;

  constructor(readonly files: ReadonlyMap<string, string>) {
    const lint = lintOf(files);
    for (const file of files.keys()) if (isSourceFile(file)) expect(lint.check(ROOT + file)?.message ?? '', file).toBe('');
    this.#facts = [...new Set(lint.components().map((component) => lint.analyse(component).facts))];
    this.#lines = new Map([...files].map(([file, text]) => [ROOT + file, new LineMap(text)]));
  }

  /** What is known at a line of the kinds that are asked for. */
  answers(place: string, wanted: readonly string[]): string[] {
    const out = new Set<string>();
    for (const text of wanted) {
      if (text === 'untouched' || ACCESS.test(text)) for (const one of this.#accesses(place)) out.add(one);
      else for (const one of this.#values(place, text)) out.add(one);
    }
    return [...out];
  }

  #accesses(place: string): string[] {
    const found = this.#facts.flatMap((facts) =>
      facts.seen('access').filter(({ at, event }) => (event.reads || event.writes) && this.#place(at) === place).map(({ event }) => this.#access(facts, event)),
    );
    return found.length > 0 ? found : ['untouched'];
  }

  #place({ file, start }: Span): string {
    return `${file.slice(ROOT.length)}:${this.#lines.get(file)?.position(start).line}`;
  }

  #access(facts: Facts, event: AccessEvent): string {
    const does = event.atomic ? '' : event.reads && event.writes ? ' update' : event.writes ? ' write' : ' read';
    const flags = [event.exclusive ? 'exclusive' : '', event.guarded ? 'guarded' : ''].filter((flag) => flag !== '');
    return [`${event.op}${does} of ${this.#region(facts, event.view.origin)}`, bytes(facts, event.footprint), ...flags].join(', ');
  }

  /** Its variable, or what messages call it; an allocation without a variable by its line. */
  #region(facts: Facts, origin: string): string {
    const { label, at, kind } = facts.region(origin);
    if (!at || kind === 'unknown') return label;
    const text = this.files.get(at.file.slice(ROOT.length)) ?? '';
    const [, name] = /([\w$#.]+)\s*(?:(?:\??:[^=]*)?=|:)\s*(?:(?:new )?[\w.]+\()*$/.exec(text.slice(0, at.start).split('\n').at(-1) ?? '') ?? [];
    return name ?? `line ${this.#place(at).split(':')[1]}`;
  }

  #values(place: string, wanted: string): string[] {
    const [kind = ''] = wanted.split(' ');
    const [file = '', line] = place.split(':');
    const range = expressionOn(file, this.files.get(file) ?? '', Number(line));
    if (!range) return ['no expression'];
    const seen = this.#facts.flatMap((facts) => facts.activations.filter(({ ir }) => ir.file === ROOT + file).flatMap((act) => valuesAt(act, range).map((value) => ({ facts, act, value }))));
    const texts = seen.flatMap(({ facts, act, value }) => (value.length === 0 ? ['nothing'] : value.map((alt) => this.#alt(facts, act, alt, kind))));
    return texts.length > 0 ? texts : ['not reached'];
  }

  #alt(facts: Facts, act: Activation, alt: Alt, kind: string): string {
    switch (alt.k) {
      case 'num':
        return number(facts, act, alt.n, kind);
      case 'view':
        return kind === 'copy' ? (alt.view.copyOf === undefined ? 'no copy' : `copy of ${this.#region(facts, alt.view.copyOf)}`) : this.#view(facts, alt.view);
      case 'region':
      case 'memory':
        return this.#regionFact(facts, alt.origin);
      case 'str':
        return `text ${alt.s ?? 'unknown'}`;
      case 'bool':
        return `truth ${alt.b ?? 'unknown'}`;
      default:
        return alt.k;
    }
  }

  #view(facts: Facts, { kind, origin, offset, length }: View): string {
    const at = N.valueOf(offset) === 0 ? '' : ` at ${form(facts, offset)}`;
    return `view ${kind} of ${this.#region(facts, origin)}${at}, ${length ? form(facts, length) : 'unknown'} long`;
  }

  #regionFact(facts: Facts, origin: string): string {
    const { shared, size, growable } = facts.region(origin);
    const sharedness = shared === 'yes' ? 'shared' : shared === 'no' ? 'unshared' : 'unknown';
    return [`region ${this.#region(facts, origin)}`, sharedness, ...(size ? [`${form(facts, size)} bytes`] : []), ...(growable ? ['growable'] : [])].join(', ');
  }
}

/** Values of the last instruction that stands for an expression: those before it are its parts. */
function valuesAt(act: Activation, [start, end]: readonly [number, number]): Value[] {
  const id = act.fn.instrs.findLastIndex(({ at, op }) => at[0] === start && at[1] === end && op !== 'declare');
  return id >= 0 && act.values[id] !== undefined ? [act.values[id]] : [];
}

// --- numbers

function number(facts: Facts, act: Activation, n: N.Num, kind: string): string {
  if (kind === 'range') return `range ${rangeText(N.rangeOf(n, facts.symbols))}`;
  if (kind === 'modulo') {
    const { mod, rem } = N.congruence(n, 8, facts.symbols);
    return `modulo ${mod === 0 ? rem : R.mod(rem, R.gcd(mod, 8))} of ${mod === 0 ? 'itself' : R.gcd(mod, 8)}`;
  }
  return `number ${form(facts, n)}`;
}

/** `8*i + 4`; operators that are not linear as the program writes them. */
function form(facts: Facts, n: N.Num): string {
  const terms = n.terms.map(({ symbol, factor }) => [name(facts, symbol), factor] as const).sort(([a], [b]) => (a < b ? -1 : 1)).map(([one, factor]) => (factor === 1 ? one : `${factor}*${one}`));
  const base = R.isConstant(n.base) ? (n.base.lo === 0 && terms.length > 0 ? [] : [String(n.base.lo)]) : [rangeText(n.base)];
  return [...terms, ...base].join(' + ').replaceAll('+ -', '- ');
}

function name(facts: Facts, symbol: string): string {
  const { label, derived } = facts.symbols.info(symbol);
  if (!derived) return label || '?';
  const [left, right] = derived.operands.map((one) => form(facts, one));
  return right === undefined ? `${derived.operator}(${left})` : `(${left} ${derived.operator} ${right})`;
}

function rangeText(range: R.Range): string {
  const { lo, hi, mod, int } = range;
  if (R.isEmpty(range)) return 'empty';
  if (lo === hi) return String(lo);
  const bounds = `${Number.isFinite(lo) ? lo : ''}..${Number.isFinite(hi) ? hi : ''}`;
  return `${bounds}${int ? (mod > 1 ? ` step ${mod}` : '') : ' with fractions'}`;
}

// --- bytes

function bytes(facts: Facts, { start, starts, width, end, toEnd }: Footprint): string {
  const first = N.valueOf(start);
  if (end === undefined) {
    if (R.isConstant(starts)) return width === 1 ? `byte ${starts.lo}` : `bytes ${starts.lo}–${starts.lo + width - 1}`;
    return `bytes ${form(facts, start)} (${rangeText(starts)}), ${width} wide`;
  }
  const last = end ? N.valueOf(end) : undefined;
  if (first !== undefined && last !== undefined) return last > first ? `bytes ${first}–${last - 1}` : 'no bytes';
  return `bytes ${form(facts, start)} to ${end ? form(facts, end) : toEnd ? 'the end' : 'unknown'}`;
}

// --- the expression of a line

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The outermost expression that begins on a line as the right side of something. */
function expressionOn(file: string, text: string, line: number): readonly [number, number] | undefined {
  const lines = new LineMap(text);
  const candidates: Node[] = [];
  const stack: unknown[] = [parseSync(file, text).program];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (Array.isArray(at)) stack.push(...at);
    else if (typeof at === 'object' && at !== null) {
      const own = expressionIn(at as Record<string, unknown>);
      if (own && lines.position(own.start).line === line) candidates.push(own);
      stack.push(...Object.values(at));
    }
  }
  const [outer] = candidates.sort((a, b) => b.end - b.start - (a.end - a.start));
  return outer && [outer.start, outer.end];
}

const RIGHT_SIDE: Readonly<Record<string, string>> = { VariableDeclarator: 'init', ReturnStatement: 'argument', ExpressionStatement: 'expression', AssignmentExpression: 'right', PropertyDefinition: 'value', ArrowFunctionExpression: 'body', ThrowStatement: 'argument', Property: 'value' };
const TRANSPARENT = new Set(['TSNonNullExpression', 'TSSatisfiesExpression', 'ParenthesizedExpression', 'ChainExpression']);

function expressionIn(node: Record<string, unknown>): Node | undefined {
  const key = RIGHT_SIDE[String(node['type'])];
  let found = key === undefined ? undefined : (node[key] as (Node & { expression?: Node & { typeName?: unknown }; typeAnnotation?: { typeName?: { name?: string } } }) | null);
  while (found && (TRANSPARENT.has(found.type) || (found.type === 'TSAsExpression' && found.typeAnnotation?.typeName?.name === 'const'))) found = found.expression as typeof found;
  // An assignment as a statement is the value that it assigns.
  if (!found || /^(?:Assignment|BlockStatement|ObjectPattern|ArrayPattern|ArrowFunction|Function|Class)/.test(found.type)) return undefined;
  return found;
}
