import type { EstimateMoments } from '../estimators/gradient-estimator';
import { squaredLength } from '../vector';
import type { GibbsTable } from './gibbs-table';

/** Exact sums of losses under the Gibbs law of a table. Losses, weights: [count], by structure. */

/** E l. */
export function meanOf({ probabilities, mode }: GibbsTable, losses: ArrayLike<number>): number {
  const shared = losses[mode()];
  let sum = 0;
  for (let s = 0; s < probabilities.length; s++) sum += probabilities[s] * (losses[s] - shared);
  return shared + sum;
}

/** l - E l [count], written to out: a loss that all structures share is gone before it costs digits. */
export function centred(law: GibbsTable, losses: ArrayLike<number>, out: Float64Array): void {
  const { probabilities, mode } = law;
  const shared = losses[mode()];
  let sum = 0;
  for (let s = 0; s < out.length; s++) {
    out[s] = losses[s] - shared;
    sum += probabilities[s] * out[s];
  }
  for (let s = 0; s < out.length; s++) out[s] -= sum;
}

/** Adds weight * Cov(weights(Y), Y) [dim] to out. */
export function addCovariance(
  law: GibbsTable,
  weights: ArrayLike<number>,
  weight: number,
  out: Float64Array,
): void {
  const about = new Float64Array(weights.length);
  centred(law, weights, about);
  for (let s = 0; s < about.length; s++) {
    law.addDeviation(s, weight * law.probabilities[s] * about[s], out);
  }
}

/** G = Cov(l(Y), Y)/sigma [dim]: the gradient of E l in mu. */
export function lossGradient(law: GibbsTable, losses: ArrayLike<number>): Float64Array {
  const out = new Float64Array(law.table.dim);
  addCovariance(law, losses, 1 / law.sigma(), out);
  return out;
}

/** Adds weight * Cov(Y) v [dim] to out: sigma times the vector-Jacobian product of the mean. */
export function addCovarianceProduct(
  law: GibbsTable,
  v: ArrayLike<number>,
  weight: number,
  out: Float64Array,
): void {
  const { rows, mean } = law;
  const along = new Float64Array(rows.length);
  for (let s = 0; s < rows.length; s++) {
    for (let i = 0; i < mean.length; i++) along[s] += v[i] * (rows[s][i] - rows[law.mode()][i]);
  }
  addCovariance(law, along, weight, out);
}

/**
 * dH/dmu = -Cov(Y) mu / sigma^2 [dim]: the gradient of the entropy. <mu, y>/sigma is log p(y) but for a
 * constant.
 */
export function entropyGradient(law: GibbsTable): Float64Array {
  const out = new Float64Array(law.table.dim);
  addCovariance(law, finiteLogProbabilities(law), -1 / law.sigma(), out);
  return out;
}

/** d E l / dsigma = -<mu, G>/sigma, for the law depends on mu/sigma alone. */
export function slopeInSigma(law: GibbsTable, losses: ArrayLike<number>): number {
  const logs = finiteLogProbabilities(law);
  const about = new Float64Array(logs.length);
  centred(law, losses, about);
  let sum = 0;
  for (let s = 0; s < about.length; s++) sum -= law.probabilities[s] * about[s] * logs[s];
  return sum / law.sigma();
}

/** log p, 0 where p is: those structures weigh nothing. */
const finiteLogProbabilities = ({ probabilities, logProbabilities }: GibbsTable) =>
  logProbabilities.map((log, s) => (probabilities[s] > 0 ? log : 0));

/**
 * Mean and trace of the variance of w(y) s(y), y ~ p, s = (y - m)/sigma: what all estimators of one
 * sample that weigh the score function are. `squares` are E[w^2] given y where the weight is random,
 * and `weights` its means then; `probabilities` those of another law of y.
 */
export function scoreMoments(
  law: GibbsTable,
  weights: ArrayLike<number>,
  squares?: ArrayLike<number>,
  probabilities: ArrayLike<number> = law.probabilities,
): EstimateMoments {
  const { table } = law;
  const scale = 1 / law.sigma();
  const mean = new Float64Array(table.dim);
  const about = new Float64Array(table.dim);
  for (let s = 0; s < table.count; s++) {
    law.addDeviation(s, scale * probabilities[s] * weights[s], mean);
  }
  let variance = 0;
  for (let s = 0; s < table.count; s++) {
    for (let i = 0; i < table.dim; i++) about[i] = -mean[i];
    law.addDeviation(s, scale * weights[s], about);
    variance += probabilities[s] * squaredLength(about);
    if (!squares) continue;
    const spread = squares[s] - weights[s] ** 2;
    variance += probabilities[s] * spread * scale * scale * law.squaredDeviation(s);
  }
  return { mean, variance };
}

/** The constant that leaves the least variance, E[l |s|^2] / E|s|^2; E l where no structure varies. */
export function bestBaseline(law: GibbsTable, losses: ArrayLike<number>): number {
  const shared = meanOf(law, losses);
  let [weighed, total] = [0, 0];
  for (let s = 0; s < law.probabilities.length; s++) {
    const weight = law.probabilities[s] * law.squaredDeviation(s);
    weighed += weight * (losses[s] - shared);
    total += weight;
  }
  return total > 0 ? shared + weighed / total : shared;
}
