import type { LabStore } from '../../state/lab-store';
import { keepRuns } from '../../state/runs/keep';
import { createRunsStore } from '../../state/runs/store';
import { subscribeUntil } from '../../state/until';
import type { ConnectOptions } from '../kit/connect';
import { keptAs } from '../kit/page';
import { trainRuns } from '../kit/runs';
import { classSpecs } from './classifiers';
import type { PerturbedCalls } from './compute/protocol';
import { classKind, type ClassRunsStore } from './kind';
import type { PerturbedTable } from './params';

const RUNS_KEY = 'perturbed/runs';
/** Test images on the way, and the steps between two tests. */
const TESTS = { tests: 500, evaluateEvery: 10 } as const;
/** A step of five classifiers on a slow telephone, and the digits before the first one. */
const PATIENCE_MS = 60_000;

/** Classifiers that are trained in step while the reader lets them, under the noise of the parameters. */
export function connectClassifiers(
  store: LabStore<PerturbedTable>,
  options: ConnectOptions<PerturbedCalls>,
): ClassRunsStore {
  const { compute, until, storage, notify, begin, track } = options;
  const runs = createRunsStore(classKind);
  trainRuns(
    runs,
    {
      kind: classKind,
      advance: (asked, limits) =>
        compute.call(
          'advance',
          { runs: asked, limits, settings: TESTS },
          { patience: PATIENCE_MS },
        ),
      snapshot: (version) => compute.call('snapshot', version, { patience: PATIENCE_MS }),
      speed: () => Infinity,
    },
    options,
  );
  const follow = () => {
    runs.follow(classSpecs(store.getState().values));
  };
  follow();
  subscribeUntil(until, store, follow);
  void track(
    keepRuns({
      ...{ kind: classKind, store: runs, storage, begin },
      ...keptAs(RUNS_KEY, { until, notify }),
    }),
  );
  return runs;
}
