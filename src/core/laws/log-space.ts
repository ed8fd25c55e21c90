/** `count` numbers from `low` to `high`, evenly spaced in the logarithm. */
export function logSpace(low: number, high: number, count: number): number[] {
  const step = Math.log(high / low) / (count - 1);
  return Array.from({ length: count }, (_, i) => low * Math.exp(step * i));
}

/** Sizes of epsilon that the curves span. */
export const EPSILON_RANGE = [0.001, 100] as const;
