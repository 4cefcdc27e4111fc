/** Random tests draw the same programs and numbers on every run; `FUZZ=<seed>` draws others. */

import * as fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['FUZZ'] ?? 1) });
