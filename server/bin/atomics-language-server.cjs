#!/usr/bin/env node
'use strict';

/** The command `atomics-language-server`. It stands apart from what is built, so that npm finds it in a fresh clone as well. */

// From Node 22 on, what was compiled is kept for the next start.
require('node:module').enableCompileCache?.();
require('../dist/main.cjs');
