/** The demo: lints `examples/`, in which one folder holds a small program on four threads and the other the same program with mistakes. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { styleText } from 'node:util';

const root = join(import.meta.dirname, '..');
const say = (text) => console.log(process.stdout.isTTY ? styleText('dim', text) : text);

say(`
examples/right counts primes on four threads that share one region; examples/wrong does the same with mistakes,
and TypeScript is content with both.

$ npx atomics-lint examples
`);

const { status } = spawnSync(process.execPath, [join(root, 'server/dist/cli.js'), 'examples'], { cwd: root, stdio: 'inherit' });

// Findings are what the demo is about; anything else is a failure.
if (status === 1) {
  say(`
See the bytes:  npx atomics-lint examples --map map.html
Your own code:  npx atomics-lint path/to/it
`);
} else process.exitCode = status || 1;
