import type { LossPoint } from '../../gradient-estimator';
import type { EstimatorCost } from '../../meter';
import type { NoiseBook } from '../../noise-book';
import type { Learner } from '../parts/learner';

/**
 * What is subtracted from a loss before it weighs the score function. It never looks at the sample that
 * it is subtracted from, so it adds no bias.
 */
export interface Baseline extends Learner {
  bind?(point: LossPoint): void;
  /** For sample `number`, valid until something is learned. */
  value(number: number, noise: NoiseBook): number;
  /** Mean and variance over its noise; a variance of 0 unless told. */
  exact(): { readonly mean: number; readonly variance?: number };
  /** Learns from losses that were weighed already, less what control variates stood in for. */
  learn?(losses: Float64Array): void;
  readonly cost: EstimatorCost;
}
