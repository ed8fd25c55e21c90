/** Two ends of a 95% interval. */
export type Interval = readonly [low: number, high: number];

/** Quantile 0.975 of the standard normal law. */
const Z = 1.959963984540054;

/**
 * Wilson's score interval for a share of `successes` in `trials` (Wilson, JASA 22, 1927): inside
 * [0, 1] and honest at the ends, where the usual one has no width.
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (trials === 0) return [0, 1];
  const share = successes / trials;
  const z2 = Z * Z;
  const centre = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const half =
    (Z * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials))) /
    (1 + z2 / trials);
  // of none and of all the ends are 0 and 1, but for rounding
  return [
    successes === 0 ? 0 : Math.max(0, centre - half),
    successes === trials ? 1 : Math.min(1, centre + half),
  ];
}

/** A share in percent with its 95% interval. */
export interface Percent {
  readonly percent: number;
  readonly interval: Interval;
}

export function percentOf(successes: number, trials: number): Percent {
  const [low, high] = wilsonInterval(successes, trials);
  return { percent: (100 * successes) / trials, interval: [100 * low, 100 * high] };
}

/** Mean, standard deviation (n - 1 in the denominator) and the 95% interval of the mean. */
export interface Summary {
  readonly count: number;
  readonly mean: number;
  readonly std: number;
  /** Student's t; NaN for a single value. */
  readonly interval: Interval;
}

export function summarise(values: readonly number[]): Summary {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const std = count > 1 ? Math.sqrt(squares / (count - 1)) : NaN;
  const half = (studentQuantile(count - 1) * std) / Math.sqrt(count);
  return { count, mean, std, interval: [mean - half, mean + half] };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Quantile 0.975 of Student's t law: exact for 1 and 2 degrees of freedom, else by the expansion in
 * their inverse (Abramowitz and Stegun 26.7.5), right to three digits from 3 degrees on.
 */
export function studentQuantile(degrees: number): number {
  if (!(degrees > 0)) return NaN;
  if (degrees === 1) return 12.706204736174694;
  if (degrees === 2) return 4.302652729749462;
  const z = Z;
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  const g4 = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160;
  const n = degrees;
  return z + g1 / n + g2 / n ** 2 + g3 / n ** 3 + g4 / n ** 4;
}
