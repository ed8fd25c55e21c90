/**
 * What Kron reduction leaves behind: nodes k = n-1, ..., 1 are eliminated, and the weight of an arc
 * i -> j among the nodes 0..k-1 becomes the sum of what it was and what goes through k,
 *
 *   w_ij <- w_ij + w_ik w_kj / s_k,     s_k = sum over i of w_ik,
 *
 * with w = exp(theta/t). The sum over trees of the products of weights is the product of the s_k. It
 * takes the shares of these sums, all in [0, 1], to go back, and no logarithm.
 */
export interface Reduction {
  readonly n: number;
  /** w_ik / s_k [i][k]: of what enters a node when it goes, what comes from i. */
  readonly entering: Float64Array;
  /** Of w_ij after k went, what goes through k [blockOf(k) + i*k + j]. */
  readonly through: Float64Array;
  /** The rest of it, what it was before. */
  readonly kept: Float64Array;
}

/** Kron reduction: the star-mesh form of the matrix-tree theorem. */
export interface Kron {
  /**
   * Eliminates all nodes but the root from finite scores [head][modifier] and writes the shares.
   * @returns log of the sum over arborescences of exp(<scores, y>/t)
   */
  reduce(scores: Float64Array, t: number, out: Reduction): number;
}

/** Where the shares of node k begin, which are k*k. */
export const blockOf = (k: number): number => ((k - 1) * k * (2 * k - 1)) / 6;

export function createReduction(n: number): Reduction {
  return {
    n,
    entering: new Float64Array(n * n),
    through: new Float64Array(blockOf(n)),
    kept: new Float64Array(blockOf(n)),
  };
}
