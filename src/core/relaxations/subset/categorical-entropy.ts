import { attained, type Regularised } from '../regularised';
import { createOnSubsets } from './subset';

/**
 * k of n by categorical entropy (Paulus et al. 2020; Blondel 2019):
 *
 *   argmax over 0 <= y <= 1, sum k of <theta, y> - t sum y log y = min(1, exp(theta/t - nu)).
 *
 * k times the softmax as long as nothing is capped; `threshold` is nu. Jacobian
 * (diag(w) - w w' / sum(w)) / t, w = y where it is not capped, else 0; at a kink, where an entry has just
 * reached 1, that of the side where it stays there. O(n log n).
 */
export function createCategoricalEntropySubset(n: number, k: number): Regularised {
  /** sum over i >= m of exp(z_(i) - z_(m)), by place m. */
  const tails = new Float64Array(n);

  /** The first place that is not capped: its tail has at least the mass that the capped ones leave. */
  function firstFree(ranked: Float64Array): number {
    tails[n - 1] = 1;
    for (let m = n - 2; m >= 0; m--) {
      tails[m] = 1 + tails[m + 1] * Math.exp(ranked[m + 1] - ranked[m]);
    }
    let first = 0;
    while (first < k - 1 && tails[first] < k - first) first++;
    return first;
  }

  return createOnSubsets(k, {
    name: 'categorical entropy',
    dim: n,
    tilt: 1,
    solve(z, ranked, y, w) {
      const first = firstFree(ranked);
      const share = (k - first) / tails[first];
      // a last free entry is below 1 by what the others have, even where that is lost in rounding
      const kink = k === n || (first < k - 1 && share >= 1);
      for (let i = 0; i < n; i++) {
        const capped = z[i] > ranked[first];
        y[i] = capped ? 1 : Math.min(1, share * Math.exp(z[i] - ranked[first]));
        w[i] = capped || (kink && y[i] === 1) ? 0 : y[i];
      }
      return ranked[first] - Math.log(share);
    },
    conjugate: (z, y) => attained(z, y, (p) => p * Math.log(p)),
  });
}
