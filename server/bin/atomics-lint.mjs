#!/usr/bin/env node
/** The command `atomics-lint`. It stands apart from what is built, so that npm finds it in a fresh clone as well. */

import module from 'node:module';

// From Node 22 on, what was compiled is kept for the next run.
module.enableCompileCache?.();
await import('../dist/cli.js');
