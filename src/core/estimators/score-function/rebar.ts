import { softmax } from '../../laws/gibbs';
import type { StructureTable } from '../../structures/table';
import { dot } from '../../vector';
import type { LossEstimator } from '../gradient-estimator';
import { givenCoefficients, leastSquaresCoefficients } from './parts/coefficients';
import { conditionalNoise } from './parts/conditional-noise';
import type { ControlVariate } from './parts/control-variate';
import { controlledScore, type SampleSettings } from './parts/controlled';
import { hullGradient } from './parts/hull-gradient';
import type { TableProblem } from './parts/table-problem';

export interface RebarSettings extends SampleSettings, RelaxedSettings {
  /** How much of the relaxed loss is subtracted: by least squares over past draws unless told. */
  readonly eta?: number;
}

export interface RelaxedSettings {
  /** Temperature of the relaxed sample, positive: 1 unless told. */
  readonly t?: number;
  /** Whether the sample's own noise is taken for its noise given the sample: yes unless told. */
  readonly tied?: boolean;
}

/**
 * REBAR (Tucker et al. 2017) over the structures of a table: the loss of the relaxed sample
 * r = softmax(z/t), z = log p + Gumbel, stands in for the loss. Unbiased for every eta and t.
 * @throws RangeError for a t that is not positive, and on binding a loss without a gradient
 */
export const rebarOf = (table: StructureTable, settings: RebarSettings = {}): LossEstimator =>
  controlledScore(table, {
    ...settings,
    variates: [relaxedVariate(settings)],
    coefficients: coefficientOf(settings),
  });

const coefficientOf = ({ eta }: RebarSettings) =>
  eta === undefined ? leastSquaresCoefficients([1]) : givenCoefficients([eta]);

/**
 * a = l(r(z~)) and rest = sigma (d l(r(z)) - d l(r(z~)))/dmu, z~ the noise given the sample. With
 * u = d l(r(z))/dz, by structure, and q = exp(z~ - max z~) the rest is that of the weights
 *
 *   u(z) - u(z~) + q u(z~) - p <q, u(z~)>,
 *
 * where the first two cancel and z~ = z if tied: uniforms v_b = exp(-e^-z_b) and
 * v_i = exp(-p_i (e^-z_i - e^-z_b)) are independent given the sample b, and give z back.
 */
export function relaxedVariate({ t = 1, tied = true }: RelaxedSettings = {}): ControlVariate {
  if (!(t > 0 && Number.isFinite(t))) {
    throw new RangeError(`t must be positive and finite, got ${t}`);
  }
  let problem: TableProblem;
  let relax: (z: Float64Array, out: Float64Array) => number;
  let [free, given, weights, conditional] = [0, 0, 0, 0].map(() => new Float64Array(0));
  return {
    name: 'relaxed',
    bind(bound) {
      problem = bound;
      relax = relaxedLoss(problem, t);
      const { count } = problem.law.table;
      [free, given, weights, conditional] = [0, 0, 0, 0].map(() => new Float64Array(count));
    },
    evaluate({ structure, number, noise }) {
      const { perturbed } = problem;
      const z = tied ? perturbed : conditional;
      if (!tied) conditionalNoise(problem.law, structure, number, noise, conditional);
      const loss = relax(z, given);
      for (let i = 0; i < z.length; i++) weights[i] = Math.exp(z[i] - z[structure]) * given[i];
      if (tied) return loss;
      relax(perturbed, free);
      for (let i = 0; i < z.length; i++) weights[i] += free[i] - given[i];
      return loss;
    },
    addRest(weight, out) {
      for (let i = 0; i < weights.length; i++) {
        if (weights[i] !== 0) problem.law.addDeviation(i, weight * weights[i], out);
      }
    },
    cost: { draw: { relaxed: tied ? 1 : 2 } },
  };
}

/** l(sum_y r_y y), r = softmax(z/t), which writes its gradient in z [count]. */
function relaxedLoss({ law, point }: TableProblem, t: number) {
  const gradient = hullGradient(point().loss);
  const { count, dim } = law.table;
  const [shares, slopes] = [new Float64Array(count), new Float64Array(count)];
  const [at, dl] = [new Float64Array(dim), new Float64Array(dim)];
  return (z: Float64Array, out: Float64Array): number => {
    let most = -Infinity;
    for (let s = 0; s < count; s++) most = Math.max(most, z[s]);
    for (let s = 0; s < count; s++) shares[s] = (z[s] - most) / t;
    softmax(shares, shares);
    at.fill(0);
    for (let s = 0; s < count; s++) {
      for (let i = 0; i < dim; i++) at[i] += shares[s] * law.rows[s][i];
    }
    const loss = gradient(at, dl);
    for (let s = 0; s < count; s++) slopes[s] = dot(dl, law.rows[s]);
    const mean = dot(shares, slopes);
    for (let s = 0; s < count; s++) out[s] = (shares[s] * (slopes[s] - mean)) / t;
    return loss;
  };
}
