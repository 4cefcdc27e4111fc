/** Whether importing a file can hand out memory. */

import type { Value } from '../solve/value.ts';
import type { World } from '../solve/world.ts';

const DEPTH = 3;

export function exportsMemory(world: World, file: string): boolean {
  const ir = world.file(file);
  if (!ir) return false;
  if (world.fieldsOf(`exports:${file}`).some((name) => holdsMemory(world, world.peekField(`exports:${file}`, name), 0))) return true;
  return ir.exports.some((one) => one.kind !== 'cell' || holdsMemory(world, world.peek(`v:${file}#${one.cell}`), 0));
}

function holdsMemory(world: World, value: Value, depth: number): boolean {
  return value.some((alt): boolean => {
    if (alt.k === 'view' || alt.k === 'region' || alt.k === 'memory') return true;
    if (depth > DEPTH) return false;
    if (alt.k === 'fn') return holdsMemory(world, world.peek(`r:${alt.file}#${alt.fn}`), depth + 1);
    if (alt.k === 'class') return fieldsHold(world, `C:${alt.file}#${alt.class}`, depth) || fieldsHold(world, `S:${alt.file}#${alt.class}`, depth);
    return alt.k === 'obj' ? fieldsHold(world, alt.id, depth) : alt.k === 'promise' && holdsMemory(world, alt.of, depth + 1);
  });
}

const fieldsHold = (world: World, id: string, depth: number): boolean =>
  world.fieldsOf(id).some((name) => !name.startsWith('#') && holdsMemory(world, world.peekField(id, name), depth + 1));
