import { blockOf, type Reduction } from './reduction';

/**
 * The way back through a reduction: the marginal of an arc is the slope of the log-sum of trees in the
 * logarithm of its weight. Writes marginals [head][modifier]; those into a node sum to 1. The one
 * difference that is taken is one of numbers of children: marginals are good to some 1e-16 in all, not
 * each in its own digits.
 */
export function sweepBack({ n, entering, through, kept }: Reduction, out: Float64Array): void {
  out.fill(0);
  for (let k = 1; k < n; k++) {
    const block = blockOf(k);
    let passing = 0;
    for (let i = 0; i < k; i++) {
      for (let j = 1; j < k; j++) {
        const arc = i * n + j;
        const place = block + i * k + j;
        const via = out[arc] * through[place];
        out[arc] *= kept[place];
        out[i * n + k] += via;
        out[k * n + j] += via;
        passing += via;
      }
    }
    // the slope in log s_k: below 0 where k has more than one child on average
    const rest = 1 - passing;
    for (let i = 0; i < k; i++) {
      const arc = i * n + k;
      out[arc] = Math.max(0, out[arc] + rest * entering[arc]);
    }
  }
}
