/** The command `atomics-lint`. */

import { run } from './cli/run.ts';

// Who reads no further (`atomics-lint | head`) makes no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = run(process.argv.slice(2), { cwd: process.cwd(), env: process.env, stdout: process.stdout, stderr: process.stderr });
