import { scoreMoments } from '../../../laws/gibbs-moments';
import type { StructureTable } from '../../../structures/table';
import { dot } from '../../../vector';
import { checkSamples, type EstimateMoments, type LossEstimator } from '../../gradient-estimator';
import { addCosts, type Meter } from '../../meter';
import type { NoiseBook } from '../../noise-book';
import type { Baseline } from '../baselines/baseline';
import { constantBaseline } from '../baselines/constant';
import { givenCoefficients, type Coefficients } from './coefficients';
import type { ControlVariate } from './control-variate';
import { createLastDraw, learningEstimator } from './last-draw';
import { jointLearner } from './learner';
import { tableProblem, type TableProblem } from './table-problem';

export interface ControlledSettings extends SampleSettings {
  readonly variates?: readonly ControlVariate[];
  /** As many as variates. */
  readonly coefficients?: Coefficients;
}

export interface SampleSettings {
  /** S, samples of an estimate: 1 unless told. */
  readonly samples?: number;
  /** 0 unless told. */
  readonly baseline?: Baseline;
  /** Counts what the estimator does besides asking for losses. */
  readonly meter?: Meter;
}

/**
 * The score-function estimator with control variates, from which most others are made:
 *
 *   g = 1/(S sigma) sum over samples of (l(y) - b - sum_k c_k a_k) (y - m) + sum_k c_k rest_k,
 *
 * unbiased for every baseline and coefficients that do not look at the samples (Niculae et al. 2023,
 * section 5.4). The raw draw is sigma times this. A baseline learns from what the variates leave of the
 * losses: what both of them stand in for would be subtracted twice.
 */
export function controlledScore(
  table: StructureTable,
  { samples = 1, baseline = constantBaseline(0), meter, ...controls }: ControlledSettings,
): LossEstimator {
  checkSamples(samples);
  const { variates = [], coefficients = givenCoefficients(variates.map(() => 0)) } = controls;
  const problem = tableProblem(table, meter);
  const { law } = problem;
  const c = coefficients.values;
  const last = createLastDraw(table.dim, samples, variates.length);
  const learner = jointLearner([baseline, coefficients, ...variates]);
  const train = trainer(problem, variates, samples);

  function take(index: number, noise: NoiseBook): void {
    for (let s = 0; s < samples; s++) {
      const number = index * samples + s;
      const structure = problem.sample(number, noise);
      const sample = { structure, number, noise };
      last.losses[s] = problem.lossOf(structure);
      const signal = last.losses[s] - baseline.value(number, noise);
      let weight = signal;
      let left = last.losses[s];
      variates.forEach((variate, k) => {
        const a = variate.evaluate(sample);
        weight -= c[k] * a;
        left -= c[k] * a;
        variate.addRest(c[k] / samples, last.raw);
        if (!coefficients.learn) return;
        law.addDeviation(structure, a, last.vectors[k].fill(0));
        variate.addRest(-1, last.vectors[k]);
      });
      last.signals[s] = left;
      law.addDeviation(structure, weight / samples, last.raw);
      if (!coefficients.learn) continue;
      law.addDeviation(structure, signal, last.plain.fill(0));
      last.addProducts();
    }
  }

  return learningEstimator({
    ...{ last, take, learner, scale: () => 1 / law.sigma() },
    bind(point) {
      problem.bind(point);
      baseline.bind?.(point);
      for (const variate of variates) variate.bind(problem);
    },
    moments: () => exactMoments(problem, baseline, variates, c, samples),
    learn(index, noise) {
      train(index, noise, last.raw, c);
      baseline.learn?.(last.signals);
      coefficients.learn?.(last.cross, last.gram);
    },
    cost: addCosts(
      [{ bind: { marginals: 1 }, draw: { values: samples } }],
      [baseline.cost, ...variates.map((variate) => variate.cost)],
      samples,
    ),
  });
}

/** Mean and variance, if all variates depend on the structure alone. */
function exactMoments(
  problem: TableProblem,
  baseline: Baseline,
  variates: readonly ControlVariate[],
  c: Float64Array,
  samples: number,
): EstimateMoments | null {
  const { law } = problem;
  const { mean: b, variance: spread = 0 } = baseline.exact();
  const weights = problem.losses().map((loss) => loss - b);
  const rest = new Float64Array(law.table.dim);
  for (let k = 0; k < variates.length; k++) {
    const a = variates[k].exact?.();
    if (!a) return null;
    for (let s = 0; s < weights.length; s++) weights[s] -= c[k] * a[s];
    variates[k].addRest(c[k] / law.sigma(), rest);
  }
  const squares = weights.map((w) => w * w + spread);
  const one = scoreMoments(law, weights, squares);
  return { mean: one.mean.map((g, i) => g + rest[i]), variance: one.variance / samples };
}

/** Moves what the variates learn against the squared length of the raw draw. */
function trainer(problem: TableProblem, variates: readonly ControlVariate[], samples: number) {
  const { law } = problem;
  const e = new Float64Array(law.rows.length);
  return (index: number, noise: NoiseBook, raw: Float64Array, c: Float64Array) => {
    if (!variates.some((variate) => variate.train)) return;
    for (let i = 0; i < e.length; i++) e[i] = 2 * dot(raw, law.rows[i]);
    for (let s = 0; s < samples; s++) {
      const number = index * samples + s;
      const sample = { structure: problem.sample(number, noise), number, noise };
      variates.forEach((variate, k) => {
        if (!variate.train) return;
        variate.evaluate(sample);
        variate.train(sample, e, -c[k] / samples);
      });
    }
    for (const variate of variates) variate.step?.();
  };
}
