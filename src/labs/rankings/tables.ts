import { createResultsTable, type ResultsTableStore } from '../../state/results-table';
import type { ConnectOptions } from '../kit/connect';
import { recordedResults } from '../kit/recorded';
import { inWorkers } from '../kit/repetitions';
import type { RankingsCalls } from './compute/protocol';
import type { NoisyJob, NoisyResult } from './experiment/noisy-repetition';
import { noisyResults } from './experiment/noisy-table';
import { datasetOf, examplesOf } from './experiment/own-set';
import type { RankingJob, RankingResult } from './experiment/repetition';
import { rankingResults } from './experiment/table';
import type { FollowedSets } from './own-sets';

export interface RankingTables {
  /** Folds of sets, Figure 3. */
  readonly folds: ResultsTableStore<RankingJob, RankingResult>;
  /** Trainings on generated rankings, Figure 4. */
  readonly noisy: ResultsTableStore<NoisyJob, NoisyResult>;
}

/** A fold of the largest sets on a slow telephone. */
const PATIENCE_MS = 600_000;

/** Repetitions of Figures 3 and 4 in workers of their own, beside what came with the site. */
export function connectTables(
  options: ConnectOptions<RankingsCalls>,
  { sets, get }: Pick<FollowedSets, 'sets' | 'get'>,
): RankingTables {
  const { storage, until, now, notify, track } = options;
  const patience = PATIENCE_MS;
  const folds = createResultsTable({
    ...{ kind: rankingResults, key: 'rankings/folds', storage, until, now },
    run: inWorkers(options, async (worker, job: RankingJob) => {
      const info = sets.getState().list.find((each) => datasetOf(each) === job.dataset);
      const set = info ? await get(info.id) : null;
      if (!set)
        throw new Error(`${job.dataset} is no longer in this browser: open its file again.`);
      return worker.call('repetition', { job, examples: examplesOf(set) }, { patience });
    }),
  });
  const noisy = createResultsTable({
    ...{ kind: noisyResults, key: 'rankings/noisy', storage, until, now },
    run: inWorkers(options, (worker, job: NoisyJob) => worker.call('noisy', job, { patience })),
  });
  const record = async () => {
    folds.setState({ recorded: await recordedResults('ranking-table', rankingResults, notify) });
    noisy.setState({
      recorded: await recordedResults('noisy-rankings-table', noisyResults, notify),
    });
  };
  void track(record());
  return { folds, noisy };
}
