import { addCovariance, centred, lossGradient } from '../../laws/gibbs-moments';
import { squaredLength } from '../../vector';
import type { GibbsTable } from '../../laws/gibbs-table';
import type { StructureTable } from '../../structures/table';
import { checkSamples, type LossEstimator } from '../gradient-estimator';
import { tableProblem } from './parts/table-problem';

/**
 * REINFORCE with the mean of the other samples for a baseline (Kool et al. 2019):
 *
 *   g = 1/((S - 1) sigma) sum over samples of (l_s - mean of l) y_s,
 *
 * the sample covariance of loss and structure over sigma. The mean structure cancels: samples are all it
 * needs, neither normaliser nor marginals.
 * @param samples S, at least 2
 */
export function leaveOneOutOf(table: StructureTable, samples: number): LossEstimator {
  checkSamples(samples, 2);
  const problem = tableProblem(table);
  const { law } = problem;
  const losses = new Float64Array(samples);
  const drawn = new Int32Array(samples);
  return {
    bind: (point) => problem.bind(point),
    scale: () => 1 / law.sigma(),
    draw(index, noise, weight, out) {
      let shift = 0;
      for (let s = 0; s < samples; s++) {
        drawn[s] = problem.sample(index * samples + s, noise);
        losses[s] = problem.lossOf(drawn[s]);
        // differences to the first: what all losses share costs no digits
        shift += (losses[s] - losses[0]) / samples;
      }
      for (let s = 0; s < samples; s++) {
        const about = (weight * (losses[s] - losses[0] - shift)) / (samples - 1);
        const y = law.rows[drawn[s]];
        for (let i = 0; i < out.length; i++) out[i] += about * y[i];
      }
      return { loss: losses[0] + shift };
    },
    moments() {
      const all = problem.losses();
      return { mean: lossGradient(law, all), variance: leaveOneOutVariance(law, all, samples) };
    },
    cost: { draw: { values: samples } },
  };
}

/**
 * ((S-1) A - (S-2) |G|^2 + B) / (S (S-1)) with A = E[(l - E l)^2 |s|^2], B = Var(l) E|s|^2.
 */
function leaveOneOutVariance(law: GibbsTable, losses: Float64Array, samples: number): number {
  const about = new Float64Array(losses.length);
  centred(law, losses, about);
  const gradient = new Float64Array(law.table.dim);
  addCovariance(law, losses, 1 / law.sigma(), gradient);
  let [weighed, length, spread] = [0, 0, 0];
  law.probabilities.forEach((p, s) => {
    const square = law.squaredDeviation(s) / law.sigma() ** 2;
    weighed += p * about[s] ** 2 * square;
    length += p * square;
    spread += p * about[s] ** 2;
  });
  const numerator =
    (samples - 1) * weighed - (samples - 2) * squaredLength(gradient) + spread * length;
  return numerator / (samples * (samples - 1));
}
