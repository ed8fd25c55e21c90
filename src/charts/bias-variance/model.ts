import { scaleOf, valueAt } from '../shared/scale';

/** Curves against |epsilon| for one sign of epsilon; lists of equal length. */
export interface BiasVarianceSeries {
  /** Magnitudes, positive and ascending. */
  readonly epsilon: readonly number[];
  /** Squared bias, summed over the components. */
  readonly biasSquared: readonly number[];
  /** Variance of one sample, summed over the components; null if not known. */
  readonly variance: readonly number[] | null;
}

/** A Monte-Carlo measurement at one signed epsilon. */
export interface BiasVariancePoint {
  readonly epsilon: number;
  readonly biasSquared: number | null;
  /** Variance of one sample. */
  readonly variance: number | null;
}

export interface BiasVarianceData {
  readonly negative: BiasVarianceSeries;
  readonly positive: BiasVarianceSeries;
  readonly monteCarlo: readonly BiasVariancePoint[];
  /** Samples averaged in one estimate (M): the variance of the estimate is variance / M. */
  readonly samplesPerEstimate: number;
  /** Current epsilon, signed. */
  readonly epsilon: number;
  /** Smallest and largest |epsilon|, both positive. */
  readonly bounds: readonly [number, number];
}

export const SIGNS = [-1, 1] as const;
export type Sign = (typeof SIGNS)[number];

export const seriesOf = (data: BiasVarianceData, sign: Sign) =>
  sign < 0 ? data.negative : data.positive;

/** Mean squared error of an estimate per magnitude: bias^2 + variance / M; null without variance. */
export function meanSquaredError(
  { biasSquared, variance }: BiasVarianceSeries,
  samples: number,
): number[] | null {
  return variance && biasSquared.map((bias, i) => bias + variance[i] / samples);
}

/** The magnitude with the least mean squared error, and that error; null without variance. */
export function bestEpsilon(series: BiasVarianceSeries, samples: number) {
  const errors = meanSquaredError(series, samples);
  if (!errors?.length) return null;
  const best = errors.reduce((least, error, i) => (error < errors[least] ? i : least), 0);
  return { epsilon: series.epsilon[best], error: errors[best] };
}

/**
 * A signed epsilon moved by hundredths of one facet along -max .. -min, min .. max; the step below
 * min crosses to the other sign.
 */
export function stepEpsilon(
  epsilon: number,
  steps: number,
  bounds: readonly [number, number],
): number {
  const unit = scaleOf('log', bounds, [0, 100]);
  const place = Math.sign(epsilon) * (unit(Math.abs(epsilon)) + 0.5) + steps;
  return (place < 0 ? -1 : 1) * valueAt(unit, Math.abs(place) - 0.5);
}
