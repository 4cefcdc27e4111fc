/** Elements of transfer lists. */

import type { Span } from '../base/span.ts';
import type { ValueId } from '../ir/ir.ts';
import type { Activation } from '../solve/activation.ts';
import { pick, type AltOf, type Value } from '../solve/value.ts';
import type { RegionInfo } from '../solve/world.ts';
import type { Facts } from './facts.ts';
import { isOnlyUnshared } from './guards.ts';

export interface SharedTransfer {
  readonly at: Span;
  readonly region: RegionInfo;
  /** The call or `new` expression that is given the list. */
  readonly call: Span;
  /** The array literal that it is an element of, with the elements beside it; absent where it was pushed. */
  readonly literal?: { readonly at: Span; readonly before?: Span; readonly after?: Span };
}

/** Shared memory, known as such, in a list of what to transfer. */
export function sharedTransfers(facts: Facts): SharedTransfer[] {
  const lists = new Lists(facts);
  return facts.seen('transfer').flatMap((seen) => lists.elementsOf(seen.event.value).flatMap((element) => sharedIn(facts, element, seen.act.span(seen.event.call))));
}

interface Element {
  readonly act: Activation;
  /** The array literal, or the call of `push`. */
  readonly id: ValueId;
  readonly at: Span;
  readonly value: Value;
  readonly literal?: SharedTransfer['literal'];
}

function sharedIn(facts: Facts, { act, id, at, value, literal }: Element, call: Span): SharedTransfer[] {
  return pick(value, 'region').flatMap(({ origin }): SharedTransfer[] => {
    const region = facts.region(origin);
    if (region.shared !== 'yes' || isOnlyUnshared(act, id, region)) return [];
    return [{ at, region, call, ...(literal && { literal }) }];
  });
}

/** What stands in arrays, as far as their elements are written out. */
class Lists {
  readonly #activations: ReadonlyMap<number, Activation>;
  #pushed: ReadonlyMap<string, readonly Element[]> | undefined;

  constructor(readonly facts: Facts) {
    this.#activations = new Map(facts.activations.map((act) => [act.context, act]));
  }

  /** `value` is a list, or options that hold one as `transfer`. */
  elementsOf(value: Value, depth = 0): Element[] {
    if (depth > 3) return [];
    return pick(value, 'obj').flatMap((obj) => {
      if (obj.id.startsWith('arr:')) return [...this.#inLiteral(obj, depth), ...(this.#pushes().get(obj.id) ?? [])];
      return this.elementsOf(this.facts.world.peek(`o:${obj.id}.transfer`), depth + 1);
    });
  }

  #inLiteral({ id }: AltOf<'obj'>, depth: number): Element[] {
    const [, context, instr] = /^arr:(\d+)\.(\d+)$/.exec(id) ?? [];
    const act = this.#activations.get(Number(context));
    const array = act?.instr(Number(instr));
    if (!act || array?.op !== 'array') return [];
    const spans = array.elements.map((element) => element && act.span(element.at));
    return array.elements.flatMap((element, i): Element[] => {
      if (!element) return [];
      if (element.spread) return this.elementsOf(act.value(element.value), depth + 1);
      const [before, after] = [spans[i - 1], spans[i + 1]];
      const literal = { at: act.span(array.at), ...(before && { before }), ...(after && { after }) };
      return [{ act, id: Number(instr), at: act.span(element.at), value: act.value(element.value), literal }];
    });
  }

  /** Arguments of `push`, by the array that they went into. */
  #pushes(): ReadonlyMap<string, readonly Element[]> {
    if (this.#pushed) return this.#pushed;
    const pushed = new Map<string, Element[]>();
    for (const act of this.facts.activations)
      act.fn.instrs.forEach((instr, id) => {
        const callee = instr.op === 'call' ? act.instr(instr.callee) : undefined;
        if (instr.op !== 'call' || callee?.op !== 'get' || (callee.key !== 'push' && callee.key !== 'unshift')) return;
        const elements = instr.args.filter(({ spread }) => !spread).map((arg): Element => ({ act, id, at: act.span(arg.at), value: act.value(arg.value) }));
        for (const list of pick(act.value(callee.obj), 'obj')) pushed.set(list.id, [...(pushed.get(list.id) ?? []), ...elements]);
      });
    return (this.#pushed = pushed);
  }
}
