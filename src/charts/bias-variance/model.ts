import type { NamedPlace } from '../shared/pins';
import { scaleOf, valueAt } from '../shared/scale';

/** Curves against |epsilon| for one sign of epsilon; lists of equal length. */
export interface BiasVarianceSeries {
  /** Magnitudes, positive and ascending. */
  readonly epsilon: readonly number[];
  /** Squared bias, summed over the components. */
  readonly biasSquared: readonly number[];
  /** Bias along the gradient, positive where the expected estimate is too long. */
  readonly biasAlong: readonly number[];
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

/** The errors at another noise scale and loss weight. */
export interface BiasVariancePin extends NamedPlace {
  readonly biasSquared: number;
  /** Variance of one sample; null if not known. */
  readonly variance: number | null;
}

export interface BiasVarianceData {
  readonly negative: BiasVarianceSeries;
  readonly positive: BiasVarianceSeries;
  readonly monteCarlo: readonly BiasVariancePoint[];
  /** Squared length of the gradient that is estimated. */
  readonly gradientSquared: number;
  /** Samples averaged in one estimate (M): the variance of the estimate is variance / M. */
  readonly samplesPerEstimate: number;
  /** Current epsilon, signed. */
  readonly epsilon: number;
  /** Smallest and largest |epsilon|, both positive. */
  readonly bounds: readonly [number, number];
  /** Pins besides the point. */
  readonly pins?: readonly BiasVariancePin[];
}

/** Squared bias, variance of the mean of so many samples, and their sum, of a pin; the last two where they are known. */
export const pinErrors = (
  { biasSquared, variance }: BiasVariancePin,
  samples: number,
): readonly number[] =>
  variance === null
    ? [biasSquared]
    : [biasSquared, variance / samples, biasSquared + variance / samples];

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
function bestEpsilon(series: BiasVarianceSeries, samples: number) {
  const errors = meanSquaredError(series, samples);
  if (!errors?.length) return null;
  const best = errors.reduce((least, error, i) => (error < errors[least] ? i : least), 0);
  return { epsilon: series.epsilon[best], error: errors[best] };
}

/** Least part of its greatest value from which a bias is no rounding error. */
const NOTHING = 1e-6;

/**
 * Magnitudes at which the bias along the gradient changes its sign: its square dips there, by an accident
 * of this problem. Between two points the bias is taken as linear in log epsilon.
 */
export function signChanges({ epsilon, biasAlong }: BiasVarianceSeries): number[] {
  const least = NOTHING * Math.max(...biasAlong.map(Math.abs));
  return epsilon.slice(1).flatMap((to, i) => {
    const [a, b] = [biasAlong[i], biasAlong[i + 1]];
    if (a * b >= 0 || Math.abs(a) < least || Math.abs(b) < least) return [];
    return epsilon[i] * (to / epsilon[i]) ** (a / (a - b));
  });
}

/**
 * The magnitude at which the squared bias outgrows the variance of an estimate, the first on the way up;
 * null without variance, or where it never does. Both are taken as linear on log axes between two points.
 */
function balancedEpsilon(
  { epsilon, biasSquared, variance }: BiasVarianceSeries,
  samples: number,
): { readonly epsilon: number; readonly error: number } | null {
  if (!variance) return null;
  const ratios = biasSquared.map((bias, i) => Math.log((bias * samples) / variance[i]));
  const after = ratios.findIndex((ratio, i) => i > 0 && ratio >= 0 && ratios[i - 1] < 0);
  if (after < 0) return null;
  const [a, b] = [ratios[after - 1], ratios[after]];
  const share = a === -Infinity ? 1 : a / (a - b);
  const between = (list: readonly number[]) =>
    list[after - 1] * (list[after] / list[after - 1]) ** share;
  return { epsilon: between(epsilon), error: (2 * between(variance)) / samples };
}

/**
 * What to take for one sign: an epsilon up to the one where bias and spread are equal. The least error is
 * advised only where they never are: elsewhere it may be a dip of the bias.
 */
export function adviceOf(data: BiasVarianceData, sign: Sign) {
  const series = seriesOf(data, sign);
  const { samplesPerEstimate: samples } = data;
  return { balanced: balancedEpsilon(series, samples), best: bestEpsilon(series, samples) };
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
