/** Ways in which an execution can go wrong. Thrown inside the model, caught by the explorer. */

export type FailureKind =
  | 'data race' | 'mixed size' | 'assertion' | 'exception'
  | 'deadlock' | 'lost wake-up' | 'livelock' | 'invariant' | 'not checkable';

export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(readonly kind: FailureKind, message: string, readonly sites: readonly number[] = []) {
    super(message);
  }
}

/** Thrown by `check()`; a failure of the scenario's own claim rather than of the code. */
export class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed';
}

/** Ends an execution that the scenario does not want to see: `assume(false)`. Not a failure, and not counted. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
}
