import { checkSubset } from '../../checks';
import { selectTop } from '../../neighbours/top';
import { createOracle, type Oracle } from '../oracle';

/**
 * k of n classes: y in {0,1}^n with k ones, at the k largest scores. Held as its members [k], the best
 * first; of equal scores the lower index comes first. Enumerated by member lists in lexicographic order.
 * @throws RangeError unless 1 <= k <= n
 */
export function kSubset(n: number, k: number): Oracle<Int32Array> {
  checkSubset(n, k);
  const change = new Int8Array(n);
  const moved = new Int32Array(2 * k);

  /** Whoever is in one of the two only, in ascending order. */
  function difference(
    from: Int32Array,
    to: Int32Array,
    visit: (part: number, change: number) => void,
  ): void {
    for (let c = 0; c < k; c++) {
      change[to[c]]++;
      change[from[c]]--;
    }
    let count = 0;
    for (const members of [from, to]) {
      for (const part of members) {
        if (change[part] === 0) continue;
        let place = count++;
        for (; place > 0 && moved[place - 1] > part; place--) moved[place] = moved[place - 1];
        moved[place] = part;
      }
    }
    for (let i = 0; i < count; i++) {
      const part = moved[i];
      const by = change[part];
      change[part] = 0;
      visit(part, by);
    }
  }

  return createOracle<Int32Array>({
    name: 'k-subset',
    dim: n,
    count: () => binomial(n, k),
    create: () => new Int32Array(k),
    solve: (scores, out) => selectTop(scores, 0, n, k, out),
    difference,
    indicator(members, out) {
      out.fill(0);
      for (const i of members) out[i] = 1;
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
function binomial(n: number, k: number): number {
  let result = 1;
  for (let c = 1; c <= Math.min(k, n - k); c++) result = Math.round((result * (n + 1 - c)) / c);
  return result;
}
