/** Fields and variables that keep a view on a region which grows, and that nothing gives a new one. */

import type { ValueId } from '../../ir/ir.ts';
import type { Activation } from '../../solve/activation.ts';
import { pick } from '../../solve/value.ts';
import type { Facts } from '../facts.ts';
import { instrAt, nextOf, placeOf, Reach, rootOf } from '../protocol/flow.ts';
import { fixedViews, type Growth } from './growths.ts';

interface Assignment {
  readonly act: Activation;
  readonly id: ValueId;
  /** In a constructor, an initialiser, a literal, or where the variable is declared. */
  readonly isInitial: boolean;
}

export interface Holder {
  readonly name: string;
  readonly isField: boolean;
  readonly assignments: readonly Assignment[];
  /** The views that are put there. */
  readonly sites: ReadonlySet<string>;
}

/** The holders of views on a region that does not reach what a growth adds. */
export function holdersOf(facts: Facts, growth: Growth): Holder[] {
  const found = new Map<string, Holder & { readonly assignments: Assignment[]; readonly sites: Set<string> }>();
  const add = (key: string, name: string, assignment: Assignment, value: ValueId): void => {
    const views = fixedViews(facts, assignment.act.value(value), growth);
    if (views.length === 0) return;
    const holder = found.get(key) ?? { name, isField: !key.startsWith('v:'), assignments: [], sites: new Set<string>() };
    found.set(key, holder);
    holder.assignments.push(assignment);
    for (const { site } of views) holder.sites.add(site);
  };
  for (const act of facts.activations) act.fn.instrs.forEach((_, id) => assigned(act, id, add));
  return [...found.values()];
}

type Add = (key: string, name: string, assignment: Assignment, value: ValueId) => void;

const INITIAL = /^(?:constructor|initialiser|static|module)$/;

function assigned(act: Activation, id: ValueId, add: Add): void {
  const instr = act.instr(id);
  const isInitial = INITIAL.test(act.fn.kind);
  if (instr.op === 'store') {
    const cell = act.ir.cells[instr.cell];
    if (cell) add(`v:${act.ir.file}#${instr.cell}`, cell.name, { act, id, isInitial: isInitial || cell.owner === act.fn.id }, instr.value);
  } else if (instr.op === 'set' && typeof instr.key === 'string') {
    const { key } = instr;
    for (const obj of pick(act.value(instr.obj), 'obj')) if (!/^(?:arr|map|set):/.test(obj.id)) add(`${obj.id}.${key}`, key, { act, id, isInitial }, instr.value);
  } else if (instr.op === 'object') {
    for (const obj of pick(act.value(id), 'obj')) for (const prop of instr.props) if (prop.kind === 'value' && typeof prop.key === 'string') add(`${obj.id}.${prop.key}`, prop.key, { act, id, isInitial: true }, prop.value);
  }
}

/** Nothing makes the view anew behind the growth, and something else uses it. */
export function staysStale(facts: Facts, { assignments, sites }: Holder, growth: Growth): boolean {
  const later = assignments.filter(({ isInitial }) => !isInitial);
  if (isFollowedBy(growth, assignments) || later.some(({ act }) => act.fn !== growth.act.fn)) return false;
  return [...facts.seen('access'), ...facts.seen('size')].some(({ event, act }) => event.view && sites.has(event.view.site) && !INITIAL.test(act.fn.kind));
}

/** A function out of those that lead to the growth may do it: they are followed to the end of the task. */
function isFollowedBy({ act, id }: Growth, assignments: readonly Assignment[]): boolean {
  const root = rootOf(act);
  const reach = new Reach(nextOf(placeOf(act, id), root), root);
  for (const place of reach.places()) {
    const at = instrAt(place);
    if (at !== undefined && assignments.some((one) => one.act.fn === place.act.fn && one.id === at)) return true;
  }
  return false;
}
