/** The representation as text, for people: one line an instruction, blocks in order. */

import type { FileIr, FunctionIr, Instr, Terminator } from './ir.ts';

export const printFile = (ir: FileIr): string => ir.functions.map(printFunction).join('\n');

export function printFunction(fn: FunctionIr): string {
  const lines = [`${fn.kind} ${fn.name || '<anonymous>'} #${fn.id}(${fn.params.map(({ name }) => name).join(', ')})`];
  fn.blocks.forEach((block, id) => {
    if (block.body.length === 0 && block.end.kind === 'unreachable') return;
    lines.push(`  b${id}:${block.loop ? ' loop' : ''}${block.handler === undefined ? '' : ` handler b${block.handler}`}`);
    for (const value of block.body) {
      const instr = fn.instrs[value];
      if (instr) lines.push(`    %${value} = ${printInstr(instr)}`);
    }
    lines.push(`    ${printEnd(block.end)}`);
  });
  return lines.join('\n');
}

function printInstr({ op, at, ...rest }: Instr): string {
  const parts = Object.entries(rest).filter(([key]) => !key.endsWith('At'));
  return `${op} ${parts.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(' ')} @${at[0]}`;
}

function printEnd(end: Terminator): string {
  switch (end.kind) {
    case 'jump':
      return `jump b${end.to}`;
    case 'branch':
      return `branch %${end.cond} ? b${end.yes} : b${end.no}`;
    case 'return':
      return end.value === undefined ? 'return' : `return %${end.value}`;
    case 'throw':
      return `throw %${end.value}`;
    default:
      return end.kind;
  }
}
