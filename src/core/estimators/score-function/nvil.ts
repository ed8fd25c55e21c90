import { scoreMoments } from '../../laws/gibbs-moments';
import type { StructureTable } from '../../structures/table';
import { checkSamples, type LossEstimator } from '../gradient-estimator';
import { addCosts, type Meter } from '../meter';
import type { NoiseBook } from '../noise-book';
import type { LearnedBaseline } from './baselines/input-dependent';
import { createLastDraw, learningEstimator } from './parts/last-draw';
import { jointLearner, restoreInto } from './parts/learner';
import { tableProblem } from './parts/table-problem';

export interface NvilSettings {
  readonly samples?: number;
  /** Of the running mean and variance: 0.8 unless told. */
  readonly alpha?: number;
  /** C, the baseline of the input. */
  readonly baseline: LearnedBaseline;
  /** Whether the running mean and variance see a draw before it is weighed, as printed: that is biased. */
  readonly printed?: boolean;
  readonly meter?: Meter;
}

/**
 * NVIL (Mnih and Gregor 2014): REINFORCE with the signal l(y) - C(x) - c over max(1, sqrt v), where c and
 * v are running mean and variance of l - C and the baseline C of the input learns by least squares. Right
 * in its direction; its length is divided by a number that the learning rate makes up for.
 */
export function nvilOf(table: StructureTable, settings: NvilSettings): LossEstimator {
  const { samples = 1, alpha = 0.8, baseline, printed = false, meter } = settings;
  checkSamples(samples);
  if (!(alpha >= 0 && alpha < 1)) throw new RangeError(`alpha must be in [0, 1), got ${alpha}`);
  const problem = tableProblem(table, meter);
  const { law } = problem;
  const state = new Float64Array(2);
  const running = {
    learned: () => state.slice(),
    restore: (values: ArrayLike<number>) => restoreInto(state, values),
  };
  const learner = jointLearner([running, baseline]);
  const last = createLastDraw(table.dim, samples, 0);
  const drawn = new Int32Array(samples);
  const signals = new Float64Array(samples);

  const take = (index: number, noise: NoiseBook) => {
    const input = baseline.value();
    for (let s = 0; s < samples; s++) {
      drawn[s] = problem.sample(index * samples + s, noise);
      last.losses[s] = problem.lossOf(drawn[s]);
      signals[s] = last.losses[s] - input;
    }
    const [c, v] = printed ? moved(state, signals, alpha) : state;
    const length = Math.max(1, Math.sqrt(v));
    for (let s = 0; s < samples; s++) {
      law.addDeviation(drawn[s], (signals[s] - c) / length / samples, last.raw);
    }
  };

  return learningEstimator({
    ...{ last, take, learner, scale: () => 1 / law.sigma() },
    bind(point) {
      problem.bind(point);
      baseline.bind(point);
    },
    moments() {
      if (printed) return null;
      const [c, v] = state;
      const shared = baseline.value() + c;
      const weights = problem.losses().map((l) => (l - shared) / Math.max(1, Math.sqrt(v)));
      const { mean, variance } = scoreMoments(law, weights);
      return { mean, variance: variance / samples };
    },
    learn() {
      const next = moved(state, signals, alpha);
      const [c, v] = printed ? next : state;
      const length = Math.max(1, Math.sqrt(v));
      let error = 0;
      for (const signal of signals) error += (signal - c) / length / samples;
      baseline.learnError(error);
      state.set(next);
    },
    cost: addCosts([{ bind: { marginals: 1 }, draw: { values: samples } }], [], 1),
  });
}

/**
 * Running mean and variance after a batch: its variance about its own mean, of a single signal its
 * squared distance to the running mean.
 */
function moved(state: Float64Array, signals: Float64Array, alpha: number): [c: number, v: number] {
  let mean = 0;
  for (const signal of signals) mean += signal / signals.length;
  const c = alpha * state[0] + (1 - alpha) * mean;
  const centre = signals.length > 1 ? mean : c;
  let variance = 0;
  for (const signal of signals) variance += (signal - centre) ** 2 / signals.length;
  return [c, alpha * state[1] + (1 - alpha) * variance];
}
