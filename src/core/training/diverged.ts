/** The weights or scores of a run stopped being finite numbers. */
export class DivergedError extends Error {
  // the name survives a message between threads, the class does not
  override readonly name = 'DivergedError';
}

/** Whether an error is a `DivergedError`, of this thread or another. */
export const isDiverged = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'DivergedError';

/** The sentences for readers; steps are counted from 1. */
export const lostNumbers = (what: string, step: number) =>
  new DivergedError(`The ${what} are no longer finite numbers in step ${step}.`);

export const lostGradient = (step: number) =>
  new DivergedError(`The gradient is not a finite number in step ${step}.`);

export const lostWeights = (limit: number, step: number) =>
  new DivergedError(
    `The weights have grown beyond ${limit} in step ${step}; the learning rate is too large.`,
  );
