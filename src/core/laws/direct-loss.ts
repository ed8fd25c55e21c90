import { createNoise, type Noise } from '../noise/noise';
import { augmentedScores, checkProblem, type ArgmaxProblem } from '../problem';
import { logSumExp } from './gibbs';
import { excess } from './gibbs-pair';
import { inclusion, inclusionProbabilities } from './inclusion';
import { lawRule } from './quadrature';
import { standardise } from './standardise';

/** What the direct loss estimator of a finite epsilon estimates, bias included. */
export interface DirectLossExpectation {
  /** [n] (P(i in y*(eps)) - P(i in y*)) / eps. */
  readonly scores: Float64Array;
  /** (E <gamma, y*(eps)> - E <gamma, y*>) / eps. */
  readonly sigma: number;
}

/**
 * Expectation of the right sides of Equations 16 and 17 before their limit. y*(eps) is the predictor
 * of the scores mu + eps*loss, so both terms are exact laws. Its distance to the gradient of
 * E <loss, y*> is the bias, of order eps.
 * @param epsilon the loss weight, by default that of the problem
 */
export function directLossExpectation(
  problem: ArgmaxProblem,
  epsilon = problem.epsilon,
): DirectLossExpectation {
  checkProblem({ ...problem, epsilon });
  const { scores, sigma, k } = problem;
  const noise = createNoise(problem.noise);
  const before = inclusion(scores, sigma, noise, k);
  const after = inclusion(augmentedScores(problem, epsilon), sigma, noise, k);
  const difference = (p: number, i: number) => (after.probabilities[i] - p) / epsilon;
  return {
    scores: before.probabilities.map(difference),
    sigma: (after.winningNoise - before.winningNoise) / epsilon,
  };
}

/**
 * Variance of one sample of the direct loss estimator in every score, for k = 1. A sample is
 * d_i / eps with d_i = 1[y*(eps) = i] - 1[y* = i], and
 *
 *   E d_i^2 = P(y*(eps) = i) + P(y* = i) - 2 P(both),   Var = (E d_i^2 - (E d_i)^2) / eps^2.
 *
 * @throws RangeError for k > 1: two k-subsets under one noise have no one-dimensional formula
 */
export function directLossVariance(
  problem: ArgmaxProblem,
  epsilon = problem.epsilon,
): { scores: Float64Array } {
  const both = agreement(problem, epsilon);
  const { scores, sigma } = problem;
  const noise = createNoise(problem.noise);
  const before = inclusionProbabilities(scores, sigma, noise, 1);
  const after = inclusionProbabilities(augmentedScores(problem, epsilon), sigma, noise, 1);
  const variance = before.map((p, i) => {
    const mean = after[i] - p;
    return Math.max(0, after[i] + p - 2 * both[i] - mean * mean) / (epsilon * epsilon);
  });
  return { scores: variance };
}

/**
 * P(y* = y*(eps) = i) [n] for k = 1; they sum to the share of draws whose predictions are the same. i wins
 * both times when X_i > X_j and X_i + eps*l_i > X_j + eps*l_j for all j, that is when it wins at the
 * scores mu_j + max(0, eps*(l_j - l_i)): again an argmax probability.
 * @throws RangeError for k > 1: two k-subsets under one noise have no one-dimensional formula
 */
export function agreement(problem: ArgmaxProblem, epsilon = problem.epsilon): Float64Array {
  checkProblem({ ...problem, epsilon });
  const { scores, sigma, k, loss } = problem;
  if (k !== 1) throw new RangeError(`the law of both is known for k = 1 only, got k = ${k}`);
  const noise = createNoise(problem.noise);
  if (noise.law === 'gumbel') {
    const { offsets, unit } = standardise(scores, sigma, noise, 1);
    const total = logSumExp(offsets);
    const logs = offsets.map((offset) => offset - total);
    return logs.map((log, i) => Math.exp(log) / (1 + excess(logs, loss, loss[i], epsilon / unit)));
  }
  return Float64Array.from(scores, (_, i) => {
    const handicapped = scores.map((mu, j) => mu + Math.max(0, epsilon * (loss[j] - loss[i])));
    return argmaxProbability(handicapped, sigma, noise, i);
  });
}

/** P(y* = i) of one class: n-1 distribution functions and one density per node. */
function argmaxProbability(
  scores: ArrayLike<number>,
  sigma: number,
  noise: Noise,
  i: number,
): number {
  const { n, offsets } = standardise(scores, sigma, noise, 1);
  const law = noise.standard;
  const { nodes, weights } = lawRule(law, offsets);
  let total = 0;
  for (let q = 0; q < nodes.length; q++) {
    let mass = weights[q] * law.density(nodes[q] - offsets[i]);
    for (let j = 0; j < n && mass > 0; j++) if (j !== i) mass *= law.cdf(nodes[q] - offsets[j]);
    total += mass;
  }
  return total;
}
