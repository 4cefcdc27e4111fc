/** What a verification runs on real threads: the stresses of the snippets, and the schedules of the known defects. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Outcome } from '../../stress/run.ts';
import { type Confirmation, confirm } from '../confirm/confirm.ts';
import { parseToken } from '../report/token.ts';
import type { ScenarioDone } from './jobs.ts';

export type { Outcome } from '../../stress/run.ts';

const start = promisify(execFile);

/** All stresses, one after the other, each for so long; `script` is the built `stress.cjs`. */
export async function stressAll(script: string, seconds: number): Promise<Outcome[]> {
  const args = [script, '--json', '--seconds', String(seconds)];
  // A stress that fails ends the command with 1, and says so in what it prints.
  const { stdout } = await start(process.execPath, args, { maxBuffer: 2 ** 24 }).catch((error: { stdout?: string }) => {
    if (!error.stdout) throw error;
    return { stdout: error.stdout };
  });
  return JSON.parse(stdout) as Outcome[];
}

/** What real worker threads make of each failing schedule; `script` is the built `check.cjs`. */
export async function confirmAll(failing: readonly ScenarioDone[], script: string): Promise<(Confirmation | undefined)[]> {
  const confirmations: (Confirmation | undefined)[] = [];
  for (const { file, result: { scenario, failure } } of failing)
    confirmations.push(failure && await confirm(file, scenario, failure, parseToken(failure.token)!.schedule(failure.threads.length), script));
  return confirmations;
}
