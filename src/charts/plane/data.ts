import type { NamedPlace } from '../shared/pins';
import type { Ends } from '../shared/scale';
import { tallyOf, type Draws, type Sectors, type Tally, type Triple } from './model';

/** Another noise scale and loss weight. */
export interface PlanePin extends NamedPlace {
  /** P(y* differs from y*(epsilon)) there. */
  readonly differing: number;
}

/** What the plane shows. */
export interface PlaneData {
  /** Names of the three classes; the noise of the third is the origin of both axes. */
  readonly labels: readonly [string, string, string];
  readonly scores: Triple;
  readonly losses: Triple;
  readonly sigma: number;
  readonly sigmaBounds: Ends;
  readonly epsilon: number;
  /** Magnitudes. */
  readonly epsilonBounds: Ends;
  readonly draws: Draws;
  /** What is counted of them: `tallied` fills it in. */
  readonly tally: Tally;
  /** Half of the height of the whole plane, in units of the noise. */
  readonly reach: number;
  /** Exact P(y* = i) [3], and P(y* differs from y*(epsilon)). */
  readonly shares: Triple;
  readonly differing: number;
  /** How many times the plane has been enlarged by ZOOM, around the draw that comes closest to a border. */
  readonly zoom: number;
  /** Pins besides the point. */
  readonly pins?: readonly PlanePin[];
}

export const ZOOM = 8;

/** Part of half of the height at which the closest draw may be beside its border. */
const BESIDE = 0.4;
/** Where a tie would make it endless. */
const MOST_ZOOM = 12;

/** The last enlargement that has both the closest draw and its border in sight. */
export function mostZoom(data: PlaneData): number {
  const { gap } = data.tally.closest;
  const last = Math.floor(Math.log((BESIDE * data.reach) / gap) / Math.log(ZOOM));
  return Math.min(MOST_ZOOM, Math.max(0, last));
}

export const before = ({ scores, sigma }: Pick<PlaneData, 'scores' | 'sigma'>): Sectors => ({
  scores,
  sigma,
});
export const after = ({
  scores: [a, b, c],
  losses: [l, m, n],
  sigma,
  epsilon,
}: Pick<PlaneData, 'scores' | 'losses' | 'sigma' | 'epsilon'>): Sectors => {
  const scores: Triple = [a + epsilon * l, b + epsilon * m, c + epsilon * n];
  return { scores, sigma };
};

/** The data with the draws counted. */
export const tallied = (data: Omit<PlaneData, 'tally'>): PlaneData => ({
  ...data,
  tally: tallyOf(data.draws, before(data), after(data)),
});
