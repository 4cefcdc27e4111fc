/** A mistake of the user's, told in a sentence that names what was expected. */
export class UsageError extends Error {}
