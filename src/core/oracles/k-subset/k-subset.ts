import { checkSize, createOracle, type Oracle } from '../oracle';

/**
 * k of n classes: y in {0,1}^n with k ones, at the k largest scores, O(n log n). Of equal scores at
 * the threshold the lowest indices are taken. Enumerated by member lists in lexicographic order.
 * @throws RangeError unless 1 <= k <= n
 */
export function kSubset(n: number, k: number): Oracle {
  checkSize('n', n);
  checkSize('k', k);
  if (k > n) throw new RangeError(`k must be at most n = ${n}, got ${k}`);
  const sorted = new Float64Array(n);
  return createOracle({
    name: 'k-subset',
    dim: n,
    count: () => binomial(n, k),
    solve(scores, at, out) {
      for (let i = 0; i < n; i++) sorted[i] = scores[at + i];
      const threshold = sorted.sort()[n - k];
      let ties = k;
      for (let i = n - 1; i >= 0 && sorted[i] > threshold; i--) ties--;
      for (let i = at; i < at + n; i++) {
        const taken = scores[i] > threshold || (scores[i] === threshold && ties-- > 0);
        out[i] = taken ? 1 : 0;
      }
    },
    *enumerate() {
      const members = Array.from({ length: k }, (_, c) => c);
      do yield indicator(members, n);
      while (advance(members, n));
    },
  });
}

function indicator(members: readonly number[], n: number): Float64Array {
  const y = new Float64Array(n);
  for (const i of members) y[i] = 1;
  return y;
}

/** The next member list in place; false after the last. */
function advance(members: number[], n: number): boolean {
  const k = members.length;
  let c = k - 1;
  while (c >= 0 && members[c] === n - k + c) c--;
  if (c < 0) return false;
  members[c]++;
  for (let d = c + 1; d < k; d++) members[d] = members[d - 1] + 1;
  return true;
}

/** n choose k, exact up to 2^53. */
export function binomial(n: number, k: number): number {
  let result = 1;
  for (let c = 1; c <= Math.min(k, n - k); c++) result = Math.round((result * (n + 1 - c)) / c);
  return result;
}
