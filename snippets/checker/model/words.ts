/** How a step of an execution is said in a report. */

import type { Op } from './op.ts';

const say = (value: unknown): string => (typeof value === 'bigint' ? `${value}n` : String(value));

export function sayAccess(o: Op, write: boolean, value: unknown): string {
  switch (o.kind) {
    case 'load': return say(value);
    case 'store': return `stores ${say(o.operand)}`;
    case 'compareExchange': return write ? `${say(value)} → ${say(o.second)}` : `fails: is ${say(value)}, not ${say(o.operand)}`;
    default: return `${say(value)} → ${say(o.view?.[o.index])}`;
  }
}

export const sayWait = (o: Op, value: string): string => (value === 'not-equal' ? `not-equal: is ${say(o.view?.[o.index])}, not ${say(o.operand)}` : value);
