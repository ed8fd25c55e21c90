import { describe, expect, it } from 'vitest';
import { fakeCompute } from '../../compute/testing/compute';
import { until } from '../../compute/testing/until';
import { createLabStore } from '../../state/lab-store';
import { fakePage } from '../kit/testing/connect';
import type { RankingsCalls } from './compute/protocol';
import { connectRankings } from './connect';
import { rankingMethods } from './experiment/spec';
import { normalise, rankingsTable } from './params';

const none = new Float64Array();

function connected() {
  const compute = fakeCompute<RankingsCalls>({
    train: ({ methods }) =>
      methods.map((method) => ({ method, weights: none, losses: none, spearman: none })),
  });
  const store = createLabStore(rankingsTable, { normalise });
  const results = connectRankings(store, fakePage<RankingsCalls>(compute).options);
  const shown = () => results.work.getState().trained;
  return { compute, store, shown };
}

describe('the rankings lab', () => {
  it('shows trainings of the values that there are, and of those that come', async () => {
    const { store, shown } = connected();
    await until(() => shown()?.knobs.sigma === 0.5);
    expect(shown()?.paths).toHaveLength(rankingMethods.length);
    store.set({ sigma: 3, labels: 4 });
    await until(() => shown()?.knobs.sigma === 3 && shown()?.material.names.length === 4);
  });

  it('trains one method while a hand moves, and all when it rests', async () => {
    const { compute, store, shown } = connected();
    await until(() => shown() !== null);
    store.set({ sigma: 2 }, 'move');
    await until(() => shown()?.knobs.sigma === 2);
    expect(shown()?.paths.map(({ method }) => method)).toEqual(['fenchel-young']);
    store.set({ sigma: 2 }, 'commit');
    await until(() => shown()?.paths.length === rankingMethods.length);
    expect(compute.asked('train')).toHaveLength(3);
  });

  it('trains nothing anew for what is only looked at', async () => {
    const { compute, store, shown } = connected();
    await until(() => shown() !== null);
    store.set({ step: 20, x: -0.5, watch: 3, example: 2, curve: 'loss' }, 'move');
    store.set({ method: 'squared' }, 'commit');
    store.set({ rate: 0.2 });
    await until(() => shown()?.knobs.rate === 0.2);
    expect(compute.asked('train')).toHaveLength(2);
  });

  it('tells the reader why there are none', async () => {
    const page = fakePage<RankingsCalls>(fakeCompute<RankingsCalls>({}));
    connectRankings(createLabStore(rankingsTable), page.options);
    await until(() => page.said.length > 0);
    expect(page.said[0]).toMatch(/^error: The rankings could not be trained on: /);
  });
});
