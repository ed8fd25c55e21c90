import { scoreMoments } from '../../laws/gibbs-moments';
import type { GibbsTable } from '../../laws/gibbs-table';
import type { StructureTable } from '../../structures/table';
import { checkSamples, type EstimateMoments, type LossEstimator } from '../gradient-estimator';
import { addCosts } from '../meter';
import type { NoiseBook } from '../noise-book';
import { constantBaseline } from './baselines/constant';
import type { SampleSettings } from './parts/controlled';
import { createLastDraw, learningEstimator } from './parts/last-draw';
import { jointLearner } from './parts/learner';
import { mostProbable } from './parts/most-probable';
import { tableProblem } from './parts/table-problem';

export interface SumAndSampleSettings extends SampleSettings {
  /** How many structures are summed: 0 is REINFORCE, all of them the exact gradient. */
  readonly k: number;
}

/**
 * Sum and sample (Liu et al. 2019): the k most probable structures C are summed, one of the others stands
 * for the rest,
 *
 *   g = sum over C of p_y (l(y) - b) s(y) + (1 - p(C)) (l(y') - b) s(y'),  y' ~ p outside of C,
 *
 * s = (y - m)/sigma the score of the whole law. (The survey prints that of the law outside of C, which
 * leaves out how p(C) moves, and is biased.)
 */
export function sumAndSampleOf(
  table: StructureTable,
  settings: SumAndSampleSettings,
): LossEstimator {
  const { k, samples = 1, baseline = constantBaseline(0), meter } = settings;
  checkSamples(samples);
  if (!Number.isInteger(k) || k < 0 || k > table.count) {
    throw new RangeError(`k must be an integer from 0 to ${table.count}, got ${k}`);
  }
  const problem = tableProblem(table, meter);
  const { law, perturbed } = problem;
  const last = createLastDraw(table.dim, samples, 0);
  const learner = jointLearner([baseline]);
  const summed = new Int32Array(k);
  const losses = new Float64Array(k);
  const isSummed = new Uint8Array(table.count);
  /** p outside of C, as a sum of what is there: 1 - p(C) has no digits where it is small. */
  let tail = 0;
  const hasTail = k < table.count;

  /** A structure outside of C: the largest of log p + Gumbel there. */
  function sampleTail(number: number, noise: NoiseBook): number {
    problem.sample(number, noise);
    let best = -1;
    for (let s = 0; s < table.count; s++) {
      if (isSummed[s] === 0 && (best < 0 || perturbed[s] > perturbed[best])) best = s;
    }
    return best;
  }

  function take(index: number, noise: NoiseBook): void {
    for (let s = 0; s < samples; s++) {
      const number = index * samples + s;
      const b = baseline.value(number, noise);
      let mean = 0;
      for (let c = 0; c < k; c++) {
        const p = law.probabilities[summed[c]];
        mean += p * losses[c];
        law.addDeviation(summed[c], (p * (losses[c] - b)) / samples, last.raw);
      }
      if (hasTail) {
        const structure = sampleTail(number, noise);
        const loss = problem.lossOf(structure);
        mean += tail * loss;
        law.addDeviation(structure, (tail * (loss - b)) / samples, last.raw);
      }
      last.losses[s] = mean;
    }
  }

  return learningEstimator({
    ...{ last, take, learner, scale: () => 1 / law.sigma() },
    bind(point) {
      problem.bind(point);
      baseline.bind?.(point);
      mostProbable(law, summed);
      isSummed.fill(0);
      for (const s of summed) isSummed[s] = 1;
      tail = 0;
      for (let s = 0; s < table.count; s++) if (isSummed[s] === 0) tail += law.probabilities[s];
      for (let c = 0; c < k; c++) losses[c] = problem.lossOf(summed[c]);
    },
    moments() {
      const { mean: b, variance: spread = 0 } = baseline.exact();
      // a baseline of its own noise weighs the sum too
      if (spread > 0) return null;
      const weights = problem.losses().map((l) => l - b);
      return sumAndSampleMoments(problem.law, weights, isSummed, tail, samples);
    },
    learn: () => baseline.learn?.(last.losses),
    cost: addCosts(
      [{ bind: { marginals: 1, values: k }, draw: { values: hasTail ? samples : 0 } }],
      [baseline.cost],
      samples,
    ),
  });
}

/** The sum is exact; of the variance the tail has (1 - p(C))^2 of its own. */
function sumAndSampleMoments(
  law: GibbsTable,
  weights: Float64Array,
  isSummed: Uint8Array,
  tail: number,
  samples: number,
): EstimateMoments {
  const { probabilities } = law;
  const outside = probabilities.map((p, s) => (isSummed[s] === 1 || tail === 0 ? 0 : p / tail));
  const rest = scoreMoments(law, weights, undefined, outside);
  const mean = rest.mean.map((g) => tail * g);
  for (let s = 0; s < weights.length; s++) {
    if (isSummed[s] === 1) law.addDeviation(s, (probabilities[s] * weights[s]) / law.sigma(), mean);
  }
  return { mean, variance: (tail * tail * rest.variance) / samples };
}
