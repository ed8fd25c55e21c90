/** The weights or scores of a run stopped being finite numbers. */
export class DivergedError extends Error {
  // the name survives a message between threads, the class does not
  override readonly name = 'DivergedError';
}

/** Whether an error is a `DivergedError`, of this thread or another. */
export const isDiverged = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'DivergedError';
