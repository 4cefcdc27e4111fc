/** `@region single-writer` on the field of a location or on the constant of its index: nobody else stores there. */

import type { CellId, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import { pick } from '../../solve/value.ts';
import type { World } from '../../solve/world.ts';
import type { Access, Facts } from '../facts.ts';
import { argumentOf } from './reads.ts';
import { operandsOf } from './worlds.ts';

export interface Promised {
  readonly file: string;
  /** The index of the comment in its file. */
  readonly comment: number;
}

export function singleWriterPromise(facts: Facts, { act, id }: Access): Promised | undefined {
  const instr = act.instr(id);
  if (instr.op !== 'call') return undefined;
  return instr.args.slice(0, 2).map(({ value }) => promiseBehind(facts.world, act, value)).find((one) => one);
}

const DEPTH = 12;

function promiseBehind(world: World, act: Activation, id: ValueId, depth = 0): Promised | undefined {
  if (depth > DEPTH) return undefined;
  const instr = act.instr(id);
  if (instr.op === 'declare' && instr.singleWriter !== undefined) return { file: act.ir.file, comment: instr.singleWriter };
  if (instr.op === 'get') return typeof instr.key === 'string' ? fieldPromise(world, act, instr.obj, instr.key) : undefined;
  if (instr.op === 'load') return cellPromise(world, act.ir.file, instr.cell, 0);
  const sources = instr.op === 'param' ? argumentOf(act, instr.index) : operandsOf(instr).map((value) => [act, value] as const);
  for (const [from, value] of sources) {
    const found = promiseBehind(world, from, value, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function fieldPromise(world: World, act: Activation, obj: ValueId, name: string): Promised | undefined {
  for (const alt of act.value(obj)) {
    const key = alt.k === 'obj' && /^[CS]:/.test(alt.id) ? alt.id.slice(2) : alt.k === 'class' ? `${alt.file}#${alt.class}` : undefined;
    const found = key === undefined ? undefined : inheritedPromise(world, key, name, 0);
    if (found) return found;
  }
  return undefined;
}

function inheritedPromise(world: World, key: string, name: string, depth: number): Promised | undefined {
  const found = world.class(key);
  const own = found?.ir.fields.find((field) => field.name === name)?.singleWriter;
  if (found && own !== undefined) return { file: found.file, comment: own };
  if (depth > 8) return undefined;
  return pick(world.peek(`super:${key}`), 'class').map((parent) => inheritedPromise(world, `${parent.file}#${parent.class}`, name, depth + 1)).find((one) => one);
}

/** A variable of module scope, or one that closures share, here or in the file that it is imported from. */
function cellPromise(world: World, file: string, cell: CellId, depth: number): Promised | undefined {
  const ir = world.file(file);
  const variable = ir?.cells[cell];
  if (!ir || !variable || depth > 8) return undefined;
  if (variable.from) {
    const source = world.sources.resolve(variable.from.source, file);
    return source === undefined ? undefined : exportPromise(world, source, variable.from.name, depth + 1);
  }
  const fn = ir.functions[variable.owner];
  for (const instr of fn?.instrs ?? []) {
    const value = instr.op === 'store' && instr.cell === cell ? fn?.instrs[instr.value] : undefined;
    if (value?.op === 'declare' && value.singleWriter !== undefined) return { file, comment: value.singleWriter };
  }
  return undefined;
}

function exportPromise(world: World, file: string, name: string, depth: number): Promised | undefined {
  for (const one of world.file(file)?.exports ?? []) {
    if (one.kind === 'cell' && one.name === name) return cellPromise(world, file, one.cell, depth);
    const source = one.kind === 'reexport' && one.name !== name ? undefined : one.kind === 'cell' ? undefined : world.sources.resolve(one.source, file);
    const found = source === undefined || depth > 8 ? undefined : exportPromise(world, source, one.kind === 'reexport' ? one.imported : name, depth + 1);
    if (found) return found;
  }
  return undefined;
}
