import { checkFinite } from '../checks';
import { logSumExp } from '../laws/gibbs';

/**
 * Plackett-Luce law: items are drawn one after the other without replacement, each with probability
 * proportional to exp(theta) among those left. It is the law of the descending order of theta plus
 * independent standard Gumbel noise (theta = mu/sigma for scores mu and noise scale sigma).
 */
export interface PlackettLuce {
  /** log P(perm) = sum_i theta[perm[i]] - log sum_{j>=i} exp(theta[perm[j]]). */
  readonly logProbability: number;
  /** Its gradient in theta [n]; sums to 0. */
  readonly gradient: Float64Array;
}

/**
 * Log-probability of an order (perm[0] = item drawn first) and its gradient, O(n^2). Every suffix
 * keeps its own maximum, so scores of 1e6, or shifted by 1e6, lose nothing.
 * @throws RangeError if perm is not a permutation of 0..n-1 or a score is not finite
 */
export function plackettLuce(logScores: ArrayLike<number>, perm: ArrayLike<number>): PlackettLuce {
  const n = logScores.length;
  checkFinite('logScores', logScores);
  checkPermutation(perm, n);
  const gradient = new Float64Array(n).fill(1);
  let logProbability = 0;
  let largest = -Infinity;
  let rest = 0;
  for (let at = n - 1; at >= 0; at--) {
    const theta = logScores[perm[at]];
    if (theta > largest) {
      rest = largest === -Infinity ? 0 : (rest + 1) * Math.exp(largest - theta);
      largest = theta;
    } else rest += Math.exp(theta - largest);
    logProbability += theta - largest - Math.log1p(rest);
    for (let j = at; j < n; j++) {
      gradient[perm[j]] -= Math.exp(logScores[perm[j]] - largest) / (1 + rest);
    }
  }
  return { logProbability, gradient };
}

/** Most members of a subset: the recursion visits 2^k parts of it. */
const MAX_MEMBERS = 16;

/**
 * Probability that the first k items drawn are the given ones in any order (the k-subset law of
 * Gumbel noise): f(S) = sum_{i in S} f(S without i) exp(theta_i) / sum of exp(theta) outside of
 * S without i, over the parts S of the subset.
 * @throws RangeError for more than 16 members, or members that are not distinct items
 */
export function subsetProbability(
  logScores: ArrayLike<number>,
  members: readonly number[],
): number {
  const k = members.length;
  checkFinite('logScores', logScores);
  if (k > MAX_MEMBERS) throw new RangeError(`at most ${MAX_MEMBERS} members, got ${k}`);
  if (new Set(members).size !== k || members.some((i) => !(i in logScores))) {
    throw new RangeError(`members must be distinct items, got ${members.join(', ')}`);
  }
  const outside = Array.from(logScores).filter((_, i) => !members.includes(i));
  const logProbability = new Float64Array(1 << k).fill(-Infinity);
  logProbability[0] = 0;
  for (let part = 0; part < 1 << k; part++) {
    const left = members.filter((_, b) => !(part & (1 << b))).map((i) => logScores[i]);
    const normaliser = logSumExp([...outside, ...left]);
    for (let b = 0; b < k; b++) {
      if (part & (1 << b)) continue;
      const next = part | (1 << b);
      const step = logProbability[part] + (logScores[members[b]] - normaliser);
      logProbability[next] = logSumExp([logProbability[next], step]);
    }
  }
  return Math.exp(logProbability[(1 << k) - 1]);
}

/** @throws RangeError naming the entry that is not a new item of 0..n-1 */
function checkPermutation(perm: ArrayLike<number>, n: number): void {
  if (perm.length !== n) throw new RangeError(`perm has ${perm.length} entries, expected ${n}`);
  const seen = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    if (seen[perm[i]] !== 0) {
      throw new RangeError(`perm[${i}] must be a new index from 0 to ${n - 1}, got ${perm[i]}`);
    }
    seen[perm[i]] = 1;
  }
}
