import { checkPositive, checkVector } from '../checks';
import type { Loss } from '../losses/loss';
import type { EstimatorCost } from './meter';
import type { NoiseBook } from './noise-book';

/**
 * The contract of gradient estimators: bound to a point, each draw a pure function of its number and its
 * noise, so that draws can be spread, repeated and compared under common noise. Whoever trains, whoever
 * draws a figure and whoever certifies against reference values uses the same object.
 *
 * `Drawn` is what a draw tells of itself, `Noise` what it reads: `PerturbedEstimator` and `LossEstimator`
 * are the two families.
 */
export interface GradientEstimator<Point, Drawn, Noise> {
  /** All that draws share. Arrays of the point are read by every draw until the next call. */
  bind(point: Point): void;
  /**
   * What a raw draw is worth: times this it is the estimate of the gradient. It is a factor of its own
   * because some train on the raw draws.
   */
  scale(): number;
  /**
   * Adds `weight` times raw draw `index` to out [dim]. What was learned counts as a part of the point.
   * @returns what the draw was, valid until the next one
   */
  draw(index: number, noise: Noise, weight: number, out: Float64Array): Drawn;
  /** Mean and trace of the variance of an estimate, where they can be had without drawing. */
  moments?(): EstimateMoments | null;
  /**
   * One update of what the estimator learns, from a draw that was used already: what was learned from a
   * draw must not weigh the same draw.
   */
  adapt?(index: number, noise: Noise): void;
  /** What was learned, as numbers that `restore` takes up. */
  learned?(): Float64Array;
  /** @throws RangeError for another number of values */
  restore?(values: ArrayLike<number>): void;
  /** What it costs to bind and to draw, as promised; a `Meter` counts what it did cost. */
  readonly cost: EstimatorCost;
}

export interface EstimateMoments {
  /** Mean of scale times raw draw [dim]. */
  readonly mean: Float64Array;
  /** Trace of its covariance. */
  readonly variance: number;
}

/** Estimators of the gradient in mu of a mean loss over structures. */
export type LossEstimator = GradientEstimator<LossPoint, LossDraw, NoiseBook>;

/** What they are bound to. */
export interface LossPoint {
  /** mu [dim], finite. */
  readonly scores: Float64Array;
  /** Positive: noise scale, and temperature of the Gibbs law. */
  readonly sigma: number;
  readonly loss: Loss;
  /** x, what the scores were computed from, for baselines that depend on it. */
  readonly input?: ArrayLike<number>;
}

export interface LossDraw {
  /** The mean loss, as far as the draw tells: of samples their mean. */
  readonly loss: number;
}

/** @throws RangeError naming what is not finite, not positive or of the wrong size */
export function checkPoint({ scores, sigma, loss }: LossPoint, dim: number): void {
  if (loss.dim !== dim) {
    throw new RangeError(`loss is over ${loss.dim} parts, structures over ${dim}`);
  }
  checkVector('scores', scores, dim);
  checkPositive('sigma', sigma);
}

/** @throws RangeError unless samples is an integer of at least `least` */
export function checkSamples(samples: number, least = 1): void {
  if (!Number.isInteger(samples) || samples < least) {
    throw new RangeError(`samples must be an integer of at least ${least}, got ${samples}`);
  }
}
