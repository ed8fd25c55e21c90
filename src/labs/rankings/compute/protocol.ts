import type { Call } from '../../../compute/service';
import type { Examples } from '../experiment/examples';
import type { NoisyJob, NoisyResult } from '../experiment/noisy-repetition';
import type { OwnSet } from '../experiment/own-set';
import type { Halves, TrainedPath } from '../experiment/path';
import type { RankingJob, RankingResult } from '../experiment/repetition';
import type { RankingKnobs, RankingMethod } from '../experiment/spec';

export interface TrainRequest {
  readonly halves: Halves;
  /** Seed of the noise. */
  readonly seed: number;
  readonly knobs: RankingKnobs;
  readonly methods: readonly RankingMethod[];
}

/** A file of the reader's. */
export interface ReadRequest {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface RepetitionRequest {
  readonly job: RankingJob;
  /** Of the set of the job, all of them. */
  readonly examples: Examples;
}

/** What the rankings lab can be asked. */
export type RankingsCalls = {
  /** One path per method that was asked for, in their order. */
  train: Call<TrainRequest, readonly TrainedPath[]>;
  /** Fails with a sentence that names the file, and the row and column at fault. */
  read: Call<ReadRequest, OwnSet>;
  /** A fold of a set under one method, as the command line makes it; a minute at most. */
  repetition: Call<RepetitionRequest, RankingResult>;
  /** A training on generated rankings, chosen settings and all. */
  noisy: Call<NoisyJob, NoisyResult>;
};
