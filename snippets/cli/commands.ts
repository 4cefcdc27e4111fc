/** What `atomics-snippets` does: `list`, `show`, `add`, `check` and `update`. */

import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Status, replace, statusOf, statusesIn, update } from './copies.ts';
import { copiesIn } from './header.ts';
import { sourceFiles } from './files.ts';
import { type Library, type Snippet, find } from './library.ts';

export interface Surroundings {
  readonly library: Library;
  readonly cwd: string;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

export const HELP = `atomics-snippets copies verified building blocks over shared memory into your project.

  atomics-snippets list                           what there is
  atomics-snippets show <name>                    its source
  atomics-snippets add <name> [--to <file>]       copies it; overwrites nothing without --force
  atomics-snippets check [paths]                  which copies are outdated, and which were edited
  atomics-snippets update [paths] [--conflicts]   brings copies up to date, and keeps your edits; what cannot be merged
                                                  is left alone, or marked in the file with --conflicts

Exit code 0: done, and all copies are current. 1: some are not. 2: it could not be done.
`;

/** A mistake in how the command was called, or a file that stands in the way. */
class Refused extends Error {}

const OPTIONS = { to: { type: 'string' }, force: { type: 'boolean' }, conflicts: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
type Values = { readonly [K in keyof typeof OPTIONS]?: string | boolean | undefined };

interface Command {
  readonly options: readonly (keyof Values)[];
  readonly run: (operands: readonly string[], values: Values, around: Surroundings) => number;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  list: { options: [], run: list },
  show: { options: [], run: show },
  add: { options: ['to', 'force'], run: add },
  check: { options: [], run: check },
  update: { options: ['conflicts'], run: updateAll },
};

/** The exit code. */
export function run(args: readonly string[], around: Surroundings): number {
  try {
    return dispatch(args, around);
  } catch (error) {
    const said = error instanceof Refused || (error instanceof Error && 'code' in error);
    if (!said) throw error;
    around.complain(error.message);
    return 2;
  }
}

function dispatch(args: readonly string[], around: Surroundings): number {
  const { positionals: [name, ...operands], values } = parse(args);
  if (values.help === true || name === undefined) {
    around.print(HELP.trimEnd());
    return values.help === true ? 0 : 2;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new Refused(`There is no command "${name}": use ${Object.keys(COMMANDS).join(', ')}.`);
  const strange = (Object.keys(values) as (keyof Values)[]).find((option) => !command.options.includes(option));
  if (strange) throw new Refused(`The command ${name} has no option --${strange}.`);
  return command.run(operands, values, around);
}

function parse(args: readonly string[]): { positionals: string[]; values: Values } {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Refused(`${(error as Error).message.split('. ')[0]?.replace(/\.$/, '')}. See atomics-snippets --help.`);
  }
}

function wanted(operands: readonly string[], library: Library): Snippet {
  const [name, more] = operands;
  if (name === undefined || more !== undefined) throw new Refused('Name one snippet; atomics-snippets list says which there are.');
  const snippet = find(library, name);
  if (!snippet) throw new Refused(`There is no snippet "${name}": use ${library.snippets.map((s) => s.name).join(', ')}.`);
  return snippet;
}

function list(operands: readonly string[], _: Values, { library, print }: Surroundings): number {
  if (operands.length > 0) throw new Refused('The command list takes no operands.');
  const width = Math.max(...library.snippets.map((s) => s.name.length));
  for (const { name, version, description } of library.snippets) print(`${name.padEnd(width)}  ${version}  ${description}`);
  return 0;
}

function show(operands: readonly string[], _: Values, { library, print }: Surroundings): number {
  print(wanted(operands, library).text.trimEnd());
  return 0;
}

function add(operands: readonly string[], { to, force }: Values, { library, cwd, print }: Surroundings): number {
  const { name, version, text } = wanted(operands, library);
  const given = resolve(cwd, typeof to === 'string' ? to : `${name}.ts`);
  const folder = (typeof to === 'string' && /[/\\]$/.test(to)) || (existsSync(given) && statSync(given).isDirectory());
  const file = folder ? join(given, `${name}.ts`) : given;
  const shown = relative(cwd, file) || file;
  if (existsSync(file) && force !== true) throw new Refused(`${shown} exists: choose another file with --to, or overwrite it with --force.`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  print(`${shown}: ${name} ${version}`);
  return 0;
}

interface Found { readonly file: string; readonly shown: string; readonly statuses: readonly Status[] }

function search(paths: readonly string[], { library, cwd }: Surroundings): Found[] {
  const found: Found[] = [];
  for (const path of paths.length > 0 ? paths : ['.']) {
    const from = resolve(cwd, path);
    if (!existsSync(from)) throw new Refused(`${path} does not exist.`);
    for (const file of sourceFiles(from)) {
      const statuses = statusesIn(readFileSync(file, 'utf8'), library);
      if (statuses.length > 0) found.push({ file, shown: relative(cwd, file), statuses });
    }
  }
  return found;
}

function words({ copy, state, edited, latest }: Status): string {
  const said = { current: 'current', outdated: `outdated, ${latest} is there`, unknown: latest === undefined ? 'unknown here' : `newer than the ${latest} that is known here` };
  return `${copy.name} ${copy.version}: ${said[state]}${edited ? ', edited' : ''}`;
}

function check(paths: readonly string[], _: Values, around: Surroundings): number {
  const found = search(paths, around);
  for (const { shown, statuses } of found) for (const status of statuses) around.print(`${shown}: ${words(status)}`);
  if (found.length === 0) around.print('No copies of snippets were found.');
  return found.every(({ statuses }) => statuses.every(({ state }) => state === 'current')) ? 0 : 1;
}

function updateAll(paths: readonly string[], { conflicts }: Values, around: Surroundings): number {
  const results = search(paths, around).map((found) => updateFile(found, conflicts === true, around));
  const done = results.every((result) => result.done);
  if (results.length === 0) around.print('No copies of snippets were found.');
  else if (done && results.every(({ changed }) => !changed)) around.print('All copies are current.');
  return done ? 0 : 1;
}

/** Updates the copies in a file: whether all are current now, and whether the file is another. */
function updateFile({ file, shown }: Found, mark: boolean, { library, print }: Surroundings): { done: boolean; changed: boolean } {
  const before = readFileSync(file, 'utf8');
  let text = before;
  let done = true;
  // From the last to the first, so that places before stay where they are.
  for (const copy of copiesIn(before).reverse()) {
    const status = statusOf(copy, library);
    if (status.state === 'current') continue;
    const merge = status.state === 'outdated' ? update(copy, library) : undefined;
    if (merge && (merge.conflicts === 0 || mark)) text = replace(text, copy, merge.text);
    done &&= merge?.conflicts === 0;
    print(`${shown}: ${outcome(status, merge?.conflicts, mark)}`);
  }
  if (text !== before) writeFileSync(file, text);
  return { done, changed: text !== before };
}

function outcome(status: Status, conflicts: number | undefined, marked: boolean): string {
  const { copy, state, edited, latest } = status;
  if (state === 'unknown') return `${words(status)}; left alone`;
  if (conflicts === undefined) return `${copy.name} ${copy.version}: its original is not known, so it was left alone; add it anew`;
  if (conflicts === 0) return `${copy.name} ${copy.version} → ${latest}${edited ? ', with your edits' : ''}`;
  const places = conflicts === 1 ? 'in one place' : `in ${conflicts} places`;
  return marked ? `${copy.name} ${copy.version} → ${latest}, with conflicts ${places} to be solved by hand` : `${copy.name} ${copy.version}: your edits conflict with ${latest} ${places}, so it was left alone; --conflicts marks them in the file`;
}
