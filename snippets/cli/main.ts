/** The command `atomics-snippets`. */

import library from '../generated/index.json' with { type: 'json' };
import { run } from './commands.ts';

process.exitCode = run(process.argv.slice(2), { library, cwd: process.cwd(), print: (line) => console.log(line), complain: (line) => console.error(line) });
