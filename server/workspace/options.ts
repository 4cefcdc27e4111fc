/** Options of a rule held against the schema that the rule gives for them. */

import type { OptionSchema, RuleDefinition, RuleOptions } from '../../rules/kit/define-rule.ts';
import type { Complain } from './setting-reader.ts';

/** Settings of a rule that are no options. */
const OWN_KEYS = ['severity', 'certainty'];

/** The options among a rule's settings that its schema allows; `name` is what complaints call the whole. */
export function checkOptions(rule: RuleDefinition, values: Readonly<Record<string, unknown>>, name: string, complain: Complain): RuleOptions {
  const schemas = rule.optionsSchema ?? {};
  const taken: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (OWN_KEYS.includes(key) || value === null || value === undefined) continue;
    const schema = schemas[key];
    if (schema && fits(value, schema)) taken[key] = value;
    else complain(complaint(`${name}.${key}`, value, schema, [...OWN_KEYS, ...Object.keys(schemas)]));
  }
  return taken;
}

function complaint(name: string, value: unknown, schema: OptionSchema | undefined, keys: readonly string[]): string {
  if (!schema) return `The setting ${name} is not known; there are ${keys.join(', ')}.`;
  return `The setting ${name} is ${JSON.stringify(value)}, but must be ${described(schema)}; its default is used.`;
}

/** The part of JSON schema that options are written in: `type`, `enum` and `items`. */
function fits(value: unknown, schema: OptionSchema): boolean {
  const { type, enum: allowed, items } = schema;
  if (Array.isArray(allowed) && !allowed.includes(value)) return false;
  if (type === 'array') return Array.isArray(value) && (!items || value.every((one) => fits(one, items as OptionSchema)));
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value);
  return type === undefined || typeof value === type;
}

function described(schema: OptionSchema): string {
  const { type, enum: allowed, items } = schema;
  if (Array.isArray(allowed)) return `one of ${allowed.map((one) => JSON.stringify(one)).join(', ')}`;
  if (type === 'array') return items ? `a list, each entry ${described(items as OptionSchema)}` : 'a list';
  return typeof type === 'string' ? `of type ${type}` : 'of another form';
}
