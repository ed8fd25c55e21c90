/**
 * The point of alpha-entmax, beta = alpha - 1, for scores z <= 0 whose largest is 0. Differences of
 * y^beta are differences of beta z: one entry gives all others,
 *
 *   y_i^beta = y_r^beta + beta (z_i - z_r), or y_i = 0 where that is below 0,
 *
 * and their sum, as a function of y_r, must be 1. It is increasing and convex with a slope of at least 1
 * where r is the largest entry (beta <= 1) or the smallest that is not 0 (beta > 1): Newton's steps from
 * the right never overshoot, and an error in y_r is none larger elsewhere.
 * @returns the threshold tau of y = max(beta z - tau, 0)^(1/beta)
 */
type EntmaxRoots = (z: Float64Array, y: Float64Array, w: Float64Array) => number;

/** Newton's method takes about ten; what is left to rounding is never worth more. */
const ROUNDS = 100;
const LARGEST_WEIGHT = 1e300;

/** For 0 <= beta <= 1. As beta falls to 0, y = p (1 + beta z / p^beta)^(1/beta) tends to p exp(z). O(n) a step. */
export function fromLargest(beta: number): EntmaxRoots {
  let sum = 0;
  let slope = 0;

  /** Entries and slopes (y/p)^(1-beta) if the largest is p. */
  function fill(p: number, z: Float64Array, y: Float64Array, w: Float64Array): void {
    const scale = Math.pow(p, -beta);
    [sum, slope] = [0, 0];
    for (let i = 0; i < z.length; i++) {
      const u = z[i] * scale;
      const base = 1 + beta * u;
      const share = base > 0 ? Math.exp(beta > 0 ? Math.log1p(beta * u) / beta : u) : 0;
      y[i] = p * share;
      w[i] = base > 0 ? share / base : 0;
      sum += y[i];
      slope += w[i];
    }
  }

  return (z, y, w) => {
    let p = 1;
    fill(p, z, y, w);
    for (let round = 0; round < ROUNDS; round++) {
      const next = p - (sum - 1) / slope;
      if (!(next < p)) break;
      p = next;
      fill(p, z, y, w);
    }
    const unit = Math.pow(p, 1 - beta);
    for (let i = 0; i < w.length; i++) w[i] *= unit;
    return -Math.pow(p, beta);
  };
}

/** For beta > 1. O(n log n), and O(n) a step. */
export function fromSmallest(n: number, beta: number): EntmaxRoots {
  const descending = new Float64Array(n);
  const levels = new Float64Array(n);
  let sum = 0;
  let slope = 0;

  /** Whether the entry of rank m is above 0: if it were 0, those above it would not add up to 1. */
  function supported(m: number): boolean {
    let above = 0;
    for (let j = 0; j < m && above < 1; j++) {
      above += Math.pow(beta * (descending[j] - descending[m]), 1 / beta);
    }
    return above < 1;
  }

  /** The rank of the last entry that is above 0. */
  function lastSupported(): number {
    let [inside, outside] = [0, n];
    while (outside - inside > 1) {
      const middle = (inside + outside) >> 1;
      if (supported(middle)) inside = middle;
      else outside = middle;
    }
    return inside;
  }

  /**
   * Entries if the smallest is q, and the sum of their slopes (q/y)^(beta-1): y^beta = q^beta + exp(level), of
   * which the larger one goes before the root.
   */
  function fill(q: number, y: Float64Array): void {
    const own = beta * Math.log(q);
    [sum, slope] = [0, 0];
    for (let i = 0; i < n; i++) {
      // the level of what is below the smallest: the logarithm of less than 0
      if (Number.isNaN(levels[i])) continue;
      const gap = levels[i] - own;
      const factor = Math.exp(Math.log1p(Math.exp(-Math.abs(gap))) / beta);
      y[i] = factor * (gap > 0 ? Math.exp(levels[i] / beta) : q);
      sum += y[i];
      slope += Math.pow(q / y[i], beta - 1);
    }
  }

  return (z, y, w) => {
    for (let i = 0; i < n; i++) descending[i] = -z[i];
    descending.sort();
    for (let i = 0; i < n; i++) descending[i] = -descending[i];
    const last = lastSupported();
    const smallest = descending[last];
    y.fill(0);
    for (let i = 0; i < n; i++) levels[i] = Math.log(beta * (z[i] - smallest));
    let q = 1 / (last + 1);
    fill(q, y);
    for (let round = 0; round < ROUNDS; round++) {
      const next = Math.max(q - (sum - 1) / slope, Number.MIN_VALUE);
      if (!(next < q)) break;
      q = next;
      fill(q, y);
    }
    for (let i = 0; i < n; i++) {
      w[i] = y[i] > 0 ? Math.min(Math.pow(y[i], 1 - beta), LARGEST_WEIGHT) : 0;
    }
    return beta * smallest - Math.pow(q, beta);
  };
}
