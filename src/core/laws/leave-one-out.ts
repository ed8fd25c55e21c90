/**
 * For independent events of probability p_j, the number N_{-i} of those that happen, i itself left
 * out, for every i at once: P(N_{-i} <= k-1). Poisson-binomial counts by a forward recursion over
 * 0..i-1 and a backward one over i+1..n-1, which are then joined; O(nk), nothing is divided, so a
 * probability of 0 or 1 costs no accuracy.
 */
export interface LeaveOneOut {
  /** Fills out[i] = P(N_{-i} <= k-1) from below[j] = 1 - p_j, both [n]. */
  atMost(below: Float64Array, out: Float64Array): void;
}

export function createLeaveOneOut(n: number, k: number): LeaveOneOut {
  return k === 1 ? { atMost: productsOfOthers } : countsOfOthers(n, k);
}

/** k = 1: no other event happens; products from the left and from the right. */
function productsOfOthers(below: Float64Array, out: Float64Array): void {
  const n = below.length;
  let product = 1;
  for (let i = 0; i < n; i++) {
    out[i] = product;
    product *= below[i];
  }
  product = 1;
  for (let i = n - 1; i >= 0; i--) {
    out[i] *= product;
    product *= below[i];
  }
}

function countsOfOthers(n: number, k: number): LeaveOneOut {
  // row i: probabilities of 0..k-1 events among 0..i-1
  const before = new Float64Array((n + 1) * k);
  // 0..k-1 events among those after the current one, then their running sums
  const after = new Float64Array(k);
  return {
    atMost(below, out) {
      fillBefore(below, before, k);
      after.fill(0);
      after[0] = 1;
      for (let i = n - 1; i >= 0; i--) {
        out[i] = joinedAtMost(before, i * k, after, k);
        addEvent(after, 0, after, 0, below[i], k);
      }
    },
  };
}

function fillBefore(below: Float64Array, before: Float64Array, k: number): void {
  before.fill(0, 0, k);
  before[0] = 1;
  for (let i = 0; i < below.length; i++) addEvent(before, i * k, before, (i + 1) * k, below[i], k);
}

/** Counts `to` = counts `from` with one more event that happens with probability 1 - below. */
export function addEvent(
  from: Float64Array,
  fromAt: number,
  to: Float64Array,
  toAt: number,
  below: number,
  k: number,
): void {
  const happens = 1 - below;
  for (let c = k - 1; c > 0; c--) {
    to[toAt + c] = from[fromAt + c] * below + from[fromAt + c - 1] * happens;
  }
  to[toAt] = from[fromAt] * below;
}

/** P(A + B <= k-1) of two independent counts given by their probabilities of 0..k-1. */
function joinedAtMost(a: Float64Array, aAt: number, b: Float64Array, k: number): number {
  let total = 0;
  let atMost = 0;
  for (let c = 0; c < k; c++) {
    atMost += b[c];
    total += a[aAt + k - 1 - c] * atMost;
  }
  return total;
}
