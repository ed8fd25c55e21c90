import { checkPositive, checkSize, checkVector } from '../../checks';
import type { Relaxation } from '../../relaxations/relaxation';

/** Writes the gradient of the loss at a point of the hull [dim]. */
export type LossGradientAt = (y: Float64Array, out: Float64Array) => void;

export interface PullBack {
  readonly lossGradient: LossGradientAt;
  /** Positive: the length of a step, in units of y per unit of gradient. */
  readonly step: number;
  /** How often it is taken, at least once. */
  readonly steps: number;
}

/** Writes the nearest point of the hull [dim]; `identity` for none. */
export type Projection = (point: Float64Array, out: Float64Array) => void;

export const identity: Projection = (point, out) => out.set(point);

/** The projection of a relaxation by half the squared length, which at t = 1 is one. */
export const projectionBy =
  (relaxation: Relaxation): Projection =>
  (point, out) => {
    relaxation.forward(point, 1, out);
  };

/**
 * Pulled-back labels (Niculae et al. 2023, section 4.4): what the latent structure should have been, guessed
 * by going down the loss,
 *
 *   y_0 = start,   y_(i+1) = project(y_i - step dl(y_i)).
 *
 * From start = y*, the guess of one step makes y* - y_1 the gradient of SPIGOT; without a projection and at
 * step 1 that of straight-through. From the mean m it is SPIGOT-CE (Mihaylova et al. 2020). More steps make
 * a better label, not always a better gradient.
 * @returns every guess, the start first
 * @throws RangeError for a step not positive, steps not a positive integer, or a gradient not finite
 */
export function pullBack(
  start: ArrayLike<number>,
  { lossGradient, step, steps }: PullBack,
  project: Projection,
): Float64Array[] {
  checkPullBack(step, steps);
  checkVector('start', start, start.length);
  const path = [Float64Array.from(start)];
  const slope = new Float64Array(start.length);
  for (let i = 0; i < steps; i++) {
    const at = path[i];
    lossGradient(at, slope);
    checkVector('the gradient of the loss', slope, at.length);
    const next = new Float64Array(at.length);
    project(
      at.map((y, part) => y - step * slope[part]),
      next,
    );
    path.push(next);
  }
  return path;
}

/**
 * The same by exponentiated gradients, SPIGOT-EG: steps are taken in the scores of a relaxation, whose points
 * are in the hull as they are,
 *
 *   y_i = relax_t(theta_i),   theta_0 = scores,   theta_(i+1) = theta_i - step dl(y_i).
 *
 * @returns every guess, that of the scores first
 */
export function pullBackScores(
  scores: ArrayLike<number>,
  t: number,
  relaxation: Relaxation,
  { lossGradient, step, steps }: PullBack,
): Float64Array[] {
  checkPullBack(step, steps);
  checkVector('scores', scores, relaxation.dim);
  const theta = Float64Array.from(scores);
  const slope = new Float64Array(relaxation.dim);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const y = new Float64Array(relaxation.dim);
    relaxation.forward(theta, t, y);
    if (i === steps) return y;
    lossGradient(y, slope);
    checkVector('the gradient of the loss', slope, relaxation.dim);
    for (let part = 0; part < theta.length; part++) theta[part] -= step * slope[part];
    return y;
  });
}

/** What a pulled-back label is worth as a gradient in the scores: the start minus the last guess. */
export function pulledBackGradient(path: readonly Float64Array[]): Float64Array {
  const label = path[path.length - 1];
  return path[0].map((y, part) => y - label[part]);
}

function checkPullBack(step: number, steps: number): void {
  checkSize('steps', steps);
  checkPositive('step', step);
}
