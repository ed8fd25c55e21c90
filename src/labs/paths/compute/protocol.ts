import type { Call } from '../../../compute/service';
import type { PathDraws } from '../experiment/draws';
import type { CostGradient } from '../experiment/gradients';
import type { TwoLaws } from '../experiment/laws';
import type { Path, PathProblem } from '../experiment/problem';
import type { PathsJob, PathsResult } from '../experiment/repetition';
import type { SweepPoint } from '../experiment/sweep';

export interface DrawsRequest {
  readonly problem: PathProblem;
  readonly samples: number;
}

export interface DrawsReply extends PathDraws {
  readonly problem: PathProblem;
}

export interface GradientsRequest extends DrawsRequest {
  /** The path that is wanted. */
  readonly target: Path;
  readonly epsilon: number;
  readonly lambda: number;
}

export interface GradientsReply extends GradientsRequest {
  readonly gradients: readonly CostGradient[];
}

export interface SweepReply extends DrawsRequest {
  /** Of all noise scales: that of the problem does not count. */
  readonly points: readonly SweepPoint[];
}

export interface LawsReply extends DrawsRequest {
  /** Of forward paths under normal noise, whatever the problem says of either. */
  readonly laws: TwoLaws;
}

/** Maps that the reader has brought: Warcraft files, or pictures. */
export type OwnSource = 'warcraft' | 'own';

/** A map of 12 by 12 cells with its picture. */
export interface GivenRequest {
  readonly source: 'terrain' | OwnSource;
  /** Its number; beyond the last map they begin anew. */
  readonly map: number;
  /** Whether a trained network is to tell what its cells cost; of a picture without costs it always does. */
  readonly costsFrom: 'map' | 'network';
}

export interface GivenReply extends GivenRequest {
  /** How many maps there are; null of generated ones, which never end. */
  readonly count: number | null;
  /** [SIDE, SIDE, 3], 0 to 255. */
  readonly picture: Uint8Array;
  /** What its cells cost, in hundredths; null where nobody knows. */
  readonly costs: readonly number[] | null;
  /** The right path, where files tell it. */
  readonly path: Path | null;
  /** What the network believes that they cost, where it was asked. */
  readonly believed: readonly number[] | null;
}

export interface AddedFile {
  /** Without its folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface AddedMaps {
  /** What came last that can be used. */
  readonly added: OwnSource | null;
  /** What was wrong with files, one sentence each. */
  readonly problems: readonly string[];
}

/** What the lab of paths can be asked. */
export type PathsCalls = {
  draws: Call<DrawsRequest, DrawsReply>;
  gradients: Call<GradientsRequest, GradientsReply>;
  sweep: Call<DrawsRequest, SweepReply>;
  laws: Call<DrawsRequest, LawsReply>;
  /** Null where the reader has brought no such maps. */
  given: Call<GivenRequest, GivenReply | null>;
  /** Keeps the reader's own maps. */
  addFiles: Call<readonly AddedFile[], AddedMaps>;
  /** A whole repetition of Figure 6; tells which share of it is done. */
  repetition: Call<PathsJob, PathsResult, number>;
};
