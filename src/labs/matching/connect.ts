import type { MatchingTable, MatchingValues } from './params';
import { tracked } from '../../state/activity';
import type { LabStore } from '../../state/lab-store';
import { keepRuns } from '../../state/runs/keep';
import { matchingKind } from './kind';
import { createTrainingLoop } from '../../state/runs/loop';
import type { MatchingResults } from './results';
import { createRunsStore } from '../../state/runs/store';
import { createTableStore } from './table';
import { browserStorage } from '../../state/storage';
import { runTable } from './table-client';
import { createTrainingClient } from './client';
import { lazily, onLeave, rest } from '../kit/page';
import type { WiringOptions } from '../kit/connect';

const RUNS_KEY = 'matching/runs';

/** Binds the matching lab to its workers, which start with the first step. */
export function connectMatching(
  store: LabStore<MatchingTable>,
  { notify, begin, track }: WiringOptions,
  runSpecs: typeof import('./model').runSpecs,
): MatchingResults {
  const values = () => store.getState().values;
  const runs = createRunsStore(matchingKind);
  const sign = createRunsStore(matchingKind);
  const storage = tracked(browserStorage(), track);
  const fail = (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    runs.setState({ error: message });
    notify(`Training stopped: ${message}`, 'error');
  };
  const connect = () =>
    createTrainingClient({
      spawn: () =>
        new Worker(new URL('./compute/training.worker.ts', import.meta.url), { type: 'module' }),
      inline: async () => (await import('../inline')).createInlineTraining(),
      notify: (message) => notify(message, 'warning'),
    });
  const client = lazily(() => tracked(connect(), track));
  const loopOf = (trained: typeof runs, speed: (values: MatchingValues) => number) =>
    createTrainingLoop(trained, {
      advance: (asked, limits) =>
        client().advance({
          ...limits,
          runs: asked.map(({ id, setup, state, knobs, stop }) => ({
            id,
            setup,
            state,
            knobs,
            stop,
          })),
          tests: TESTS,
          evaluateEvery: EVALUATE_EVERY,
          networks: values().networks,
        }),
      speed: () => speed(values()),
      // a training that waits for its next step has not come to rest
      rest: (milliseconds) => track(rest(milliseconds)),
      now: () => performance.now(),
      onError: fail,
    });
  const loop = loopOf(runs, ({ speed }) => (speed === 'full' ? Infinity : Number(speed)));
  loopOf(sign, () => Infinity);

  const follow = () => runs.follow(runSpecs(values()));
  follow();
  store.subscribe(follow);
  const ready = track(
    keepRuns(matchingKind, runs, storage, RUNS_KEY, onLeave, begin).then((resumed) => {
      if (resumed) notify('Your runs of the last visit are back where they were.', 'info');
    }),
  );
  const table = createTableStore({
    storage,
    now: () => performance.now(),
    run: (jobs, how) =>
      track(
        runTable(
          jobs,
          {
            threads: Math.max(1, navigator.hardwareConcurrency || 2),
            spawn: () =>
              new Worker(new URL('./compute/table.worker.ts', import.meta.url), { type: 'module' }),
          },
          how,
        ),
      ),
  });
  const loseDevice = () => client().loseDevice();
  return { runs, step: loop.step, loseDevice, sign, table, ready };
}

/** Held-out sequences that runs are tested on. */
const TESTS = 20;
/** Steps between two tests. */
const EVALUATE_EVERY = 10;
