import { expect, it } from 'vitest';
import { createTrainingLoop } from '../../state/runs/loop';
import { earlierSteps } from '../../state/runs/run';
import { shownRun } from '../../state/runs/shown';
import { createRunsStore } from '../../state/runs/store';
import { digitKnobs, digitSetup, openKnn } from './compute/testing/knn';
import { knnKind, type KnnRun } from './kind';
import { withWeights } from './looks';

const STEPS = 9;

function openPage() {
  const { call } = openKnn();
  const store = createRunsStore(knnKind);
  const [setup, knobs, stop] = [digitSetup, digitKnobs, { maxSteps: STEPS }];
  store.follow([{ id: 'direct', name: 'direct', category: 0, setup, knobs, stop }]);
  const settings = { queries: 20, candidates: 50, evaluateEvery: 1000, networks: 'own' } as const;
  const loop = createTrainingLoop(store, {
    // states come back at the end alone
    kind: { ...knnKind, stateEvery: () => 1e6 },
    ...{ until: new AbortController().signal, now: () => 0 },
    advance: (runs, limits) => call('advance', { runs, limits, settings }),
    snapshot: (version) => call('snapshot', version),
    speed: () => Infinity,
    rest: () => Promise.resolve(),
    onError: (error) => expect(error).toBeNull(),
  });
  const look = async () => {
    const run = shownRun(store.getState())!;
    return { query: await queryOf(run), epsilon: run.state?.growths ?? 0, steps: run.steps.loss };
  };
  /** The query under the microscope; directions follow the picture before. */
  async function queryOf(run: KnnRun) {
    const { step, distances, sigma, numbers } = await withWeights(run, (trained) =>
      call('query', {
        ...trained,
        ...{ key: run.id, query: { kind: 'test', number: 3 }, candidates: 20 },
      }),
    );
    return { step, distances, sigma, numbers };
  }
  return { store, loop, look };
}

it('an earlier step looks as it did when it was the present, bit for bit', async () => {
  const live = openPage();
  const watched = [await live.look()];
  while (watched.length <= STEPS) {
    await live.loop.step();
    watched.push(await live.look());
  }

  const { store, look } = openPage();
  store.play(true);
  await expect.poll(() => store.getState().runs[0].state?.step).toBe(STEPS);
  const [run] = store.getState().runs;
  expect(earlierSteps(run)).toEqual([0, 1, 2, 4, 8]);
  for (const step of earlierSteps(run).reverse()) {
    store.look({ id: run.id, step });
    expect(await look()).toEqual(watched[step]);
  }
  store.look(null);
  expect(await look()).toEqual(watched[STEPS]);
});

it('weights are kept within 16 MB: many steps of the compact network, none of ResNet18', () => {
  const most = (network: 'compact' | 'lenet' | 'resnet18') =>
    knnKind.mostEarlier({ ...digitSetup, input: [28, 28, 1], network });
  expect(most('compact')).toBeGreaterThanOrEqual(15);
  expect(most('lenet')).toBeGreaterThanOrEqual(4);
  expect(most('resnet18')).toBe(0);
});
