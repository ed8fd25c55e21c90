import { expect } from 'vitest';
import { finiteDifferenceGradient } from '../../check/finite-differences';
import { metered } from '../../losses/metered';
import { createNoise, noiseSpec } from '../../noise/noise';
import { asVectors, type Oracle } from '../../oracles/oracle';
import type { Relaxation } from '../../relaxations/relaxation';
import type { LossEstimator, LossPoint } from '../gradient-estimator';
import { addCosts, createMeter, type Counts } from '../meter';
import { createNoiseBook } from '../noise-book';

/** One estimate at a point, and what it costs: declared and counted. */

const noise = createNoiseBook(5, createNoise(noiseSpec('gumbel')));

/** Binds, and takes draw `index`. */
export function estimate(estimator: LossEstimator, point: LossPoint, index = 0, book = noise) {
  estimator.bind(point);
  const gradient = new Float64Array(point.scores.length);
  const { loss } = estimator.draw(index, book, estimator.scale(), gradient);
  return { gradient, loss };
}

/** -0 is 0. */
export const positiveZeros = (values: ArrayLike<number>) => Array.from(values, (v) => v + 0);

/** Bind and draw together. */
export function declaredCost(estimator: LossEstimator): Counts {
  const { bind, draw } = addCosts([estimator.cost], [], 1);
  return addCosts([{ draw: bind }, { draw }], [], 1).draw as Counts;
}

/** Makes an estimator of an oracle, and of relaxations that count when they are asked. */
export type Maker = (
  counted: Oracle<Float64Array>,
  relax: (relaxation: Relaxation) => Relaxation,
) => LossEstimator;

/** What binding and one draw cost an estimator that is made of things which count. */
export function countedCost(
  oracle: Oracle,
  make: Maker,
  point: LossPoint,
): { estimator: LossEstimator; counts: Counts } {
  const meter = createMeter();
  const vectors = asVectors(oracle);
  const counted: Oracle<Float64Array> = {
    ...vectors,
    solve(scores, out, near) {
      meter.oracles++;
      vectors.solve(scores, out, near);
    },
  };
  const relax = (relaxation: Relaxation): Relaxation => ({
    ...relaxation,
    forward(theta, t, out) {
      meter.marginals++;
      relaxation.forward(theta, t, out);
    },
    backward(dy, out) {
      meter.products++;
      relaxation.backward(dy, out);
    },
  });
  const estimator = make(counted, relax);
  estimate(estimator, { ...point, loss: metered(point.loss, meter) });
  return { estimator, counts: { ...meter } };
}

/** The gradient of an estimate is that of its own loss, under the same noise. */
export function expectOwnGradient(estimator: LossEstimator, point: LossPoint, index: number) {
  const at = (scores: Float64Array) => estimate(estimator, { ...point, scores }, index).loss;
  const wanted = finiteDifferenceGradient(at, point.scores, 2e-4);
  const { gradient } = estimate(estimator, point, index);
  const size = Math.max(1, ...wanted.map(Math.abs));
  wanted.forEach((g, i) => expect(Math.abs(gradient[i] - g) / size).toBeLessThan(1e-7));
}
