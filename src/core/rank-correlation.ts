/**
 * Kendall's tau-b of two orderings of the same items, from -1 to 1; ties of either count half-way.
 * NaN if all items of one ordering are tied. O(n^2).
 */
export function kendallTau(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let balance = 0;
  let untiedA = 0;
  let untiedB = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = i + 1; j < a.length; j++) {
      const inA = Math.sign(a[i] - a[j]);
      const inB = Math.sign(b[i] - b[j]);
      balance += inA * inB;
      untiedA += inA * inA;
      untiedB += inB * inB;
    }
  }
  return balance / Math.sqrt(untiedA * untiedB);
}

/**
 * Spearman's correlation of two permutations of 0..n-1, from -1 to 1: 1 - 6 sum (a_i - b_i)^2 / (n (n^2 - 1)).
 * NaN of a single item.
 */
export function spearmanRho(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (a[i] - b[i]) ** 2;
  return 1 - (6 * squares) / (n * (n * n - 1));
}
