import { checkPositive } from '../checks';
import { inclusion } from '../laws/inclusion';
import type { Noise } from '../noise/noise';

export interface SubsetLoss {
  /** At least 0 up to rounding, in units of score. */
  readonly value: number;
  /** Its gradient in the scores [n], which sums to 0: P(i in y*) minus 1 for members. */
  readonly gradient: Float64Array;
}

/**
 * Perturbed Fenchel-Young loss of k of n classes (Berthet et al. 2020, section 4), exact,
 *
 *   E max_y <mu + sigma gamma, y> - k sigma E gamma - sum of mu over the members,
 *
 * 0 only in the limit of scores in which the members are far ahead. One class under Gumbel noise: sigma times
 * the cross-entropy of softmax(mu / sigma). Quadrature otherwise (see inclusion.ts for the accuracy).
 * @param members the k different classes that are wanted
 * @throws RangeError for members that are none, repeated or no classes, a score that is not finite, or sigma
 *   not positive
 */
export function perturbedSubsetLoss(
  scores: ArrayLike<number>,
  sigma: number,
  noise: Noise,
  members: ArrayLike<number>,
): SubsetLoss {
  checkPositive('sigma', sigma);
  const k = members.length;
  const { probabilities, winningNoise } = inclusion(scores, sigma, noise, k);
  const gradient = probabilities;
  let least = Infinity;
  for (let c = 0; c < k; c++) {
    checkMember(members, c, scores.length);
    gradient[members[c]] -= 1;
    least = Math.min(least, scores[members[c]]);
  }
  // the gradient sums to 0, so scores count from any of them: parts shared with the truth cancel
  let value = sigma * (winningNoise - k * noise.mean);
  for (let i = 0; i < gradient.length; i++) value += (scores[i] - least) * gradient[i];
  return { value, gradient };
}

function checkMember(members: ArrayLike<number>, c: number, n: number): void {
  const member = members[c];
  let fits = Number.isInteger(member) && member >= 0 && member < n;
  for (let before = 0; before < c; before++) if (members[before] === member) fits = false;
  if (!fits) throw new RangeError(`members[${c}] must be another class below ${n}, got ${member}`);
}
