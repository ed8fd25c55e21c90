import { orderings } from '../oracles/orderings';
import { kSubset } from '../oracles/k-subset/k-subset';
import { plackettLuce, subsetProbability } from './plackett-luce';

/** Largest number of items whose orders are listed (8! = 40320). */
const MAX_RANKED = 8;

/**
 * Probability of every order of the items under Plackett-Luce [n!], orders (best item first)
 * lexicographic, as the ranking oracle enumerates them: the law of the perturbed ranking for
 * Gumbel noise, theta = mu/sigma.
 * @throws RangeError for more than 8 items
 */
export function rankingProbabilities(logScores: ArrayLike<number>): Float64Array {
  const n = logScores.length;
  if (n > MAX_RANKED) throw new RangeError(`at most ${MAX_RANKED} items are ranked, got ${n}`);
  const probabilities: number[] = [];
  // a loop: Float64Array.from would collect the reused array before it maps
  for (const perm of orderings(n)) {
    probabilities.push(Math.exp(plackettLuce(logScores, perm).logProbability));
  }
  return Float64Array.from(probabilities);
}

/**
 * Probability of every k-subset under Gumbel noise, in the order in which the k-subset oracle
 * enumerates them.
 * @throws RangeError for k outside 1..n, k > 16, or more subsets than an oracle enumerates
 */
export function subsetProbabilities(logScores: ArrayLike<number>, k: number): Float64Array {
  return Float64Array.from(kSubset(logScores.length, k).enumerate(), (y) =>
    subsetProbability(
      logScores,
      Array.from(y.keys()).filter((i) => y[i] === 1),
    ),
  );
}
