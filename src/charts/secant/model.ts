import { formatFixed, formatNumber } from '../shared/format';
import type { Ends } from '../shared/scale';
import type { NamedPlace } from '../shared/pins';
import { awayFromZero } from '../shared/size';

/** What the figure shows of another noise scale and loss weight. */
export interface SecantPin extends NamedPlace {
  /** The curve at its noise scale; empty where integrals would take too long. */
  readonly scores: readonly number[];
  readonly losses: readonly number[];
  /** E[loss] at the score, and the mean of the direct loss estimate. */
  readonly value: number;
  readonly slope: number;
}

/** The expected loss L along the score of one class, and slopes of it. */
export interface SecantData {
  /** Name of the class, and whether it is the (only) one of least loss. */
  readonly name: string;
  readonly isTarget: boolean;
  readonly score: number;
  readonly scoreBounds: Ends;
  /** Scores that the plot shows. */
  readonly domain: Ends;
  /** Exact curve: scores ascending, and E[loss] at each. */
  readonly scores: readonly number[];
  readonly losses: readonly number[];
  /** Without noise: the score at which the loss steps, and its values on both sides. */
  readonly step: { readonly at: number; readonly below: number; readonly above: number };
  /** Ends of the axis of the loss: 0, and the least and the largest loss of any prediction. */
  readonly lossBounds: Ends;
  /** Whether all predictions cost the same. */
  readonly constant: boolean;
  readonly sigma: number;
  /** E[loss] and its slope at the score. */
  readonly value: number;
  readonly exact: number;
  readonly epsilon: number;
  /** Magnitudes of epsilon. */
  readonly epsilonBounds: Ends;
  /** Mean of the direct loss estimate at epsilon, and at its other sign. */
  readonly slope: number;
  readonly otherSlope: number;
  /** Score by which one unit of epsilon moves the second foot; null where the slope is no secant's. */
  readonly footPerEpsilon: number | null;
  readonly estimate: { readonly value: number; readonly standardError: number } | null;
  /** Pins besides the point. */
  readonly pins?: readonly SecantPin[];
}

/** The plot shows two units of score on each side of the step, more if the score lies farther out. */
export function domainAround(step: number, score: number): Ends {
  const reach = Math.max(2, Math.ceil(Math.abs(score - step)));
  return [step - reach, step + reach];
}

/** Epsilon that puts the foot at a score; never 0, and within its bounds. */
export function epsilonOf(data: SecantData, foot: number): number {
  const { score, epsilon, epsilonBounds, footPerEpsilon } = data;
  return awayFromZero((foot - score) / (footPerEpsilon ?? 1), epsilon, epsilonBounds);
}

/** Epsilon with its sign, positive ones too. */
export const epsilonText = (epsilon: number) =>
  `${epsilon > 0 ? '+' : ''}${formatNumber(epsilon, 2)}`;

/** Slopes under this are none, as losses are of the order of 1. */
export const NO_SLOPE = 5e-4;

/** A slope in loss per unit of score: two decimals, two digits where it is small. */
export function slopeText(slope: number): string {
  if (slope !== 0 && Math.abs(slope) < NO_SLOPE) return '≈ 0';
  return Math.abs(slope) >= 0.1 ? formatFixed(slope, 2) : formatNumber(slope, 2);
}
