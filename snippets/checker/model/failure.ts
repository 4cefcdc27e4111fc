/** Ways in which an execution can go wrong. Thrown inside the model, caught by the explorer. */

import { CheckFailed } from '../api.ts';

export const FAILURES = ['data race', 'mixed size', 'check', 'invariant', 'exception', 'deadlock', 'lost wake-up', 'livelock', 'not checkable'] as const;
export type FailureKind = (typeof FAILURES)[number];

export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(readonly kind: FailureKind, message: string, readonly sites: readonly number[] = []) {
    super(message);
  }
}

/** The failure that `error`, thrown by `who`, amounts to. */
export function failureOf(error: unknown, who: string): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof CheckFailed) return new Failure('check', `${who}: ${error.message}`);
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new Failure('exception', `${who} threw ${text}`);
}
