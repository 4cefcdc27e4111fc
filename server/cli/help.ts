/** `--help`. */

import type { Paint } from '../../rules/present/text/paint.ts';
import { HOMEPAGE } from '../../rules/present/docs-url.ts';

export const helpText = (version: string, { bold, dim, cyan }: Paint): string => `${bold('atomics-lint')} ${version}
Finds unsafe use of shared memory in TypeScript and JavaScript before it runs: mixed atomic and plain
access to the same bytes, misaligned views, casts that lie about a region, busy flags that leak.

${bold('Usage')}  atomics-lint [options] [paths]

  Paths are files, folders and globs; without any, the working directory. Everything under the working
  directory is taken into account, so that a worker's findings know what the main thread posts to it.

${bold('Rules')}
  ${cyan('--preset')} recommended|strict    recommended (default) reports what is proven or likely, strict also
                                 what is merely possible
  ${cyan('--rule')} NAME[:CERTAINTY]        run only these rules; repeatable. CERTAINTY is proven, likely or possible:
                                 the least sure finding to report

${bold('Output')}
  ${cyan('--format')}, ${cyan('-f')} stylish|json|sarif|github
  ${cyan('--map')} FILE.html                write a picture of every region: its bytes, views and accesses
  ${cyan('--stats')}                        print what the time was spent on
  ${cyan('--color')}, ${cyan('--no-color')}            by default, colours where the terminal has them (NO_COLOR and
                                 FORCE_COLOR count)

${bold('Fixes')}
  ${cyan('--fix')}                          apply the fixes that never change what one thread computes
  ${cyan('--fix-dry-run')}                  print what --fix would change, and what it would leave

${bold('Other')}
  ${cyan('--help')}, ${cyan('-h')}    ${cyan('--version')}, ${cyan('-v')}

${bold('Exit codes')}  0 clean · 1 findings, or a file that does not parse · 2 could not run

${dim(HOMEPAGE)}
`;
