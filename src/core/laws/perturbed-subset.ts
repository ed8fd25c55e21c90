import { checkFinite, checkLength } from '../checks';
import { kSubset } from '../oracles/k-subset/k-subset';
import { softmax } from './gibbs';
import { checkScores } from './perturbed-ranking';

/** Law of the k largest of mu_i + sigma*gamma_i, gamma Gumbel, set by set. */
export interface PerturbedSubset {
  /** P(y* = y), in the order in which the k-subset oracle enumerates. */
  readonly probabilities: Float64Array;
  /** E l(y*) and its gradient in mu [n], for a loss of any kind: a number for every subset. */
  expectation(losses: ArrayLike<number>): {
    readonly value: number;
    readonly gradient: Float64Array;
  };
}

/** Most classes: the law is a recursion over their 2^n sets. */
const MAX_CLASSES = 16;

/**
 * The classes of the k largest come out of Plackett and Luce's urn one after the other: from the set A of
 * those that are out, i comes next with probability w_i(A) = softmax over those that are not. With f(A) the
 * probability that the first |A| are A, and V(A) the loss to be expected from there,
 *
 *   f(A + i) += f(A) w_i(A),   V(A) = sum_i w_i(A) V(A + i),
 *   d E l / d mu_j = 1/sigma sum_A f(A) w_j(A) (V(A + j) - V(A)).
 *
 * Nothing is subtracted but losses, so scores of 1e6 lose nothing.
 * @throws RangeError for no score or more than 16, one that is not finite, sigma not positive, or k
 *   outside of 1..n
 */
export function perturbedSubset(
  scores: ArrayLike<number>,
  sigma: number,
  k: number,
): PerturbedSubset {
  checkScores(scores, sigma);
  const n = scores.length;
  if (n > MAX_CLASSES) throw new RangeError(`at most ${MAX_CLASSES} classes, got ${n}`);
  const subsets = Array.from(kSubset(n, k).enumerate(), maskOf);
  const open = new Float64Array(1 << n);
  open[0] = 1;
  const draws = drawsBelow(scores, sigma, k);
  for (const { set, next, p } of draws) {
    next.forEach((i, c) => {
      open[set | (1 << i)] += open[set] * p[c];
    });
  }
  return {
    probabilities: Float64Array.from(subsets, (set) => open[set]),
    expectation(losses) {
      checkLength('losses', losses, subsets.length);
      checkFinite('losses', losses);
      const value = new Float64Array(1 << n);
      subsets.forEach((set, s) => {
        value[set] = losses[s] - losses[0];
      });
      const gradient = new Float64Array(n);
      for (let d = draws.length - 1; d >= 0; d--) {
        const { set, next, p } = draws[d];
        next.forEach((i, c) => {
          value[set] += p[c] * value[set | (1 << i)];
        });
        next.forEach((i, c) => {
          gradient[i] += (open[set] * p[c] * (value[set | (1 << i)] - value[set])) / sigma;
        });
      }
      return { value: losses[0] + value[0], gradient };
    },
  };
}

/** A set of less than k classes, those that are not in it, and how likely each is the next. */
interface Draws {
  readonly set: number;
  readonly next: readonly number[];
  readonly p: Float64Array;
}

/** In ascending order of sets, so that every set comes after its parts. */
function drawsBelow(scores: ArrayLike<number>, sigma: number, k: number): Draws[] {
  const n = scores.length;
  const draws: Draws[] = [];
  for (let set = 0; set < 1 << n; set++) {
    const next = Array.from({ length: n }, (_, i) => i).filter((i) => !(set & (1 << i)));
    if (n - next.length >= k) continue;
    let largest = -Infinity;
    for (const i of next) largest = Math.max(largest, scores[i]);
    const behind = next.map((i) => (scores[i] === largest ? 0 : (scores[i] - largest) / sigma));
    draws.push({ set, next, p: softmax(behind) });
  }
  return draws;
}

function maskOf(y: Float64Array): number {
  let mask = 0;
  for (let i = 0; i < y.length; i++) if (y[i] === 1) mask |= 1 << i;
  return mask;
}
