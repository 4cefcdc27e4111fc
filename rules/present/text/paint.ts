/** Colours of a terminal, or none. */

export type Paint = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'green' | 'cyan', (text: string) => string>>;

const code = (on: number, off: number) => (text: string): string => (text === '' ? '' : `\x1b[${on}m${text}\x1b[${off}m`);

export const COLORS: Paint = {
  bold: code(1, 22), dim: code(2, 22), red: code(31, 39), yellow: code(33, 39), blue: code(34, 39), green: code(32, 39), cyan: code(36, 39),
};

const asIs = (text: string): string => text;

export const NO_COLORS: Paint = { bold: asIs, dim: asIs, red: asIs, yellow: asIs, blue: asIs, green: asIs, cyan: asIs };
