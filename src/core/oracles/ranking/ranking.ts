import { checkSize } from '../../checks';
import { createOracle, partByPart, type Oracle } from '../oracle';
import { factorial, orderings } from '../orderings';

/**
 * Ranking of n items: y is a permutation of 0..n-1, y_i the rank of item i; <scores, y> is largest
 * when the largest score has rank n-1 (rearrangement inequality). Of equal scores the lower index
 * ranks higher, so the top of the ranking agrees with one-hot and k-subset.
 * Enumerated by the orders from the best item to the worst, lexicographically.
 */
export function ranking(n: number): Oracle<Float64Array> {
  checkSize('n', n);
  const order = new Uint32Array(n);
  return createOracle({
    ...partByPart(n),
    name: 'ranking',
    dim: n,
    count: () => factorial(n),
    solve(scores, out) {
      for (let i = 0; i < n; i++) order[i] = i;
      order.sort((a, b) => scores[b] - scores[a] || a - b);
      for (let place = 0; place < n; place++) out[order[place]] = n - 1 - place;
    },
    *enumerate() {
      for (const best of orderings(n)) {
        const y = new Float64Array(n);
        for (let place = 0; place < n; place++) y[best[place]] = n - 1 - place;
        yield y;
      }
    },
  });
}
