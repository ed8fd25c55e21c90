import { comparisons } from '../laws/comparison';
import { checkLength } from '../checks';
import { checkScores } from '../laws/perturbed-ranking';
import type { Noise } from '../noise/noise';

export interface RankingLoss {
  /** At least 0, in units of score. */
  readonly value: number;
  /** Its gradient in the scores [n], which sums to 0: expected rank minus rank. */
  readonly gradient: Float64Array;
}

/**
 * Perturbed Fenchel-Young loss of a ranking (Berthet et al. 2020, section 4) in closed form: a loss of
 * every pair,
 *
 *   sum over i ranked above j of E max(mu_i + sigma gamma_i, mu_j + sigma gamma_j) - mu_i  (- sigma E gamma),
 *
 * which for Gumbel noise is sigma log(1 + exp(-(mu_i - mu_j)/sigma)), the pairwise logistic loss of RankNet
 * (Burges et al. 2005). As sigma -> 0 it is the sum of max(0, mu_j - mu_i).
 * @param ranks the ranking that is wanted [n]: a permutation of 0..n-1, the best with n-1
 * @throws RangeError for ranks that are no permutation, a score that is not finite, or sigma not positive
 */
export function pairwiseLoss(
  scores: ArrayLike<number>,
  sigma: number,
  noise: Noise,
  ranks: ArrayLike<number>,
): RankingLoss {
  checkScores(scores, sigma);
  const n = scores.length;
  checkRanks(ranks, n);
  const { winning, excess } = comparisons[noise.law];
  const unit = sigma * noise.scale;
  const gradient = new Float64Array(n);
  let value = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (ranks[i] <= ranks[j]) continue;
      const behind = scores[j] - scores[i];
      value += Math.max(0, behind) + unit * excess(behind / unit);
      const push = winning(behind / unit);
      gradient[i] -= push;
      gradient[j] += push;
    }
  }
  return { value, gradient };
}

function checkRanks(ranks: ArrayLike<number>, n: number): void {
  checkLength('ranks', ranks, n);
  const seen = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    if (seen[ranks[i]] !== 0) {
      throw new RangeError(`ranks[${i}] must be a new rank from 0 to ${n - 1}, got ${ranks[i]}`);
    }
    seen[ranks[i]] = 1;
  }
}
