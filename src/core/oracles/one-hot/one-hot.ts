import { checkSize, createOracle, type Oracle } from '../oracle';

/** One of n classes: y in {0,1}^n with a single one, at the largest score, ties to the lowest index. */
export function oneHot(n: number): Oracle {
  checkSize('n', n);
  return createOracle({
    name: 'one-hot',
    dim: n,
    count: () => n,
    solve(scores, at, out) {
      let best = at;
      for (let i = at + 1; i < at + n; i++) if (scores[i] > scores[best]) best = i;
      out.fill(0, at, at + n);
      out[best] = 1;
    },
    *enumerate() {
      for (let i = 0; i < n; i++) {
        const y = new Float64Array(n);
        y[i] = 1;
        yield y;
      }
    },
  });
}
