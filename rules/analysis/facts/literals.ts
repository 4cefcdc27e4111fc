/** The places at which what an array or object holds is written out. */

import type { Span } from '../base/span.ts';
import type { Instr, ValueId } from '../ir/ir.ts';
import type { Activation } from '../solve/activation.ts';
import { pick, type AltOf, type Value } from '../solve/value.ts';
import type { Facts } from './facts.ts';

export interface Written {
  readonly act: Activation;
  /** The literal, or the call of `push`. */
  readonly id: ValueId;
  /** The element, or the value of the property. */
  readonly at: Span;
  /** A property that names its value alone: `{ body }`. */
  readonly isShorthand: boolean;
  readonly value: Value;
  /** The instruction that gives the value. */
  readonly from: ValueId;
  /** The array literal that it is an element of, with the elements beside it. */
  readonly literal?: { readonly at: Span; readonly before?: Span; readonly after?: Span };
}

const known = new WeakMap<Facts, Literals>();

export function literalsOf(facts: Facts): Literals {
  let literals = known.get(facts);
  if (!literals) known.set(facts, (literals = new Literals(facts)));
  return literals;
}

/** How deep spread arrays and options are followed. */
const DEPTH = 3;

export class Literals {
  readonly #activations: ReadonlyMap<number, Activation>;
  #pushed: ReadonlyMap<string, readonly Written[]> | undefined;

  constructor(readonly facts: Facts) {
    this.#activations = new Map(facts.activations.map((act) => [act.context, act]));
  }

  /** Elements of arrays: in their literals, those of spread arrays among them, and pushed. */
  elementsOf(value: Value, depth = 0): Written[] {
    if (depth > DEPTH) return [];
    return pick(value, 'obj').flatMap((obj) => (obj.id.startsWith('arr:') ? [...this.#inArray(obj, depth), ...(this.#pushes().get(obj.id) ?? [])] : []));
  }

  /** Properties of a name in object literals. */
  membersOf(value: Value, name: string): Written[] {
    return pick(value, 'obj').flatMap((obj) => {
      const found = this.#literal(obj, 'lit:');
      if (found?.instr.op !== 'object') return [];
      const { act, instr } = found;
      return instr.props.flatMap((prop): Written[] => {
        if (prop.kind !== 'value' || prop.key !== name) return [];
        return [{ act, id: found.id, at: act.span(prop.valueAt), value: act.value(prop.value), from: prop.value, isShorthand: prop.at[0] === prop.valueAt[0] }];
      });
    });
  }

  #inArray(obj: AltOf<'obj'>, depth: number): Written[] {
    const found = this.#literal(obj, 'arr:');
    if (found?.instr.op !== 'array') return [];
    const { act, instr: array } = found;
    const spans = array.elements.map((element) => element && act.span(element.at));
    return array.elements.flatMap((element, i): Written[] => {
      if (!element) return [];
      if (element.spread) return this.elementsOf(act.value(element.value), depth + 1);
      const [before, after] = [spans[i - 1], spans[i + 1]];
      return [{ act, id: found.id, at: act.span(element.at), value: act.value(element.value), from: element.value, isShorthand: false, literal: { at: act.span(array.at), ...(before && { before }), ...(after && { after }) } }];
    });
  }

  /** The instruction that an object is named after, with the activation that ran it. */
  #literal({ id: name, inst }: AltOf<'obj'>, prefix: string): { readonly act: Activation; readonly id: ValueId; readonly instr: Instr } | undefined {
    const site = (inst ?? name).startsWith(prefix) ? (inst ?? name).slice(prefix.length) : '';
    const [, context, file, fn, instr] = /^(?:(\d+)\.|\*(.+)#(\d+)#)(\d+)$/.exec(site) ?? [];
    const act = file === undefined ? this.#activations.get(Number(context)) : this.facts.activations.find((one) => one.ir.file === file && one.fn.id === Number(fn));
    const id = Number(instr);
    return act && instr !== undefined ? { act, id, instr: act.instr(id) } : undefined;
  }

  /** Arguments of `push`, by the array that they went into. */
  #pushes(): ReadonlyMap<string, readonly Written[]> {
    if (this.#pushed) return this.#pushed;
    const pushed = new Map<string, Written[]>();
    for (const act of this.facts.activations)
      act.fn.instrs.forEach((instr, id) => {
        const callee = instr.op === 'call' ? act.instr(instr.callee) : undefined;
        if (instr.op !== 'call' || callee?.op !== 'get' || (callee.key !== 'push' && callee.key !== 'unshift')) return;
        const elements = instr.args.filter(({ spread }) => !spread).map((arg): Written => ({ act, id, at: act.span(arg.at), value: act.value(arg.value), from: arg.value, isShorthand: false }));
        for (const list of pick(act.value(callee.obj), 'obj')) pushed.set(list.id, [...(pushed.get(list.id) ?? []), ...elements]);
      });
    return (this.#pushed = pushed);
  }
}
