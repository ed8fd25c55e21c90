import { formatFixed, formatNumber } from '../shared/format';
import type { Ends } from '../shared/scale';

/** The score of a prediction against epsilon: <mu, y> + eps*<loss, y>. */
export interface ScoreLine {
  /** The classes whose line it is; of subsets of more than one the members are joined by a plus. */
  readonly name: string;
  /** At epsilon 0. */
  readonly value: number;
  /** The loss of the prediction. */
  readonly slope: number;
}

/** G(eps) = E max_y <mu + sigma*gamma + eps*loss, y> with its derivatives. */
export interface EnvelopeData {
  readonly names: readonly string[];
  /** Each line once: of all classes, or of the subsets that are on top somewhere. */
  readonly lines: readonly ScoreLine[];
  /** Corners of the upper envelope, which is G at sigma = 0, ascending. */
  readonly corners: readonly { readonly epsilon: number; readonly value: number }[];
  /** Exact curve: epsilons ascending, and G at each. */
  readonly epsilons: readonly number[];
  readonly maxima: readonly number[];
  /** The plot goes from -reach to reach. */
  readonly reach: number;
  readonly sigma: number;
  readonly epsilon: number;
  /** Magnitudes of epsilon. */
  readonly epsilonBounds: Ends;
  /** G and dG/deps, at epsilon and at 0. */
  readonly now: Touch;
  readonly zero: Touch;
  /** dG/dmu [n]: the shares of y*(eps). */
  readonly shares: readonly number[];
  /** Index of the class whose score the mixed derivative is about. */
  readonly watched: number;
  /** d/dmu of dG/deps, and d/deps of dG/dmu, each by its own way. */
  readonly slopeByScore: number;
  readonly shareByEpsilon: number;
}

/** Where a tangent touches. */
export interface Touch {
  readonly value: number;
  readonly slope: number;
}

/** The corners that the plot shows. */
export const cornersInSight = ({ corners, reach }: EnvelopeData) =>
  corners.filter(({ epsilon }) => Math.abs(epsilon) < reach);

const REACHES = [2, 5, 10, 20, 50, 100];

/** The least round reach that holds an epsilon. */
export const reachOf = (epsilon: number) =>
  REACHES.find((reach) => reach >= Math.abs(epsilon)) ?? REACHES.at(-1)!;

/** Two decimals, two digits where it is small: losses, shares and what follows from them. */
export const derivativeText = (value: number) =>
  Math.abs(value) >= 0.1 || Math.abs(value) < 5e-4 ? formatFixed(value, 2) : formatNumber(value, 2);
