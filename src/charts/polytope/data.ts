import type { PlanePoint } from '../../core/laws/hull';
import type { Ends } from '../shared/scale';
import type { Numbers } from '../shared/size';

/** Scores with their noise on one side, what is predicted from them on the other, in one plane. */
export interface PolytopeData {
  /** What the structures are called, and where they are. */
  readonly labels: readonly string[];
  readonly places: readonly PlanePoint[];
  /** The scores as a point, either coordinate within the bound. */
  readonly scores: PlanePoint;
  readonly bound: number;
  readonly sigma: number;
  readonly sigmaBounds: Ends;
  /** Noise of the draws, without sigma, and the structure that each picks. */
  readonly draws: { readonly places: readonly PlanePoint[]; readonly winners: Numbers };
  /** The draw that is followed, null where none is. */
  readonly draw: number | null;
  /** Shares of the draws, and exact ones where there is a law. */
  readonly shares: Numbers;
  readonly exact: Numbers | null;
  /** Mean prediction of the draws with its covariance xx, xy, yy, and the exact one. */
  readonly mean: PlanePoint;
  readonly covariance: readonly [number, number, number];
  readonly exactMean: PlanePoint | null;
  /** The mean prediction at ascending sigmas. */
  readonly path: readonly PlanePoint[];
  readonly sigmas: readonly number[];
  /** The structure that is predicted without noise. */
  readonly best: number;
  /** Whether all that is seen is all that there is: if not, noise acts unseen. */
  readonly flat: boolean;
  readonly loss: LossData | null;
  /** What is seen of it while it is told step by step; all of it without. */
  readonly slow?: SlowMotion;
}

/** A step of the story from scores and noise to a mean that moves. */
export interface SlowMotion {
  /** The noise of the draw alone, from the origin. */
  readonly gamma: PlanePoint | null;
  /** The structure whose cone is lit. */
  readonly lit: number | null;
  /** Whether there is a mean yet. */
  readonly counted: boolean;
  /** Scores that have moved, and the mean that has moved with them. */
  readonly moved: { readonly scores: PlanePoint; readonly mean: PlanePoint } | null;
}

/** A loss over the plane of the scores. */
export interface LossData {
  readonly name: string;
  /** At the centres of size * size squares from -reach to reach, row by row from the lowest. */
  readonly values: Numbers;
  readonly size: number;
  /** Beyond the plane that is seen, so that no level ends in sight. */
  readonly reach: number;
  readonly here: number;
  readonly gradient: PlanePoint;
  /** Whether that is the mean prediction minus the truth. */
  readonly pulls: boolean;
  /** Where small steps against the gradient lead. */
  readonly trail: readonly PlanePoint[];
  /** The structure that is wanted. */
  readonly truth: number;
}

/** Half of the side of the plane of the scores, beside their bound. */
export const reachOf = (bound: number) => 1.08 * bound;
