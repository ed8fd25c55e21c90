import type { LabStore } from '../../state/lab-store';
import { createRunsStore } from '../../state/runs/store';
import { subscribeUntil } from '../../state/until';
import { tellKept, type ConnectOptions } from '../kit/connect';
import { rest } from '../kit/rest';
import { stepsPerSecond } from '../kit/params';
import { addRecorded } from '../kit/recorded';
import { takeUpRuns, trainRuns } from '../kit/runs';
import type { TrainingResults } from '../kit/spec';
import type { PathsCalls } from './compute/protocol';
import { pathsKind, type PathsRunTypes } from './kind';
import { followLooks, type Looks } from './looks';
import { runSpecs } from './runs';
import type { PathsTable } from './params';

const RUNS_KEY = 'paths/runs';
/** Held-out maps that runs are tested on, and the steps between two tests. */
export const TESTS = { tests: 100, every: 10 } as const;
/** A step of several runs on a slow telephone. */
const PATIENCE_MS = 120_000;
/** What the lab of paths gets of its training. */
export interface PathsTraining extends TrainingResults<PathsRunTypes> {
  readonly looks: Looks;
}

/** Trains the runs that the parameters ask for, and keeps them. */
export function connectTraining(
  store: LabStore<PathsTable>,
  options: ConnectOptions<PathsCalls>,
): PathsTraining {
  const { compute, until, notify, track } = options;
  const values = () => store.getState().values;
  const runs = createRunsStore(pathsKind);
  const loop = trainRuns(
    runs,
    {
      kind: pathsKind,
      advance: (asked, limits) =>
        compute.call(
          'advance',
          { runs: asked, limits, settings: TESTS },
          { patience: PATIENCE_MS },
        ),
      snapshot: (version) => compute.call('snapshot', version),
      speed: (played) => stepsPerSecond(values().speed, played),
    },
    options,
  );
  const follow = () => tellKept(runs.follow(runSpecs(values())), notify);
  follow();
  subscribeUntil(until, store, follow);
  const ready = track(takeUpRuns(runs, { kind: pathsKind, key: RUNS_KEY }, options));
  void track(ready.then(() => addRecorded('paths', { kind: pathsKind, store: runs, notify })));
  return {
    compute,
    runs,
    step: loop.step,
    ready,
    looks: followLooks(options, runs, (milliseconds) => track(rest(milliseconds))),
  };
}
