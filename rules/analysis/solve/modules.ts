/** Imports, exports and `require`, across files. */

import { nodeModule } from '../models/host.ts';
import type { CellId, ExportIr, FileIr } from '../ir/ir.ts';
import { MAIN_THREAD, NOTHING, join, native, opaque, type Value } from './value.ts';
import type { World } from './world.ts';

export const cellKey = (file: string, cell: CellId): string => `v:${file}#${cell}`;

/** What an import binds: a name of another file, `*` for its namespace. */
export function imported(world: World, specifier: string, name: string, from: string): Value {
  const node = nodeModule(specifier);
  if (node) return name === '*' || name === 'default' ? native(node) : nativeMember(world, node, name, from);
  if (/[?&](?:worker|sharedworker)\b/.test(specifier)) return native(`worker:${world.sources.resolve(specifier, from) ?? ''}`);
  const file = world.sources.resolve(specifier, from);
  if (file === undefined || !world.file(file)) return opaque(`import:${specifier}:${name}`);
  if (name === '*') return wholeExport(world.file(file)) === undefined ? [{ k: 'namespace', file }] : required(world, specifier, from);
  return namespaceMember(world, file, name);
}

function nativeMember(world: World, node: string, name: string, from: string): Value {
  if (node !== 'node:worker_threads') return native(`${node}.${name}`);
  switch (name) {
    case 'workerData':
      return world.channel(`workerData:${from}`);
    case 'parentPort':
      return [{ k: 'worker', file: from, port: 'node' }];
    case 'Worker':
      return native('Worker');
    case 'isMainThread':
      return [{ k: 'bool', b: null, id: MAIN_THREAD }];
    default:
      return native(`${node}.${name}`);
  }
}

/** An export of a file under a name, through re-exports; a CommonJS file gives the fields of its `exports`. */
export function namespaceMember(world: World, file: string, name: string, depth = 0): Value {
  const ir = world.file(file);
  if (!ir || depth > 16) return opaque(`export:${file}:${name}`);
  world.startModule(file);
  for (const one of ir.exports) {
    const found = matching(world, file, one, name, depth);
    if (found) return found;
  }
  return commonJsMember(world, file, name);
}

function matching(world: World, file: string, one: ExportIr, name: string, depth: number): Value | undefined {
  if (one.kind === 'cell') return one.name === name || (one.name === 'export=' && name === 'default') ? cellValue(world, file, one.cell, depth) : undefined;
  if (one.kind === 'reexport' && one.name !== name) return undefined;
  if (one.kind === 'star' && name === 'default') return undefined;
  const target = world.sources.resolve(one.source, file);
  if (target === undefined) return one.kind === 'star' ? undefined : imported(world, one.source, one.imported, file);
  if (one.kind === 'reexport') return one.imported === '*' ? [{ k: 'namespace', file: target }] : namespaceMember(world, target, one.imported, depth + 1);
  return hasExport(world, target, name, depth + 1) ? namespaceMember(world, target, name, depth + 1) : undefined;
}

function hasExport(world: World, file: string, name: string, depth: number): boolean {
  const ir = world.file(file);
  if (!ir || depth > 16) return false;
  return ir.exports.some((one) => {
    if (one.kind !== 'star') return one.name === name;
    const target = world.sources.resolve(one.source, file);
    return target !== undefined && hasExport(world, target, name, depth + 1);
  });
}

/** What a variable of module scope holds; an import binding is followed to its file. */
export function cellValue(world: World, file: string, cell: CellId, depth = 0): Value {
  const ir = world.file(file)?.cells[cell];
  if (!ir) return NOTHING;
  if (ir.from) return depth > 16 ? opaque(`import:${ir.from.source}:${ir.from.name}`) : imported(world, ir.from.source, ir.from.name, file);
  return world.read(cellKey(file, cell));
}

/** `module.exports` of a file: the object that it starts with, or what was assigned; in TypeScript, what `export =` gives. */
export function exportsObject(world: World, file: string): Value {
  const whole = wholeExport(world.file(file));
  if (whole !== undefined) return world.read(cellKey(file, whole));
  const assigned = world.readField(`exports:${file}`, '=');
  return assigned.length > 0 ? assigned : [{ k: 'obj', id: `exports:${file}` }];
}

/** The cell of `export = …`, which takes the place of all other exports. */
function wholeExport(ir: FileIr | undefined): CellId | undefined {
  const found = ir?.exports.find((one) => one.kind === 'cell' && one.name === 'export=');
  return found?.kind === 'cell' ? found.cell : undefined;
}

function commonJsMember(world: World, file: string, name: string): Value {
  let out: Value = NOTHING;
  for (const alt of exportsObject(world, file)) {
    if (alt.k !== 'obj') {
      if (name === 'default') out = join(out, [alt], world);
      continue;
    }
    const field = world.readField(alt.id, name);
    out = join(out, field.length > 0 || name !== 'default' ? field : [alt], world);
  }
  return out;
}

export function required(world: World, specifier: string, from: string): Value {
  const node = nodeModule(specifier);
  if (node) return native(node);
  const file = world.sources.resolve(specifier, from);
  const ir = file === undefined ? undefined : world.file(file);
  if (file === undefined || !ir) return opaque(`import:${specifier}:*`);
  world.startModule(file);
  if (ir.exports.length > 0 && wholeExport(ir) === undefined) return [{ k: 'namespace', file }];
  return exportsObject(world, file);
}
