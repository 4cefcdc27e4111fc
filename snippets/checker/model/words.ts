/** How a step of an execution is said in a report. */

import type { Op } from './op.ts';

const say = (value: unknown): string => (typeof value === 'bigint' ? `${value}n` : String(value));

export function sayAccess(o: Op, write: boolean, value: unknown): string {
  const at = `[${o.index}]`;
  switch (o.kind) {
    case 'load': return `${at} ${say(value)}`;
    case 'store': return `${at} ← ${say(o.operand)}`;
    case 'compareExchange': return write ? `${at} ${say(value)} → ${say(o.second)}` : `${at} fails: is ${say(value)}, not ${say(o.operand)}`;
    default: return `${at} ${say(value)} → ${say(o.view?.[o.index])}`;
  }
}

export const sayWait = (o: Op, value: string): string => (value === 'not-equal' ? `[${o.index}] not-equal: is ${say(o.view?.[o.index])}, not ${say(o.operand)}` : `[${o.index}] ${value}`);
