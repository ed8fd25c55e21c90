import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeCompute } from '../../compute/testing/compute';
import { until } from '../../compute/testing/until';
import { createLabStore } from '../../state/lab-store';
import { fakePage, stubBrowser } from '../kit/testing/connect';
import type { PathsCalls } from './compute/protocol';
import { connectPaths } from './connect';
import { costsOf, withCosts } from './model';
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
    store.set(withCosts(values, costsOf(values).with(5, 9)));
    await until(() => compute.asked('sweep').length === 2);
    expect(compute.asked('sweep')[1].problem.costs[5]).toBe(9);
    store.set({ lambda: 5 });
    await until(() => compute.asked('gradients').at(-1)?.lambda === 5);
    expect(compute.asked('sweep')).toHaveLength(2);
  });

  it('tells the reader why there are none', async () => {
    const page = fakePage<PathsCalls>(fakeCompute<PathsCalls>({}));
    connectPaths(createLabStore(pathsTable), page.options);
    await until(() => page.said.length > 0);
    expect(page.said[0]).toMatch(/^error: The paths could not be found: /);
  });
});
