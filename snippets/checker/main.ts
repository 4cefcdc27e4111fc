/** Entry of the command `atomics-check`. */

import { HELP, checkFiles, readArguments } from './cli.ts';

async function main(): Promise<number> {
  const print = (line: string): void => { process.stdout.write(`${line}\n`); };
  try {
    const { paths, options, help } = readArguments(process.argv.slice(2));
    if (!help) return await checkFiles(paths, { ...options, width: process.stdout.columns ?? 120 }, print);
    print(HELP);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

void main().then((code) => { process.exitCode = code; });
