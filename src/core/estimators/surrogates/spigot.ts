import { checkPositive } from '../../checks';
import { slopeAt } from '../../losses/hull-gradient';
import type { Oracle } from '../../oracles/oracle';
import type { Relaxation } from '../../relaxations/relaxation';
import type { LossEstimator } from '../gradient-estimator';
import { withoutNoise, type TemperatureSettings } from '../without-noise';
import { checkRelaxation, predictionBy } from './prediction';

export interface StepSettings {
  /** Positive, 1 unless told: how far down the loss the better structure is looked for. */
  readonly step?: number;
}

/**
 * SPIGOT (Peng, Thomson and Smith 2018): the prediction minus where one step down the loss has led, in the
 * hull of structures,
 *
 *   y* - project(y* - step grad l(y*)),
 *
 * worth 1/step. It is 0 where the loss, taken for linear, has its least at y*: then there is nothing to learn.
 * For steps beyond all bounds it is y* minus the structure of the least linear loss.
 * @param projection on the hull, taken at t = 1: SparseMAP, sparsemax, clipped bits
 * @throws RangeError for sizes that differ, or a step that is not positive
 */
export function spigotOf<Y>(
  oracle: Oracle<Y>,
  projection: Relaxation,
  { step = 1 }: StepSettings = {},
): LossEstimator {
  const { dim } = oracle;
  checkRelaxation(projection, dim);
  checkPositive('step', step);
  const prediction = predictionBy(oracle);
  const pull = labelBy(projection, step);
  return withoutNoise(
    dim,
    (point, out) => {
      const value = prediction.find(point);
      pull(prediction.y, prediction.slope, out);
      return { value, cost: { oracles: 1, gradients: 1, marginals: 1 } };
    },
    1 / step,
  );
}

/**
 * SPIGOT by cross-entropy, SPIGOT-CE (Mihaylova, Niculae and Martins 2020): the same from the mean structure
 * m = relax_t(mu), where the loss is looked at as well,
 *
 *   m - project(m - step grad l(m)), worth 1/step.
 *
 * @throws RangeError for sizes that differ, or a step that is not positive
 */
export function spigotCrossEntropyOf(
  relaxation: Relaxation,
  projection: Relaxation,
  { step = 1, t }: StepSettings & TemperatureSettings = {},
): LossEstimator {
  const { dim } = relaxation;
  checkRelaxation(projection, dim);
  checkPositive('step', step);
  const [mean, slope] = [new Float64Array(dim), new Float64Array(dim)];
  const pull = labelBy(projection, step);
  return withoutNoise(
    dim,
    ({ scores, sigma, loss }, out) => {
      relaxation.forward(scores, t ?? sigma, mean);
      const value = slopeAt(loss, mean, slope);
      pull(mean, slope, out);
      return { value, cost: { relaxed: 1, marginals: 2 } };
    },
    1 / step,
  );
}

/**
 * SPIGOT by exponentiated gradients, SPIGOT-EG (Mihaylova, Niculae and Martins 2020): the step is taken in the
 * scores, and so without a projection,
 *
 *   m - relax_t(mu - step grad l(m)), m = relax_t(mu), worth 1/step.
 *
 * For short steps the gradient of l(m), for all steps within the hull.
 * @throws RangeError for a step that is not positive
 */
export function spigotExponentiatedOf(
  relaxation: Relaxation,
  { step = 1, t }: StepSettings & TemperatureSettings = {},
): LossEstimator {
  const { dim } = relaxation;
  checkPositive('step', step);
  const [mean, slope] = [new Float64Array(dim), new Float64Array(dim)];
  const moved = new Float64Array(dim);
  return withoutNoise(
    dim,
    ({ scores, sigma, loss }, out) => {
      relaxation.forward(scores, t ?? sigma, mean);
      const value = slopeAt(loss, mean, slope);
      for (let i = 0; i < dim; i++) moved[i] = scores[i] - step * slope[i];
      relaxation.forward(moved, t ?? sigma, out);
      for (let i = 0; i < dim; i++) out[i] = mean[i] - out[i];
      return { value, cost: { relaxed: 1, marginals: 2 } };
    },
    1 / step,
  );
}

/** Writes from - project(from - step slope) to out. */
function labelBy(projection: Relaxation, step: number) {
  const moved = new Float64Array(projection.dim);
  return (from: Float64Array, slope: Float64Array, out: Float64Array): void => {
    for (let i = 0; i < moved.length; i++) moved[i] = from[i] - step * slope[i];
    projection.forward(moved, 1, out);
    for (let i = 0; i < moved.length; i++) out[i] = from[i] - out[i];
  };
}
