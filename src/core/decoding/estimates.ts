import { checkSize } from '../checks';
import { ancestralSample, type NodeNoise } from './ancestral';
import type { PrefixTree } from './prefix-tree';
import { stochasticBeamSearch } from './stochastic-beam';

/** A function of leaves, of which the mean is wanted. */
export type LeafFunction = (leaf: number) => number;

/** E f, leaf by leaf. */
export function exactMean({ leaves, logProbability }: PrefixTree, f: LeafFunction): number {
  let sum = 0;
  for (const leaf of leaves) sum += Math.exp(logProbability[leaf]) * f(leaf);
  return sum;
}

/**
 * The mean of f over k ancestral samples, which may repeat each other. Unbiased.
 * @throws RangeError unless k is a positive integer
 */
export function meanWithReplacement(
  tree: PrefixTree,
  k: number,
  noiseOf: (sample: number) => NodeNoise,
  f: LeafFunction,
): number {
  checkSize('k', k);
  let sum = 0;
  for (let s = 0; s < k; s++) sum += f(ancestralSample(tree, noiseOf(s)));
  return sum / k;
}

export interface WithoutReplacement {
  /** sum (p/q) f: unbiased. */
  readonly unbiased: number;
  /** sum (p/q) f / sum (p/q): biased, of smaller variance; right for a constant f. */
  readonly normalised: number;
  /** The (k+1)-th largest perturbed log-probability; -Infinity where there are not as many leaves. */
  readonly threshold: number;
  /** The leaves drawn, best first, and their p/q. */
  readonly leaves: Int32Array;
  readonly weights: Float64Array;
}

/**
 * E f from k different leaves (Kool et al. 2019): a stochastic beam of k + 1 gives the
 * threshold kappa, above which a leaf of log-probability phi is found with probability
 *
 *   q = P(phi + Gumbel > kappa) = 1 - exp(-exp(phi - kappa)).
 *
 * @param root see `stochasticBeamSearch`
 * @throws RangeError unless k is a positive integer, or for a root that is not finite
 */
export function meanWithoutReplacement(
  tree: PrefixTree,
  k: number,
  noise: NodeNoise,
  f: LeafFunction,
  root = noise(0),
): WithoutReplacement {
  checkSize('k', k);
  const { found, perturbed } = stochasticBeamSearch(tree, k + 1, noise, root);
  const threshold = found.length > k ? perturbed[found[k]] : -Infinity;
  const leaves = found.slice(0, k);
  const weights = Float64Array.from(leaves, (leaf) =>
    inclusionWeight(tree.logProbability[leaf], threshold),
  );
  let sum = 0;
  let total = 0;
  for (let s = 0; s < leaves.length; s++) {
    sum += weights[s] * f(leaves[s]);
    total += weights[s];
  }
  return { unbiased: sum, normalised: sum / total, threshold, leaves, weights };
}

/** p/q; exp(kappa) where p is far below exp(kappa), p where it is far above. */
function inclusionWeight(phi: number, kappa: number): number {
  const ratio = Math.exp(phi - kappa);
  if (ratio > 1) return Math.exp(phi) / -Math.expm1(-ratio);
  return Math.exp(kappa) * (ratio === 0 ? 1 : ratio / -Math.expm1(-ratio));
}
