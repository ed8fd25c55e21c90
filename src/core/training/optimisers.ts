export type Numbers = Float32Array | Float64Array;

/**
 * Gradient descent on a range of a parameter vector. The state of an optimiser is plain data, so
 * that a run can be stored and taken up again.
 */
export interface Moments<Floats = Float64Array> {
  /** Running mean of the gradient, or the velocity of momentum, [size]. */
  readonly first: Floats;
  /** Running mean of its square. */
  readonly second: Floats;
  /** Updates made so far, the one under way included: whoever updates counts. */
  updates: number;
}

export const createMoments = <Floats extends Numbers>(
  first: Floats,
  second: Floats,
): Moments<Floats> => ({ first, second, updates: 0 });

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/**
 * Adam (Kingma and Ba 2015, algorithm 1 with its default constants) on params[from, to):
 * a step of size `rate` at most, whatever the scale of the gradient.
 */
export function adam<Floats extends Numbers>(
  params: Floats,
  gradient: Floats,
  { first, second, updates }: Moments<Floats>,
  rate: number,
  from = 0,
  to = params.length,
): void {
  const correction1 = 1 - BETA1 ** updates;
  const correction2 = 1 - BETA2 ** updates;
  for (let i = from; i < to; i++) {
    const g = gradient[i];
    first[i] = BETA1 * first[i] + (1 - BETA1) * g;
    second[i] = BETA2 * second[i] + (1 - BETA2) * g * g;
    params[i] -= (rate * (first[i] / correction1)) / (Math.sqrt(second[i] / correction2) + EPSILON);
  }
}

/** What the moments of Adam are multiplied with after so many updates, the one under way included. */
export const adamCorrections = (updates: number): readonly [first: number, second: number] => [
  1 / (1 - BETA1 ** updates),
  1 / (1 - BETA2 ** updates),
];

/** Plain stochastic gradient descent on params[from, to). */
export function sgd(
  params: Numbers,
  gradient: Numbers,
  rate: number,
  from = 0,
  to = params.length,
): void {
  for (let i = from; i < to; i++) params[i] -= rate * gradient[i];
}

/** Stochastic gradient descent with momentum and weight decay, velocity in the first moment. */
export function momentumSgd<Floats extends Numbers>(
  params: Floats,
  gradient: Floats,
  { first }: Moments<Floats>,
  {
    rate,
    momentum,
    decay,
  }: { readonly rate: number; readonly momentum: number; readonly decay: number },
  from = 0,
  to = params.length,
): void {
  for (let i = from; i < to; i++) {
    first[i] = momentum * first[i] + gradient[i] + decay * params[i];
    params[i] -= rate * first[i];
  }
}
