/** Entry of the command `atomics-check`. */

import { isMainThread, workerData } from 'node:worker_threads';
import { HELP, checkFiles, readArguments } from './cli.ts';
import type { Assignment } from './confirm/protocol.ts';
import { participate } from './confirm/worker.ts';

async function main(): Promise<number> {
  const print = (line: string): void => { process.stdout.write(`${line}\n`); };
  try {
    const { paths, options, help } = readArguments(process.argv.slice(2));
    if (!help) return await checkFiles(paths, { ...options, width: process.stdout.columns ?? 120, script: __filename }, print);
    print(HELP);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

// This file is also what the worker threads run that confirm a failure.
if (isMainThread) void main().then((code) => { process.exitCode = code; });
else participate((workerData as { assignment: Assignment }).assignment);
