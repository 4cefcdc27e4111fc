/**
 * Stresses the snippets on real threads.
 *
 *     node snippets/dist/stress.cjs                      a second each
 *     node snippets/dist/stress.cjs --seconds 10 mutex   only what has "mutex" in its name, for longer
 *     node snippets/dist/stress.cjs --json               the results as JSON
 */

import { isMainThread } from 'node:worker_threads';
import { parseArgs } from 'node:util';
import { type Outcome, STRESSES, run } from './run.ts';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { seconds: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } }, allowPositionals: true });
  const outcomes: Outcome[] = [];
  for (const stress of STRESSES.filter(({ name }) => positionals.every((text) => name.includes(text)))) {
    const outcome = await run(stress, 1000 * Number(values.seconds), __filename);
    outcomes.push(outcome);
    if (!values.json) console.log(say(outcome));
  }
  if (values.json) console.log(JSON.stringify(outcomes));
  process.exitCode = outcomes.some(({ failure }) => failure !== undefined) ? 1 : 0;
}

function say({ name, threads, milliseconds, operations, kills, failure }: Outcome): string {
  const killed = kills > 0 ? `, ${kills} threads killed and recovered` : '';
  return `${failure === undefined ? 'held ' : 'FAILS'} ${name}  (${threads} threads, ${operations.toLocaleString('en')} operations in ${(milliseconds / 1000).toFixed(1)} s${killed})${failure === undefined ? '' : `\n      ${failure}`}`;
}

if (isMainThread) void main();
