/** `@region single-writer` on the field of a location or on the constant of its index: nobody else stores there. */

import type { CellId, ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import { pick } from '../../solve/value.ts';
import type { World } from '../../solve/world.ts';
import type { Access, Facts } from '../facts.ts';
import { argumentOf } from './dataflow.ts';
import { computedFrom } from './conditions.ts';

export function isSingleWriter(facts: Facts, { act, id }: Access): boolean {
  const instr = act.instr(id);
  return instr.op === 'call' && instr.args.slice(0, 2).some(({ value }) => isPromised(facts.world, act, value));
}

const DEPTH = 12;

function isPromised(world: World, act: Activation, id: ValueId, depth = 0): boolean {
  if (depth > DEPTH) return false;
  const instr = act.instr(id);
  if (instr.op === 'declare' && instr.singleWriter !== undefined) return true;
  if (instr.op === 'get') return typeof instr.key === 'string' && isPromisedField(world, act, instr.obj, instr.key);
  if (instr.op === 'load') return isPromisedCell(world, act.ir.file, instr.cell, 0);
  const sources = instr.op === 'param' ? argumentOf(act, instr.index) : computedFrom(instr).map((value) => [act, value] as const);
  return sources.some(([from, value]) => isPromised(world, from, value, depth + 1));
}

function isPromisedField(world: World, act: Activation, obj: ValueId, name: string): boolean {
  return act.value(obj).some((alt) => {
    const key = alt.k === 'obj' && /^[CS]:/.test(alt.id) ? alt.id.slice(2) : alt.k === 'class' ? `${alt.file}#${alt.class}` : undefined;
    return key !== undefined && isInherited(world, key, name, 0);
  });
}

function isInherited(world: World, key: string, name: string, depth: number): boolean {
  if (world.class(key)?.ir.fields.some((field) => field.name === name && field.singleWriter !== undefined)) return true;
  return depth < 8 && pick(world.peek(`super:${key}`), 'class').some((parent) => isInherited(world, `${parent.file}#${parent.class}`, name, depth + 1));
}

/** A variable of module scope, or one that closures share, here or in the file that it is imported from. */
function isPromisedCell(world: World, file: string, cell: CellId, depth: number): boolean {
  const ir = world.file(file);
  const variable = ir?.cells[cell];
  if (!ir || !variable || depth > 8) return false;
  if (variable.from) {
    const source = world.sources.resolve(variable.from.source, file);
    return source !== undefined && isPromisedExport(world, source, variable.from.name, depth + 1);
  }
  const instrs = ir.functions[variable.owner]?.instrs ?? [];
  return instrs.some((instr) => {
    const value = instr.op === 'store' && instr.cell === cell ? instrs[instr.value] : undefined;
    return value?.op === 'declare' && value.singleWriter !== undefined;
  });
}

function isPromisedExport(world: World, file: string, name: string, depth: number): boolean {
  if (depth > 8) return false;
  return (world.file(file)?.exports ?? []).some((one) => {
    if (one.kind === 'cell') return one.name === name && isPromisedCell(world, file, one.cell, depth);
    const source = one.kind === 'reexport' && one.name !== name ? undefined : world.sources.resolve(one.source, file);
    return source !== undefined && isPromisedExport(world, source, one.kind === 'reexport' ? one.imported : name, depth + 1);
  });
}
