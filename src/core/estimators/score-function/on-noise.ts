import { smoothLaw, type Noise } from '../../noise/noise';
import type { Oracle } from '../../oracles/oracle';
import {
  checkPoint,
  checkSamples,
  type LossEstimator,
  type LossPoint,
} from '../gradient-estimator';
import { addCosts, type Meter } from '../meter';
import type { NoiseBook } from '../noise-book';
import { perturbedBy } from '../perturbed-prediction';
import type { Baseline } from './baselines/baseline';
import { constantBaseline } from './baselines/constant';
import { createLastDraw, learningEstimator } from './parts/last-draw';
import { jointLearner } from './parts/learner';

export interface NoiseScoreSettings {
  readonly samples?: number;
  /** A baseline, or the mean of the other samples: 0 unless told. */
  readonly baseline?: Baseline | 'leave-one-out';
  readonly meter?: Meter;
}

/**
 * REINFORCE on the noise: the gradient of E l(y*), y* = argmax <mu + sigma gamma, y>, by
 *
 *   g = 1/(S sigma) sum over samples of (l(y*) - b) nu(gamma),   nu = -d log density / dgamma.
 *
 * For any oracle with noise on its parts. It varies more than REINFORCE, which knows what nu is on average
 * given y*.
 * @throws RangeError for uniform noise, whose density has no slope
 */
export function noiseScoreOf<Y>(
  oracle: Oracle<Y>,
  law: Pick<Noise, 'law' | 'scoreFunction'>,
  { samples = 1, baseline: chosen = constantBaseline(0), meter }: NoiseScoreSettings = {},
): LossEstimator {
  smoothLaw(law);
  const isLeaveOneOut = chosen === 'leave-one-out';
  checkSamples(samples, isLeaveOneOut ? 2 : 1);
  const baseline = isLeaveOneOut ? constantBaseline(0) : chosen;
  const perturbed = perturbedBy(oracle);
  const y = new Float64Array(oracle.dim);
  const nus = Array.from({ length: samples }, () => new Float64Array(oracle.dim));
  const last = createLastDraw(oracle.dim, samples, 0);
  const learner = jointLearner([baseline]);
  let point: LossPoint;

  function take(index: number, noise: NoiseBook): void {
    for (let s = 0; s < samples; s++) {
      const number = index * samples + s;
      perturbed.perturb(point, number, noise.parts);
      oracle.indicator(perturbed.predict(point, number), y);
      if (meter) meter.oracles++;
      last.losses[s] = point.loss.value(y);
      for (let i = 0; i < y.length; i++) nus[s][i] = -law.scoreFunction(perturbed.gamma[i]);
    }
    const mean = last.meanLoss();
    for (let s = 0; s < samples; s++) {
      const weight = isLeaveOneOut
        ? (last.losses[s] - mean) / (samples - 1)
        : (last.losses[s] - baseline.value(index * samples + s, noise)) / samples;
      for (let i = 0; i < y.length; i++) last.raw[i] += weight * nus[s][i];
    }
  }

  return learningEstimator({
    ...{ last, take, learner, scale: () => 1 / point.sigma },
    bind(bound) {
      checkPoint(bound, oracle.dim);
      point = bound;
      baseline.bind?.(bound);
    },
    learn: () => baseline.learn?.(last.losses),
    cost: addCosts([{ draw: { values: samples, oracles: samples } }], [baseline.cost], samples),
  });
}
