/** How sure a fact is. Ordered: `proven` is surer than `likely`, that than `possible`. */

export type Certainty = 'proven' | 'likely' | 'possible';

export const CERTAINTIES: readonly Certainty[] = ['proven', 'likely', 'possible'];

/** Whether `of` is as sure as `least` or surer. */
export const isAtLeast = (of: Certainty, least: Certainty): boolean => CERTAINTIES.indexOf(of) <= CERTAINTIES.indexOf(least);

export const surer = (a: Certainty, b: Certainty): Certainty => (isAtLeast(a, b) ? a : b);
