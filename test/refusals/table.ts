/** The table of `docs/rules/no-shared-argument.md`, as the model has it. */

import { HOSTS, REFUSALS, type Host, type Refusal } from '../../rules/analysis/models/refusals.ts';

const ORDINALS = ['first', 'second', 'third', 'fourth'];

const nameOf = ({ api }: Refusal): string => (/^[A-Z]\w*$/.test(api) ? `new ${api}` : api.replaceAll('%', ''));

function argumentOf({ argument, member }: Refusal): string {
  const ordinal = ORDINALS[argument] ?? '';
  return member === undefined ? ordinal : member === '[]' ? `elements of the ${ordinal}` : `\`${member}\` of the ${ordinal}`;
}

function cell({ by, unrun = [], absent = [] }: Refusal, host: Host): string {
  if (by.includes(host)) return unrun.includes(host) ? 'refuse °' : 'refuse';
  return absent.includes(host) ? '' : 'take';
}

export function table(): string {
  const rows = REFUSALS.map((one) => `| [\`${nameOf(one)}\`](${one.source}) | ${argumentOf(one)} | ${HOSTS.map((host) => cell(one, host)).join(' | ')} |`);
  return ['| function | argument | browsers | Node | Deno | Bun |', '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}
