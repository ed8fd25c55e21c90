import { describe, expect, it } from 'vitest';
import { fakeCompute } from '../../compute/testing/compute';
import { until } from '../../compute/testing/until';
import { createLabStore } from '../../state/lab-store';
import { fakePage, memoryStorage } from '../kit/testing/connect';
import type { RankingsCalls } from './compute/protocol';
import { connectRankings } from './connect';
import { datasetOf, type OwnSet } from './experiment/own-set';
import { rankingJobs } from './experiment/table';
import { rankingsTable } from './params';

const tested = {
  ...{ spearman: 0.5, kendall: 0.5, perfect: 0.25, right: 0.5, projection: 0.9 },
  ...{ decay: 1, strength: 0, validation: 0.5, milliseconds: 10 },
};

const set: OwnSet = {
  ...{ id: 'own', file: 'mine.csv', sum: '0123abcd', rows: 20, features: ['p'] },
  labels: ['u', 'v'],
  x: Float64Array.from({ length: 20 }, (_, i) => Math.sin(i)),
  ranks: Float64Array.from({ length: 40 }, (_, i) => i % 2),
};

describe('folds of the reader’s sets', () => {
  const jobs = rankingJobs({
    ...{ datasets: [datasetOf(set)], methods: ['squared'], folds: 2, seed: 1 },
    ...{ steps: 5, inner: 10 },
  });

  function connected() {
    const worker = fakeCompute<RankingsCalls>({
      repetition: ({ job, examples }) => ({ ...job, ...tested, rows: examples.rows }),
      noisy: (job) => ({ ...job, ...tested }),
    });
    const compute = fakeCompute<RankingsCalls>({ train: () => [], read: () => set });
    const { storage, kept } = memoryStorage();
    const page = fakePage<RankingsCalls>(compute, { another: () => worker, storage });
    return { worker, kept, results: connectRankings(createLabStore(rankingsTable), page.options) };
  }

  it('are worked off beside the page with all rows of the set, and kept', async () => {
    const { worker, kept, results } = connected();
    await results.addFiles([new File(['x'], 'mine.csv')]);
    results.folds.start(jobs);
    await until(() => results.folds.getState().done === 2);
    expect(worker.asked('repetition').map(({ examples }) => examples.rows)).toEqual([20, 20]);
    expect(kept.get('rankings/folds')).toHaveLength(2);
    const noisy = { method: 'squared', repetition: 0, seed: 1, rows: 4, features: 2 } as const;
    results.noisy.start([{ ...noisy, labels: 3, sigma: 1, steps: 1, inner: 4 }]);
    await until(() => results.noisy.getState().done === 1);
    expect(kept.get('rankings/noisy')).toHaveLength(1);
  });

  it('of a set that is gone say so', async () => {
    const { results } = connected();
    results.folds.start(jobs);
    await until(() => results.folds.getState().error !== null);
    expect(results.folds.getState().error).toBe(
      'mine.csv 0123abcd is no longer in this browser: open its file again.',
    );
  });
});
