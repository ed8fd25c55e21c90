import { expect, it } from 'vitest';
import { caller, testMachine } from '../../compute/testing/machine';
import { defaultsOf } from '../../state/params';
import { createTrainingLoop } from '../../state/runs/loop';
import { earlierSteps } from '../../state/runs/run';
import { shownRun } from '../../state/runs/shown';
import { createRunsStore } from '../../state/runs/store';
import { createMatching } from './compute/module';
import type { MatchingCalls } from './compute/protocol';
import { loudSequences } from './figures/loud-sequences';
import { matchingKind, type MatchingRun } from './kind';
import { epsilonOf, instanceOf } from './model';
import { runSpecs } from './specs';
import { matchingTable } from './params';

const values = { ...defaultsOf(matchingTable), d: 5, maxSteps: 40, stop: false };

/** A page that trains as fast as it can. */
function openPage() {
  const openNetworks = () => Promise.reject(new Error('There is no tfjs here.'));
  const call = caller<MatchingCalls>(createMatching(testMachine(), { openNetworks }).handlers);
  const store = createRunsStore(matchingKind);
  store.follow(runSpecs(values));
  const loop = createTrainingLoop(store, {
    ...{ kind: matchingKind, until: new AbortController().signal, now: () => 0 },
    advance: (runs, limits) =>
      call('advance', {
        ...{ runs, limits },
        settings: { tests: 0, evaluateEvery: 10, networks: 'own' },
      }),
    snapshot: (version) => call('snapshot', version),
    speed: () => Infinity,
    rest: () => Promise.resolve(),
    onError: (error) => expect(error).toBeNull(),
  });
  return { store, loop };
}

/** Everything that figures show of a run alone. */
const seen = (run: MatchingRun) => ({
  instance: instanceOf(values, run),
  loud: loudSequences(run),
  epsilon: epsilonOf(run),
  steps: run.steps,
  params: run.state.params,
});

it('an earlier step looks as it did when it was the present, bit for bit', async () => {
  const live = openPage();
  const now = () => shownRun(live.store.getState())!;
  const watched = new Map([[0, seen(now())]]);
  while (now().step < 40) {
    await live.loop.step();
    watched.set(now().step, seen(now()));
  }

  const { store } = openPage();
  store.play(true);
  await expect.poll(() => store.getState().playing).toBe(false);
  const [run] = store.getState().runs;
  expect(run.step).toBe(40);
  expect(earlierSteps(run)).toEqual([0, 1, 2, 4, 8, 16, 32]);
  for (const step of earlierSteps(run)) {
    store.look({ id: run.id, step });
    expect(seen(shownRun(store.getState())!)).toEqual(watched.get(step));
  }
  store.look(null);
  expect(seen(shownRun(store.getState())!)).toEqual(watched.get(40));
});

it('what is kept of a step is its weights, without what training needs', () => {
  const [spec] = runSpecs(values);
  const state = matchingKind.initialState(spec.setup);
  const { moments, bestParams, params } = matchingKind.still({ ...state, step: 8 });
  expect([moments.first.length, moments.second.length, bestParams.length]).toEqual([0, 0, 0]);
  expect(params).toBe(state.params);
});
