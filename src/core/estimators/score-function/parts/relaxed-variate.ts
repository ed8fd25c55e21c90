import { checkNotNegative, checkPositive } from '../../../checks';
import { softmax } from '../../../laws/gibbs';
import { hullGradient } from '../../../losses/hull-gradient';
import { structureMean, structureScores } from '../../../structures/members';
import { dot } from '../../../vector';
import { conditionalNoise } from './conditional-noise';
import type { ControlVariate, TableSample } from './control-variate';
import { restoreInto } from './learner';
import type { TableProblem } from './table-problem';

export interface RelaxedSettings {
  /** Temperature of the relaxed sample, positive: 1 unless told. */
  readonly t?: number;
  /** Whether the sample's own noise is taken for its noise given the sample: yes unless told. */
  readonly tied?: boolean;
  /** Step of log t against the second moment of the estimate: 0, t as it is, unless told. */
  readonly temperatureRate?: number;
}

/**
 * a = l(r(z~)) and rest = sigma (d l(r(z)) - d l(r(z~)))/dmu, z~ the noise given the sample. With
 * u = d l(r(z))/dz, by structure, and q = exp(z~ - max z~) the rest is that of the weights
 *
 *   u(z) - u(z~) + q u(z~) - p <q, u(z~)>,
 *
 * where the first two cancel and z~ = z if tied: uniforms v_b = exp(-e^-z_b) and
 * v_i = exp(-p_i (e^-z_i - e^-z_b)) are independent given the sample b, and give z back.
 */
export function relaxedVariate(settings: RelaxedSettings = {}): ControlVariate {
  const { t = 1, tied = true, temperatureRate = 0 } = settings;
  checkPositive('t', t);
  checkNotNegative('temperatureRate', temperatureRate);
  /** log t, and the moving average of the slope of the second moment in it. */
  const state = Float64Array.of(Math.log(t), 0);
  let problem: TableProblem;
  let relax: RelaxedLoss;
  let [free, given, weights, conditional] = [0, 0, 0, 0].map(() => new Float64Array(0));
  let slope = 0;

  /** a at a temperature; `weights` are those of the rest. */
  function evaluateAt({ structure, number, noise }: TableSample, at: number): number {
    const { perturbed } = problem;
    const z = tied ? perturbed : conditional;
    if (!tied) conditionalNoise(problem.law, structure, number, noise, conditional);
    const loss = relax(z, at, given);
    for (let i = 0; i < z.length; i++) weights[i] = Math.exp(z[i] - z[structure]) * given[i];
    if (tied) return loss;
    relax(perturbed, at, free);
    for (let i = 0; i < z.length; i++) weights[i] += free[i] - given[i];
    return loss;
  }

  /** <e, sigma h> at a temperature, e by structure. */
  function along(sample: TableSample, e: Float64Array, at: number): number {
    const mean = dot(problem.law.probabilities, e);
    let sum = evaluateAt(sample, at) * (e[sample.structure] - mean);
    for (let i = 0; i < e.length; i++) sum -= weights[i] * (e[i] - mean);
    return sum;
  }

  return {
    name: 'relaxed',
    bind(bound) {
      problem = bound;
      relax = relaxedLoss(problem);
      const { count } = problem.law.table;
      [free, given, weights, conditional] = [0, 0, 0, 0].map(() => new Float64Array(count));
    },
    evaluate: (sample) => evaluateAt(sample, Math.exp(state[0])),
    addRest(weight, out) {
      for (let i = 0; i < weights.length; i++) {
        if (weights[i] !== 0) problem.law.addDeviation(i, weight * weights[i], out);
      }
    },
    ...(temperatureRate !== 0 && {
      train(sample: TableSample, e: Float64Array, weight: number) {
        const now = Math.exp(state[0]);
        const [colder, warmer] = [now * Math.exp(-STEP), now * Math.exp(STEP)];
        slope += weight * (along(sample, e, warmer) - along(sample, e, colder));
      },
      step() {
        // most draws vary less when colder, few of them a lot more: their mean counts
        state[1] += (1 - MEMORY) * (slope - state[1]);
        const next = Math.exp(state[0] - temperatureRate * Math.sign(state[1]));
        state[0] = Math.log(Math.min(WARMEST, Math.max(COLDEST, next)));
        slope = 0;
      },
      learned: () => state.slice(),
      restore: (values: ArrayLike<number>) => restoreInto(state, values),
    }),
    cost: { draw: { relaxed: tied ? 1 : 2 } },
  };
}

/** Between these log temperatures apart the second moment is compared. */
const STEP = 0.1;

/** Of the moving average of slopes. */
const MEMORY = 0.99;

/** Where temperatures are led: colder the gradients of relaxed samples explode or vanish. */
const [COLDEST, WARMEST] = [0.05, 5];

/** l(sum_y r_y y), r = softmax(z/t), which writes its gradient in z [count] to out. */
type RelaxedLoss = (z: Float64Array, t: number, out: Float64Array) => number;

function relaxedLoss({ law, point }: TableProblem): RelaxedLoss {
  const gradient = hullGradient(point().loss);
  const { count, dim } = law.table;
  const [shares, slopes] = [new Float64Array(count), new Float64Array(count)];
  const [at, dl] = [new Float64Array(dim), new Float64Array(dim)];
  return (z, t, out) => {
    let most = -Infinity;
    for (let s = 0; s < count; s++) most = Math.max(most, z[s]);
    for (let s = 0; s < count; s++) shares[s] = (z[s] - most) / t;
    softmax(shares, shares);
    structureMean(law.table, shares, at);
    const loss = gradient(at, dl);
    structureScores(law.table, dl, slopes);
    const mean = dot(shares, slopes);
    for (let s = 0; s < count; s++) out[s] = (shares[s] * (slopes[s] - mean)) / t;
    return loss;
  };
}
