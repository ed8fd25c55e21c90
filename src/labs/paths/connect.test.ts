import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deferred, fakeCompute } from '../../compute/testing/compute';
import { until } from '../../compute/testing/until';
import { createLabStore } from '../../state/lab-store';
import { fakePage, memoryStorage, stubBrowser } from '../kit/testing/connect';
import type { PathsCalls } from './compute/protocol';
import { connectPaths } from './connect';
import type { PathsJob, PathsResult } from './experiment/repetition';
import { costsOf, givenMap, withCosts } from './model';
import { follow, normalise, pathsTable } from './params';

beforeEach(() => void stubBrowser());
afterEach(() => void vi.unstubAllGlobals());

const none = new Float64Array();
const draws = { visits: none, paths: [], taken: [], below: 0 };
const laws = { perturbed: none, gibbs: none, temperature: 1, cost: 1 };

function connected() {
  const compute = fakeCompute<PathsCalls>({
    draws: (request) => ({ ...request, ...draws }),
    gradients: (request) => ({ ...request, gradients: [] }),
    sweep: (request) => ({ ...request, points: [] }),
    laws: (request) => ({ ...request, laws }),
  });
  const store = createLabStore(pathsTable, { normalise, follow });
  const results = connectPaths(store, fakePage<PathsCalls>(compute).options);
  return { compute, store, results };
}

describe('the table of Figure 6', () => {
  const job: PathsJob = {
    ...{ dataset: 'terrain', variant: 'direct', network: 'cells', maps: 70, testMaps: 3 },
    ...{ epochs: 1, rate: 0.01, seed: 1 },
  };

  it('is worked off beside the page, tells how far a job is, and keeps what it has', async () => {
    const result = deferred<PathsResult>();
    const worker = fakeCompute<PathsCalls>({
      repetition(_, { onProgress }) {
        onProgress?.(0.25);
        return result.promise;
      },
    });
    const compute = fakeCompute<PathsCalls>({});
    const { storage, kept } = memoryStorage();
    const page = fakePage<PathsCalls>(compute, { another: () => worker, storage });
    const { table } = connectPaths(createLabStore(pathsTable), page.options);
    table.start([job]);
    await until(() => table.getState().underWay === 0.25);
    const test = { maps: 3, optimal: 1, valid: 3, ratio: 1.2 };
    const found: PathsResult = {
      ...{ ...job, steps: 1, curve: [{ ...test, epoch: 1 }], train: test },
      ...{ clamped: 0, active: 0.1, millisecondsPerStep: 9, fault: '' },
    };
    result.resolve(found);
    await until(() => !table.getState().running && worker.isDisposed);
    expect(kept.get('paths/table')).toEqual([found]);
    expect(compute.names).not.toContain('repetition');
  });
});

describe('the lab of paths', () => {
  it('shows draws of the values that there are, and of those that come', async () => {
    const { store, results } = connected();
    const shown = () => results.getState().draws?.problem.sigma;
    await until(() => shown() === 0.3);
    store.set({ sigma: 3 });
    await until(() => shown() === 3);
  });

  it('asks again only for what has changed, and for the sweep and the laws at rest', async () => {
    const { compute, store, results } = connected();
    await until(() => results.getState().sweep !== null);
    store.set({ draw: 3 });
    store.set({ brush: 'rock' });
    store.set({ samples: 2000 }, 'move');
    store.set({ sigma: 2 }, 'move');
    await until(() => compute.asked('draws').length === 2);
    expect(compute.asked('draws')[1].samples).toBe(512);
    expect([compute.asked('sweep').length, compute.asked('laws').length]).toEqual([1, 1]);
    store.set({ sigma: 2 }, 'commit');
    await until(() => compute.asked('laws').length === 2);
    await until(() => compute.asked('draws').at(-1)?.samples === 2000);
    // a sweep is of all noise scales
    expect(compute.asked('sweep')).toHaveLength(1);
    const { values } = store.getState();
    const map = givenMap(values, null);
    store.set(withCosts(map, costsOf(map, values).with(5, 9)));
    await until(() => compute.asked('sweep').length === 2);
    expect(compute.asked('sweep')[1].problem.costs[5]).toBe(9);
    store.set({ lambda: 5 });
    await until(() => compute.asked('gradients').at(-1)?.lambda === 5);
    expect(compute.asked('sweep')).toHaveLength(2);
  });

  it('asks for gradients under a moving hand only while somebody looks at them', async () => {
    const { compute, store, results } = connected();
    const sigmas = () => compute.asked('gradients').map(({ problem }) => problem.sigma);
    await until(() => results.getState().gradients !== null);
    store.set({ sigma: 1 }, 'move');
    await until(() => results.getState().draws?.problem.sigma === 1);
    expect(sigmas()).toEqual([0.3]);
    const leave = results.watchGradients();
    await until(() => sigmas().at(-1) === 1);
    store.set({ sigma: 2 }, 'move');
    await until(() => results.getState().gradients?.problem.sigma === 2);
    leave();
    store.set({ sigma: 3 }, 'move');
    await until(() => results.getState().draws?.problem.sigma === 3);
    store.set({ sigma: 4 }, 'commit');
    await until(() => sigmas().at(-1) === 4);
    expect(sigmas()).toEqual([0.3, 1, 2, 4]);
  });

  it('tells the reader why there are none', async () => {
    const page = fakePage<PathsCalls>(fakeCompute<PathsCalls>({}));
    connectPaths(createLabStore(pathsTable), page.options);
    await until(() => page.said.length > 0);
    expect(page.said[0]).toMatch(/^error: The paths could not be found: /);
  });
});
