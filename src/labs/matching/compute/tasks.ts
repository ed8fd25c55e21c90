import { handOver } from '../../../compute/hand-over';
import { remembering } from '../../../compute/remember';
import {
  createRowGradients,
  createScoreGradients,
  type GradientTask,
  type Rows,
  type RowsReply,
  type ScoredReply,
  type ScoredTask,
} from '../experiment/gradients';
import type { MatchingSetup } from '../experiment/spec';

/** A piece of a step. The key tells runs apart, so that each keeps its prices. */
export interface Piece<Task> {
  readonly key: string;
  readonly setup: MatchingSetup;
  readonly task: Task;
}

/** What a thread does for a training run. */
export type MatchingTasks = {
  rows(piece: Piece<GradientTask & Rows>): RowsReply;
  scored(piece: Piece<ScoredTask>): ScoredReply;
};

/** Runs whose prices a thread keeps; the matchings of others are searched from scratch. */
const KEPT_RUNS = 12;

export function createTasks(): MatchingTasks {
  const rows = remembering(KEPT_RUNS, createRowGradients);
  const scored = remembering(KEPT_RUNS, createScoreGradients);
  return {
    rows({ key, setup, task }) {
      const reply = rows(key, setup)(task);
      return handOver(reply, [reply.gradients]);
    },
    scored({ key, setup, task }) {
      const reply = scored(key, setup)(task);
      return handOver(reply, [reply.dScores]);
    },
  };
}
