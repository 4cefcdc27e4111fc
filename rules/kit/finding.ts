/**
 * A finding as data. Rules produce it, `present/` renders it for each surface, and nothing else composes messages.
 */

import type { Span } from '../analysis/base/span.ts';
import type { Certainty } from '../analysis/facts/certainty.ts';

export { CERTAINTIES, isAtLeast, type Certainty } from '../analysis/facts/certainty.ts';

/** Replaces the text of `at` (an empty span inserts). */
export interface TextEdit {
  readonly at: Span;
  readonly text: string;
}

/** A change that the user can apply. `title` names what it does, as an imperative sentence without a full stop. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** A second place that makes the finding true: the other access, the allocation, the call on the way. */
export interface Related {
  readonly at: Span;
  readonly message: string;
}

export interface Finding {
  /** The rule's name without a prefix: `no-mixed-access`. */
  readonly rule: string;
  readonly certainty: Certainty;
  readonly at: Span;
  /** At most two sentences; the first stands alone. */
  readonly message: string;
  readonly related: readonly Related[];
  /** Safe: never changes the result of a single-threaded run. Applied by `--fix`, fix on save and fix-all. */
  readonly fix?: Fix;
  /** Changes that a person must choose. */
  readonly suggestions: readonly Fix[];
}
