import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../core/message-of';
import type { LabStore } from '../../state/lab-store';
import { keepRuns } from '../../state/runs/keep';
import { createTrainingLoop } from '../../state/runs/loop';
import { shownRun } from '../../state/runs/shown';
import { createRunsStore } from '../../state/runs/store';
import { subscribeUntil } from '../../state/until';
import { tellKept, type ConnectOptions } from '../kit/connect';
import { keptAs, rest as pause } from '../kit/page';
import { stepsPerSecond } from '../kit/params';
import { addRecorded } from '../kit/recorded';
import type { TrainingResults } from '../kit/spec';
import type { HeldOutMap, PathsCalls, SeenMap } from './compute/protocol';
import { pathsKind, type PathsRun, type PathsRunTypes } from './kind';
import { runSpecs } from './runs';
import { SHOWN_MAPS, type PathsTable } from './params';

const RUNS_KEY = 'paths/runs';
/** Held-out maps that runs are tested on, and the steps between two tests. */
export const TESTS = { tests: 100, every: 10 } as const;
/** A step of several runs on a slow telephone. */
const PATIENCE_MS = 120_000;
/** Looks at maps may take this share of the time while training runs. */
const LOOK_SHARE = 0.2;

/** The held-out maps that are shown, and what the network of the shown run makes of them. */
export interface Seen {
  readonly maps: readonly HeldOutMap[];
  readonly seen: readonly SeenMap[];
  readonly run: PathsRun;
}

/** What the lab of paths gets of its training. */
export interface PathsTraining extends TrainingResults<PathsRunTypes> {
  /** Null until the worker has answered. */
  readonly seen: StoreApi<Seen | null>;
  /** A figure wants them kept up to date, until the answer is called. */
  watch(): () => void;
}

/** Trains the runs that the parameters ask for, and keeps them. */
export function connectTraining(
  store: LabStore<PathsTable>,
  options: ConnectOptions<PathsCalls>,
): PathsTraining {
  const { compute, until, storage, now, notify, begin, track } = options;
  const values = () => store.getState().values;
  // a training that waits for its next step has not come to rest
  const rest = (milliseconds: number) => track(pause(milliseconds));
  const runs = createRunsStore(pathsKind);
  const loop = createTrainingLoop(runs, {
    ...{ kind: pathsKind, until, rest, now },
    advance: (asked, limits) =>
      compute.call('advance', { runs: asked, limits, settings: TESTS }, { patience: PATIENCE_MS }),
    snapshot: (version) => compute.call('snapshot', version),
    speed: (played) => stepsPerSecond(values().speed, played),
    onError(error) {
      const message = messageOf(error);
      runs.setState({ error: message });
      notify(`Training stopped: ${message}`, 'error');
    },
  });
  const follow = () => tellKept(runs.follow(runSpecs(values())), notify);
  follow();
  subscribeUntil(until, store, follow);
  const ready = track(
    keepRuns({
      ...{ kind: pathsKind, store: runs, storage, begin },
      ...keptAs(RUNS_KEY, { until, notify }),
    }).then((resumed) => {
      if (resumed) notify('Your runs of the last visit are back where they were.', 'info');
    }),
  );
  void track(ready.then(() => addRecorded('paths', { kind: pathsKind, store: runs, notify })));
  return { compute, runs, step: loop.step, ready, ...followSeen(options, runs, rest) };
}

/** Looks at the held-out maps through the shown run, as often as training leaves time. */
function followSeen(
  { compute, until, now, track }: ConnectOptions<PathsCalls>,
  runs: PathsTraining['runs'],
  rest: (milliseconds: number) => Promise<void>,
): Pick<PathsTraining, 'seen' | 'watch'> {
  const seen = createStore<Seen | null>(() => null);
  let [watched, busy] = [0, false];
  let heldOut: Promise<readonly HeldOutMap[]> | null = null;
  /** A run that could not be looked at: it is not asked for again. */
  let failed: PathsRun | null = null;

  async function ask(run: PathsRun): Promise<void> {
    const { setup, state } = run;
    heldOut ??= compute.call('heldOut', SHOWN_MAPS);
    const request = { setup, params: state?.params ?? null, maps: SHOWN_MAPS };
    const [maps, reply] = await Promise.all([heldOut, compute.call('look', request)]);
    seen.setState({ maps, seen: reply.maps, run }, true);
  }

  function look(): void {
    const run = shownRun(runs.getState());
    const last = seen.getState()?.run;
    const isKnown = last?.state === run?.state && last?.setup === run?.setup;
    if (busy || watched === 0 || !run || run === failed || isKnown) return;
    busy = true;
    const start = now();
    void track(ask(run))
      .then(
        () => undefined,
        () => {
          [failed, heldOut] = [run, null];
        },
      )
      .then(async () => {
        const spent = now() - start;
        if (runs.getState().playing) await rest(spent / LOOK_SHARE - spent);
        busy = false;
        look();
      });
  }

  subscribeUntil(until, runs, look);
  return {
    seen,
    watch() {
      watched++;
      look();
      return () => void watched--;
    },
  };
}
