import { checkSize } from '../checks';
import { matching } from '../oracles/matching/matching';

export interface MatchingMarginals {
  /** E[y] [n*n] under p(y) proportional to exp(<theta/t, y>) over permutation matrices y. */
  readonly marginals: Float64Array;
  /** log of the sum of exp(<theta/t, y>): the log-permanent of exp(theta/t). */
  readonly logPartition: number;
  /** Vector-Jacobian product: gradient in theta of <dy, marginals>. */
  vjp(dy: ArrayLike<number>): Float64Array;
}

/** Largest n: 8! = 40,320 matchings. The permanent has no efficient algorithm. */
export const MAX_MARGINALS = 8;

/**
 * Exponential-family marginals of perfect matchings, the relaxation that Sinkhorn's normalisation
 * approximates, by enumeration of all n! of them: a truth for tests and small figures.
 *
 * @param theta scores [n*n], row-major
 * @param t temperature, positive
 * @throws RangeError if n is above MAX_MARGINALS or the temperature is not positive
 */
export function matchingMarginals(
  theta: ArrayLike<number>,
  n: number,
  t: number,
): MatchingMarginals {
  checkSize('n', n);
  if (n > MAX_MARGINALS) {
    throw new RangeError(`marginals are enumerated for n up to ${MAX_MARGINALS}, got ${n}`);
  }
  if (!(t > 0)) throw new RangeError(`the temperature must be positive, got ${t}`);
  const perms = [...matching(n).enumerate()].map((y) =>
    Int32Array.from({ length: n }, (_, i) => y.indexOf(1, i * n) - i * n),
  );
  const logits = perms.map((perm) => perm.reduce((sum, j, i) => sum + theta[i * n + j], 0) / t);
  const most = logits.reduce((max, logit) => Math.max(max, logit), -Infinity);
  const weights = logits.map((logit) => Math.exp(logit - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const marginals = expectation((_, s) => weights[s] / total);

  function expectation(weightOf: (perm: Int32Array, s: number) => number): Float64Array {
    const sum = new Float64Array(n * n);
    perms.forEach((perm, s) => {
      const weight = weightOf(perm, s);
      for (let i = 0; i < n; i++) sum[i * n + perm[i]] += weight;
    });
    return sum;
  }

  return {
    marginals,
    logPartition: most + Math.log(total),
    vjp(dy) {
      // covariance of y with <dy, y>, over the temperature
      const values = perms.map((perm) => perm.reduce((sum, j, i) => sum + dy[i * n + j], 0));
      const mean = values.reduce((sum, value, s) => sum + (value * weights[s]) / total, 0);
      return expectation((_, s) => ((values[s] - mean) * weights[s]) / total / t);
    },
  };
}
