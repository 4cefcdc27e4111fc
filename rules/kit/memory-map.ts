/**
 * A picture of each shared region as data: which bytes its views cover, who accesses them atomically and plainly, and
 * where that goes wrong. Plain JSON, so that a server can send it; `present/map/` draws it.
 */

import type { Position, Span } from '../analysis/base/span.ts';
import { functionName, type Access, type Facts } from '../analysis/facts/facts.ts';
import { creationOf } from '../analysis/facts/views.ts';
import * as N from '../analysis/solve/number.ts';
import type { Num } from '../analysis/solve/number.ts';
import type { View } from '../analysis/solve/value.ts';
import { baseOf, rangeOfAccess, rangeOfView, type ByteRange } from './byte-range.ts';
import { isAtLeast, type Certainty, type Finding } from './finding.ts';
import { Words, type Texts } from './words.ts';

export type { ByteRange } from './byte-range.ts';

/** A span with where it begins, so that whoever shows it needs no text. */
export type Place = Span & Position;

export interface Blame {
  readonly rule: string;
  readonly certainty: Certainty;
  readonly message: string;
}

export interface MapView {
  /** The element type, or `?` where only its use shows that it is a view. */
  readonly type: string;
  /** The variable that holds it, else the expression that makes it. */
  readonly label: string;
  readonly at?: Place;
  readonly bytes: ByteRange;
  /** Why it is wrong: misaligned, beyond the end, over atomic bytes. */
  readonly blame?: Blame;
}

export interface MapAccess {
  readonly at: Place;
  readonly code: string;
  /** The function that it stands in. */
  readonly where: string;
  /** `load`, `store`, …, `read`, `write`, `update`, or the name of a bulk operation. */
  readonly op: string;
  readonly atomic: boolean;
  readonly reads: boolean;
  readonly writes: boolean;
  /** No other thread can reach the region there. */
  readonly exclusive: boolean;
  readonly bytes: ByteRange;
  readonly blame?: Blame;
  /** It is the other side of an access that is reported. */
  readonly blamed: boolean;
}

/** Bytes counted from one base: the start of the region, or an offset that is known by name only. */
export interface Strip {
  /** `offset`, `64·i`; null for the start of the region. */
  readonly base: string | null;
  readonly views: readonly MapView[];
  readonly accesses: readonly MapAccess[];
  /** Bytes that both sides of a reported pair touch. */
  readonly conflicts: readonly ByteRange[];
}

export interface MapRegion {
  readonly label: string;
  /** `SharedArrayBuffer`, `WebAssembly.Memory`, `unknown origin`. */
  readonly kind: string;
  readonly at?: Place;
  /** In bytes; null where unknown. */
  readonly size: number | null;
  readonly strips: readonly Strip[];
}

export interface MemoryMap {
  readonly regions: readonly MapRegion[];
}

/** The regions that a component's findings or atomic accesses are about, by place. `findings` are the ones shown to the user. */
export function memoryMap(facts: Facts, findings: readonly Finding[], texts: Texts): MemoryMap {
  const map = new MapBuilder(facts, findings, new Words(facts, texts));
  const origins = new Set([...facts.regions()].map(([origin]) => origin));
  for (const { event } of facts.seen('construct')) origins.add(event.origin);
  return { regions: [...origins].flatMap((origin) => map.region(origin) ?? []).sort(byPlace) };
}

const byPlace = (a: MapRegion, b: MapRegion): number => {
  const [x, y] = [a.at, b.at];
  if (!x || !y) return (x ? 0 : 1) - (y ? 0 : 1);
  return x.file === y.file ? x.start - y.start : x.file < y.file ? -1 : 1;
};

interface OpenStrip {
  readonly base: string | null;
  readonly views: Map<string, MapView>;
  readonly accesses: Map<string, { readonly drawn: MapAccess; readonly access: Access }>;
}

class MapBuilder {
  readonly #blame = new Map<string, Blame>();

  constructor(
    readonly facts: Facts,
    findings: readonly Finding[],
    readonly words: Words,
  ) {
    for (const { rule, certainty, message, at } of findings) {
      const known = this.#blame.get(keyOf(at));
      if (!known || !isAtLeast(known.certainty, certainty)) this.#blame.set(keyOf(at), { rule, certainty, message });
    }
  }

  region(origin: string): MapRegion | undefined {
    const { facts } = this;
    const info = facts.region(origin);
    const strips = new Map<string, OpenStrip>();
    for (const { event, at } of facts.seen('construct')) if (event.origin === origin) this.#view(strips, event.view, at);
    for (const access of facts.accessesTo(origin)) {
      this.#view(strips, access.event.view, creationOf(facts, access.event.view));
      this.#access(strips, access);
    }
    const drawn = [...strips.values()].filter(({ views, accesses }) => views.size + accesses.size > 0);
    const isBlamed = drawn.some(({ views, accesses }) => [...views.values()].some(({ blame }) => blame) || [...accesses.values()].some((one) => one.drawn.blame));
    if (!isBlamed && !facts.isShared(origin)) return undefined;
    const size = info.size && N.valueOf(info.size);
    return {
      label: (info.at && this.#assignedTo(info.at)) ?? info.label,
      kind: info.kind === 'memory' ? 'WebAssembly.Memory' : info.kind === 'unknown' ? 'unknown origin' : info.label.replace(/^new /, ''),
      ...(info.at && { at: this.#place(info.at) }),
      size: size ?? null,
      strips: drawn.sort((a, b) => (a.base ?? '').localeCompare(b.base ?? '', 'en')).map((strip) => this.#close(strip)),
    };
  }

  #strip(strips: Map<string, OpenStrip>, { offset }: View): OpenStrip {
    const base = baseOf(offset, this.facts.symbols);
    const key = base ?? '';
    let strip = strips.get(key);
    if (!strip) strips.set(key, (strip = { base, views: new Map(), accesses: new Map() }));
    return strip;
  }

  #view(strips: Map<string, OpenStrip>, view: View, at: Span | undefined): void {
    const strip = this.#strip(strips, view);
    const bytes = rangeOfView(view, this.facts.symbols);
    const key = `${view.site} ${bytes.from} ${bytes.to}`;
    if (strip.views.has(key)) return;
    const blame = at && this.#blame.get(keyOf(at));
    const label = at ? (this.#assignedTo(at) ?? this.words.code(at)) : this.facts.region(view.origin).label;
    strip.views.set(key, { type: view.kind, label, bytes, ...(at && { at: this.#place(at) }), ...(blame && { blame }) });
  }

  #access(strips: Map<string, OpenStrip>, access: Access): void {
    const { event, at } = access;
    const strip = this.#strip(strips, event.view);
    const bytes = rangeOfAccess(event, this.facts.symbols);
    const key = `${keyOf(at)} ${bytes.from} ${bytes.to} ${event.op}`;
    const old = strip.accesses.get(key);
    if (old && (!old.drawn.exclusive || event.exclusive)) return;
    const blame = this.#blame.get(keyOf(at));
    const drawn: MapAccess = {
      at: this.#place(at), code: this.words.code(at), where: functionName(access.act), op: operation(access), atomic: event.atomic,
      reads: event.reads, writes: event.writes, exclusive: event.exclusive, bytes, blamed: false, ...(blame && { blame }),
    };
    strip.accesses.set(key, { drawn, access });
  }

  /** Finds the other sides of what is reported, and the bytes they have in common. */
  #close({ base, views, accesses }: OpenStrip): Strip {
    const conflicts: ByteRange[] = [];
    const others = new Set<MapAccess>();
    for (const { drawn, access } of accesses.values()) {
      if (!drawn.blame) continue;
      for (const other of accesses.values()) {
        if (!this.#meets(access, other.access, drawn.blame.certainty)) continue;
        others.add(other.drawn);
        const shared = intersection(drawn.bytes, other.drawn.bytes);
        if (shared) conflicts.push(shared);
      }
    }
    const drawn = [...accesses.values()].map((one) => (others.has(one.drawn) ? { ...one.drawn, blamed: true } : one.drawn));
    return { base, views: [...views.values()].sort(byBytes), accesses: drawn.sort(byBytes), conflicts };
  }

  #meets(a: Access, b: Access, least: Certainty): boolean {
    if (a.event.exclusive || b.event.exclusive || !(a.event.writes || b.event.writes)) return false;
    if (a.event.atomic && b.event.atomic && a.event.footprint.width === b.event.footprint.width) return false;
    if (!a.event.atomic && !b.event.atomic) return false;
    const certainty = this.facts.overlap(a, b);
    return certainty !== undefined && isAtLeast(certainty, least);
  }

  /** The name before `=` or `:`, where an expression is what a variable or field is given. */
  #assignedTo({ file, start }: Span): string | undefined {
    const before = (this.words.texts(file) ?? '').slice(Math.max(0, start - 120), start);
    return /([\w$.#]+)\s*(?::[^=;{}()]*)?=\s*$/.exec(before)?.[1] ?? /([\w$]+)\s*:\s*$/.exec(before)?.[1];
  }

  #place(at: Span): Place {
    return { ...at, ...this.words.position(at) };
  }
}

const keyOf = ({ file, start, end }: Span): string => `${file}:${start}:${end}`;

const byBytes = (a: { readonly bytes: ByteRange }, b: { readonly bytes: ByteRange }): number => a.bytes.from - b.bytes.from || (b.bytes.to ?? Infinity) - (a.bytes.to ?? Infinity);

function operation({ event }: Access): string {
  if (event.atomic) return event.op;
  if (event.bulk) return event.bulk;
  return event.reads && event.writes ? 'update' : event.writes ? 'write' : 'read';
}

function intersection(a: ByteRange, b: ByteRange): ByteRange | undefined {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to ?? Infinity, b.to ?? Infinity);
  if (to <= from) return undefined;
  const element = a.element ?? b.element;
  return { from, to: Number.isFinite(to) ? to : null, ...(element && { element }) };
}
