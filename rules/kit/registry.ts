/** Every rule, in the order of the catalogue. Adding one here is all that presets, surfaces and settings need. */

import { alignedView } from '../aligned-view.ts';
import { checkCompareExchange } from '../check-compare-exchange.ts';
import { noBlockingWait } from '../no-blocking-wait.ts';
import { noDeadWait } from '../no-dead-wait.ts';
import { noMixedAccess } from '../no-mixed-access.ts';
import { noMixedSize } from '../no-mixed-size.ts';
import { noPlainSpin } from '../no-plain-spin.ts';
import { noPlainUpdate } from '../no-plain-update.ts';
import { noPlainView } from '../no-plain-view.ts';
import { noReadonlyWrite } from '../no-readonly-write.ts';
import { noSharedArgument } from '../no-shared-argument.ts';
import { noSharedTransfer } from '../no-shared-transfer.ts';
import { noSplitUpdate } from '../no-split-update.ts';
import { noStaleView } from '../no-stale-view.ts';
import { noTornAccess } from '../no-torn-access.ts';
import { noUnsafeCast } from '../no-unsafe-cast.ts';
import { noUnsharedAtomics } from '../no-unshared-atomics.ts';
import { notifyAfterStore } from '../notify-after-store.ts';
import { recheckAfterWait } from '../recheck-after-wait.ts';
import { regionComment } from '../region-comment.ts';
import { releaseOnAllPaths } from '../release-on-all-paths.ts';
import { validOperand } from '../valid-operand.ts';
import type { RuleDefinition } from './define-rule.ts';

export type { RuleDefinition } from './define-rule.ts';

/** What a `@region` comment can change. */
const CATALOGUE: readonly RuleDefinition[] = [noMixedAccess, noMixedSize, alignedView, validOperand, noUnsafeCast, noReadonlyWrite, noUnsharedAtomics, noSharedTransfer, noSharedArgument, noSplitUpdate, checkCompareExchange, releaseOnAllPaths, noPlainSpin, recheckAfterWait, noBlockingWait, noDeadWait, noPlainUpdate, noPlainView, noTornAccess, notifyAfterStore, noStaleView];

export const RULES: readonly RuleDefinition[] = [...CATALOGUE, regionComment(CATALOGUE)];
