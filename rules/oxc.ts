/** `oxc-parser`, native: for the files that no host hands over to the plugin, and for the command line. */

import { parseSync } from 'oxc-parser';
import type { ParseText } from './analysis/parse/parse.ts';
import { parseTextWith } from './oxc-tree.ts';

export const parseText: ParseText = parseTextWith(parseSync);
