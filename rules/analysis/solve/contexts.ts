/** Names for functions as they are reached by the calls on the way to them, and for what their instructions make there. */

import type { FunctionIr, Instr, ValueId } from '../ir/ir.ts';

/** Contexts of one literal that are told apart. */
const CONTEXTS = 6;

/** The function in a name that is one for all its contexts. */
function generalPlace(site: string): { file: string; fn: number } | undefined {
  const [, file, fn] = /^\*(.+)#(\d+)#\d+$/.exec(site) ?? [];
  return file === undefined ? undefined : { file, fn: Number(fn) };
}

export class Contexts {
  readonly #contexts = new Map<string, number>();
  readonly #places: { readonly file: string; readonly fn: number }[] = [];

  /** A name for a function as it is reached by one call of one context; without a call, for its own task. */
  of(file: string, fn: number, caller?: number, call?: ValueId): number {
    const key = `${caller}.${call} ${file}#${fn}`;
    let context = this.#contexts.get(key);
    if (context === undefined) {
      this.#contexts.set(key, (context = this.#places.length));
      this.#places.push({ file, fn });
    }
    return context;
  }

  readonly #made = new Map<string, Set<number>>();

  /**
   * Whether what an instruction makes is told apart by its context. Beyond a few contexts, one name stands for all that
   * it makes: what is stored in variables and fields would otherwise grow with the number of ways through the program.
   */
  isToldApart(file: string, fn: number, id: ValueId, context: number): boolean {
    const key = `${file}#${fn}#${id}`;
    const contexts = this.#made.get(key) ?? new Set();
    this.#made.set(key, contexts);
    if (contexts.has(context)) return true;
    if (contexts.size >= CONTEXTS) return false;
    contexts.add(context);
    return true;
  }

  /** The instruction that a site names, or undefined for other names. */
  placeOf(site: string, fnOf: (file: string, fn: number) => FunctionIr | undefined): { readonly file: string; readonly instr: Instr } | undefined {
    const [, context, id] = /^(?:(\d+)\.|\*.+#)(\d+)$/.exec(site) ?? [];
    const place = context === undefined ? generalPlace(site) : this.#places[Number(context)];
    const instr = place && fnOf(place.file, place.fn)?.instrs[Number(id)];
    return place && instr && { file: place.file, instr };
  }
}
