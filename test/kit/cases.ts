/** The programs under `test/cases`: `<rule>/<name>.ts`, or `<rule>/<name>/` for one of several files. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { markers, type Program } from './program.ts';

const HERE = join(import.meta.dirname, '../cases');
const isFolder = (path: string): boolean => statSync(path).isDirectory();

export interface Case {
  /** The folder that it stands in: a rule, or `clean`. */
  readonly rule: string;
  readonly name: string;
  readonly program: Program;
}

function textsIn(path: string, from: string): [string, string][] {
  if (isFolder(path)) return readdirSync(path).sort().flatMap((name) => textsIn(join(path, name), from));
  return [[relative(from, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]];
}

export function readCases(): Case[] {
  return readdirSync(HERE)
    .filter((rule) => isFolder(join(HERE, rule)))
    .flatMap((rule) =>
      readdirSync(join(HERE, rule)).map((name): Case => {
        const path = join(HERE, rule, name);
        return { rule, name, program: markers(new Map(textsIn(path, isFolder(path) ? path : join(HERE, rule)))) };
      }),
    );
}
