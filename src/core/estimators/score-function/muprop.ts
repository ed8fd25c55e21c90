import { addCovarianceProduct } from '../../laws/gibbs-moments';
import { hullGradient } from '../../losses/hull-gradient';
import type { StructureTable } from '../../structures/table';
import { dot } from '../../vector';
import type { LossEstimator } from '../gradient-estimator';
import type { Meter } from '../meter';
import { givenCoefficients } from './parts/coefficients';
import type { ControlVariate } from './parts/control-variate';
import { controlledScore, type SampleSettings } from './parts/controlled';

export interface MuPropSettings extends SampleSettings {
  /** How much of the linearised loss is subtracted: 1 unless told. Any number is unbiased. */
  readonly beta?: number;
}

/**
 * MuProp (Gu et al. 2016): the loss linearised at the mean structure stands in for it, and its exact
 * gradient makes up for that. No variance for a linear loss; without a baseline it hardly helps where
 * l(m) is far from E l.
 * @throws RangeError on binding a loss without a gradient
 */
export const muPropOf = (
  table: StructureTable,
  { beta = 1, ...settings }: MuPropSettings = {},
): LossEstimator =>
  controlledScore(table, {
    ...settings,
    variates: [linearisedVariate(settings.meter)],
    coefficients: givenCoefficients([beta]),
  });

/** a = l(m) + <grad l(m), y - m>, rest = sigma J^T grad l(m), J = Cov(Y)/sigma. */
export function linearisedVariate(meter?: Meter): ControlVariate {
  let slopes = new Float64Array(0);
  let rest = new Float64Array(0);
  return {
    name: 'linearised',
    bind(problem) {
      const { law } = problem;
      const gradient = new Float64Array(law.mean.length);
      const atMean = hullGradient(problem.point().loss)(law.mean, gradient);
      rest = new Float64Array(law.mean.length);
      addCovarianceProduct(law, gradient, 1, rest);
      if (meter) meter.products++;
      // differences part by part: a linear loss is met to the last digit
      slopes = Float64Array.from(
        law.rows,
        (y) =>
          atMean +
          dot(
            gradient,
            y.map((v, i) => v - law.mean[i]),
          ),
      );
    },
    evaluate: ({ structure }) => slopes[structure],
    addRest(weight, out) {
      for (let i = 0; i < out.length; i++) out[i] += weight * rest[i];
    },
    exact: () => slopes,
    cost: { bind: { relaxed: 1, products: 1 }, draw: {} },
  };
}
