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

/** What the lab of paths can be asked. */
export type PathsCalls = {
  draws: Call<DrawsRequest, DrawsReply>;
  gradients: Call<GradientsRequest, GradientsReply>;
  sweep: Call<DrawsRequest, SweepReply>;
  laws: Call<DrawsRequest, LawsReply>;
  /** A whole repetition of Figure 6; tells which share of it is done. */
  repetition: Call<PathsJob, PathsResult, number>;
};
