/**
 * Programs as files: `<rule>/<name>.ts`, or `<rule>/<name>/` for one of several files. A folder's rule alone is looked
 * at; under `clean/` every rule is. Known wrong answers are kept as they are, named `fp-…` (reported, but should not be)
 * and `fn-…` (not reported, but should be): such a test fails when the answer becomes right, and is then renamed.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'vitest';
import { check } from '../kit/check.ts';
import { markers } from '../kit/program.ts';

const here = import.meta.dirname;
const isFolder = (path: string): boolean => statSync(path).isDirectory();

function textsIn(path: string, from: string): [string, string][] {
  if (isFolder(path)) return readdirSync(path).sort().flatMap((name) => textsIn(join(path, name), from));
  return [[relative(from, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]];
}

for (const rule of readdirSync(here).filter((name) => isFolder(join(here, name)))) {
  describe(rule, () => {
    for (const name of readdirSync(join(here, rule))) {
      const path = join(here, rule, name);
      const program = markers(new Map(textsIn(path, isFolder(path) ? path : join(here, rule))));
      it(name, () => check(program, rule === 'clean' ? {} : { rules: [rule] }));
    }
  });
}
