/** Variables that closures share: exact while the activation that declares them is live in this task, else their cell. */

import type { CellId, FunctionIr } from '../ir/ir.ts';
import type { Activation } from './activation.ts';
import { cellKey, cellValue } from './modules.ts';
import { escape, leak } from './objects.ts';
import type { Value } from './value.ts';

/** One for each activation of a task. */
export const frameName = (act: Activation): string => String(act.context);

/** The live activation that declares a variable, seen from a closure inside it. */
function frameOf(act: Activation, cell: CellId): Activation | undefined {
  const owner = act.ir.cells[cell]?.owner;
  for (let at: Activation | undefined = act; at; at = at.outer) if (at.fn.id === owner && at.ir === act.ir) return at;
  return undefined;
}

const heapKey = (frame: Activation, cell: CellId): string => `cell:${frameName(frame)}#${cell}${frame.ir.cells[cell]?.constant ? '!' : ''}`;

export function loadCell(act: Activation, cell: CellId): Value {
  const frame = frameOf(act, cell);
  const exact = frame && act.state.heap.get(heapKey(frame, cell));
  return exact ?? cellValue(act.world, act.ir.file, cell);
}

export function storeCell(act: Activation, cell: CellId, value: Value): void {
  const frame = frameOf(act, cell);
  if (frame) act.update({ heap: act.state.heap.with(heapKey(frame, cell), value) });
  else leak(act, value);
  act.world.write(cellKey(act.ir.file, cell), value);
  if (act.ir.cells[cell]?.exported && act.world.sources.isRoot(act.ir.file)) escape(act.world, value);
}

/** What a closure reaches through the variables of live activations. */
export function captured(act: Activation, fn: FunctionIr, frame: Activation | undefined): Value {
  const out: Value[] = [];
  for (const instr of fn.instrs) {
    if (instr.op !== 'load') continue;
    for (let at = frame; at; at = at.outer) {
      const exact = act.state.heap.get(heapKey(at, instr.cell));
      if (exact) out.push(exact);
    }
  }
  return out.flat();
}
