/** Every rule, in the order of the catalogue. Adding one here is all that presets, surfaces and settings need. */

import { alignedView } from '../aligned-view.ts';
import { noMixedAccess } from '../no-mixed-access.ts';
import { noMixedSize } from '../no-mixed-size.ts';
import { noPlainView } from '../no-plain-view.ts';
import { validOperand } from '../valid-operand.ts';
import type { RuleDefinition } from './define-rule.ts';

export type { RuleDefinition } from './define-rule.ts';

export const RULES: readonly RuleDefinition[] = [noMixedAccess, noMixedSize, alignedView, validOperand, noPlainView];
