/** Reads settings of any shape: what cannot be used is named with its value and what is allowed. */

type Json = Readonly<Record<string, unknown>>;

/** Told of each setting that is not taken: one sentence. */
export type Complain = (message: string) => void;

const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);

/** Reads one object of settings; each answer is the default where the value cannot be used. */
export class SettingReader {
  readonly values: Json;

  constructor(
    raw: unknown,
    readonly name: string,
    readonly complain: Complain,
  ) {
    const isObject = typeof raw === 'object' && raw !== null && !Array.isArray(raw);
    if (!isObject && raw !== undefined && raw !== null) complain(`The setting ${name} is ${shown(raw)}, but must be an object.`);
    this.values = isObject ? (raw as Json) : {};
  }

  inner(key: string): SettingReader {
    return new SettingReader(this.values[key], `${this.name}.${key}`, this.complain);
  }

  boolean(key: string, otherwise: boolean): boolean {
    const value = this.#value(key);
    if (value === undefined || typeof value === 'boolean') return value ?? otherwise;
    return this.#refuse(key, value, 'true or false', otherwise);
  }

  oneOf<T extends string>(key: string, allowed: readonly T[], otherwise: T): T {
    const value = this.#value(key);
    if (value === undefined) return otherwise;
    const found = allowed.find((one) => one === value);
    return found ?? this.#refuse(key, value, `one of ${allowed.map(shown).join(', ')}`, otherwise);
  }

  strings(key: string): readonly string[] {
    const value = this.#value(key);
    if (value === undefined) return [];
    if (Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '')) return value as string[];
    return this.#refuse(key, value, 'a list of globs', []);
  }

  onlyKeys(allowed: readonly string[]): void {
    for (const key of Object.keys(this.values))
      if (!allowed.includes(key)) this.complain(`The setting ${this.name}.${key} names no rule; there are ${allowed.join(', ')}.`);
  }

  #value(key: string): unknown {
    return this.values[key] ?? undefined;
  }

  #refuse<T>(key: string, value: unknown, allowed: string, otherwise: T): T {
    this.complain(`The setting ${this.name}.${key} is ${shown(value)}, but must be ${allowed}; ${shown(otherwise)} is used.`);
    return otherwise;
  }
}
