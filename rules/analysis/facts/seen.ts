/** What was seen to happen, with where and in which run. */

import type { Span } from '../base/span.ts';
import type { ValueId } from '../ir/ir.ts';
import type { Activation } from '../solve/activation.ts';
import type { AccessEvent, Event } from '../solve/events.ts';
import type { Certainty } from './certainty.ts';

/** An event with the activation that it was seen in. */
export interface Seen<E extends Event = Event> {
  readonly event: E;
  readonly act: Activation;
  readonly id: ValueId;
  readonly at: Span;
}

export type Access = Seen<AccessEvent>;

export interface Conflict {
  readonly access: Access;
  /** The accesses that it meets, the surest first, and of those the writes. */
  readonly others: readonly { readonly access: Access; readonly certainty: Certainty }[];
  readonly certainty: Certainty;
}
