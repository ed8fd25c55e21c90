/**
 * Gradient descent on a range of a parameter vector. The state of an optimiser is plain data, so
 * that a run can be stored and taken up again.
 */
export interface Moments {
  /** Running mean of the gradient, [size]. */
  readonly first: Float64Array;
  /** Running mean of its square. */
  readonly second: Float64Array;
  /** Updates made so far. */
  updates: number;
}

export const createMoments = (size: number): Moments => ({
  first: new Float64Array(size),
  second: new Float64Array(size),
  updates: 0,
});

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/**
 * Adam (Kingma and Ba 2015, algorithm 1 with its default constants) on params[from, to):
 * a step of size `rate` at most, whatever the scale of the gradient.
 */
export function adam(
  params: Float64Array,
  gradient: Float64Array,
  moments: Moments,
  rate: number,
  from = 0,
  to = params.length,
): void {
  const { first, second } = moments;
  const t = ++moments.updates;
  const correction1 = 1 - BETA1 ** t;
  const correction2 = 1 - BETA2 ** t;
  for (let i = from; i < to; i++) {
    const g = gradient[i];
    first[i] = BETA1 * first[i] + (1 - BETA1) * g;
    second[i] = BETA2 * second[i] + (1 - BETA2) * g * g;
    params[i] -= (rate * (first[i] / correction1)) / (Math.sqrt(second[i] / correction2) + EPSILON);
  }
}

/** Plain stochastic gradient descent on params[from, to). */
export function sgd(
  params: Float64Array,
  gradient: Float64Array,
  rate: number,
  from = 0,
  to = params.length,
): void {
  for (let i = from; i < to; i++) params[i] -= rate * gradient[i];
}
