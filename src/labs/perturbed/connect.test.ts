import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeCompute } from '../../compute/testing/compute';
import { until } from '../../compute/testing/until';
import { createLabStore } from '../../state/lab-store';
import { fakePage, stubBrowser } from '../kit/testing/connect';
import type { PerturbedCalls } from './compute/protocol';
import { connectPerturbed } from './connect';
import { normalise, perturbedTable } from './params';

const none = new Float64Array();
const sums = { structures: none, symmetric: none, maxima: none, centred: none };

const fan = { centre: [0, 0], least: -1, rim: [], values: [] } as const;

beforeEach(() => void stubBrowser());
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllGlobals();
});

function connected() {
  const compute = fakeCompute<PerturbedCalls>({
    jacobians: (request) => ({ ...request, sums }),
    price: (request) => ({ ...request, prices: [] }),
    picks: (request) => ({ ...request, counts: none }),
    regularisers: (shape) => ({ shape, noise: null, entropy: fan }),
  });
  const store = createLabStore(perturbedTable, { normalise });
  const page = fakePage<PerturbedCalls>(compute);
  ends.push(page.end);
  const results = connectPerturbed(store, page.options);
  return { compute, store, results };
}

describe('the perturbed lab', () => {
  it('shows Jacobians of the values that there are, and of those that come', async () => {
    const { store, results } = connected();
    const shown = () => results.getState().jacobians?.problem.sigma;
    await until(() => shown() === 0.8);
    store.set({ sigma: 3 });
    await until(() => shown() === 3);
  });

  it('asks again only for what has changed, and for the price when the hand rests', async () => {
    const { compute, store, results } = connected();
    await until(() => results.getState().price !== null);
    store.set({ draw: 3 });
    store.set({ sigma: 3 }, 'commit');
    store.set({ samples: 5000 }, 'move');
    await until(() => compute.asked('jacobians').length === 2);
    expect(compute.asked('price')).toHaveLength(1);
    store.set({ scores: [1, 1] }, 'move');
    await until(() => compute.asked('jacobians').length === 3);
    expect(compute.asked('price')).toHaveLength(1);
    store.set({ scores: [1, 1] }, 'commit');
    await until(() => compute.asked('price').length === 2);
    await until(() => compute.asked('jacobians').at(-1)?.samples === 5000);
  });

  it('asks for regularisers when their shape is another one, and for no other reason', async () => {
    const { compute, store, results } = connected();
    await until(() => results.getState().regularisers !== null);
    store.set({ sigma: 3, scores: [1, 1] });
    store.set({ structure: 'polygon' });
    store.set({ vertices: [0, 0, 1, 0, 1, 1] }, 'move');
    await until(() => results.getState().regularisers?.shape.structure === 'polygon');
    expect(compute.asked('regularisers')).toHaveLength(2);
    store.set({ vertices: [0, 0, 1, 0, 1, 1] }, 'commit');
    await until(() => results.getState().regularisers?.shape.vertices.length === 6);
  });

  it('does not ask about corners that are not there', async () => {
    const { compute, store } = connected();
    store.set({ vertices: [0, 0, 1, 0, 1, 1] });
    store.set({ structure: 'polygon' });
    await until(() => compute.asked('jacobians').length === 2);
    expect(compute.asked('jacobians')[1].problem.vertices).toHaveLength(6);
  });

  it('tells the reader why there are none', async () => {
    const page = fakePage<PerturbedCalls>(fakeCompute<PerturbedCalls>({}));
    ends.push(page.end);
    connectPerturbed(createLabStore(perturbedTable), page.options);
    await until(() => page.said.length > 0);
    expect(page.said[0]).toMatch(/^error: The Jacobians could not be estimated: /);
  });
});
