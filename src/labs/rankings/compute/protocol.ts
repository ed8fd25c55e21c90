import type { Call } from '../../../compute/service';
import type { LinesProblem } from '../experiment/lines';
import type { TrainedPath } from '../experiment/path';
import type { RankingKnobs, RankingMethod } from '../experiment/spec';

export interface TrainRequest {
  readonly problem: LinesProblem;
  readonly knobs: RankingKnobs;
  readonly methods: readonly RankingMethod[];
}

export interface TrainReply extends Omit<TrainRequest, 'methods'> {
  /** One per method that was asked for, in their order. */
  readonly paths: readonly TrainedPath[];
}

/** What the rankings lab can be asked. */
export type RankingsCalls = {
  train: Call<TrainRequest, TrainReply>;
};
