import { latestWins } from '../../compute/latest';
import type { LabStore } from '../../state/lab-store';
import { createResultsTable } from '../../state/results-table';
import { createRunsStore } from '../../state/runs/store';
import { subscribeUntil } from '../../state/until';
import { tellKept, type ConnectOptions } from '../kit/connect';
import { stepsPerSecond } from '../kit/params';
import { addRecorded, recordedResults } from '../kit/recorded';
import { inWorkers } from '../kit/repetitions';
import { takeUpRuns, trainRuns } from '../kit/runs';
import { spareWorker } from '../kit/spare';
import { anySweep } from '../kit/sweep';
import { createSweepTable } from '../kit/sweep-results';
import type { MatchingCalls } from './compute/protocol';
import type { MatrixRequest } from './experiment/own-matrix';
import type { RepetitionJob, RepetitionResult } from './experiment/repetition';
import { matchingResults } from './experiment/table';
import { matchingKind, type MatchingRunsStore } from './kind';
import { cellsSideBySide, deviceFor, repetitionsSideBySide } from './side-by-side';
import { runSpecs } from './specs';
import type { MatchingTable } from './params';
import { matchingSweep } from './sweep';
import type { MatchingResults } from './results';

const RUNS_KEY = 'matching/runs';
/** Held-out sequences that runs are tested on, and the steps between two tests. */
export const TESTS = { tests: 20, evaluateEvery: 10 } as const;

/** Trains the runs that the parameters ask for, and works off the tables. */
export function connectMatching(
  store: LabStore<MatchingTable>,
  options: ConnectOptions<MatchingCalls>,
): MatchingResults {
  const { compute, until, storage, now, notify, track } = options;
  const values = () => store.getState().values;
  const runs = createRunsStore(matchingKind);
  const sign = createRunsStore(signKind);

  const loopOf = (
    kind: typeof matchingKind,
    trained: MatchingRunsStore,
    speed: (played: number) => number,
  ) =>
    trainRuns(
      trained,
      {
        kind,
        speed,
        advance(asked, limits) {
          const { networks } = values();
          const settings = { ...TESTS, networks };
          return compute.call(
            'advance',
            { runs: asked, limits, settings },
            { patience: PATIENCE_MS },
          );
        },
        snapshot: (version) => compute.call('snapshot', version),
      },
      options,
    );
  const loop = loopOf(matchingKind, runs, (played) => stepsPerSecond(values().speed, played));
  loopOf(signKind, sign, () => Infinity);

  const follow = () => tellKept(runs.follow(runSpecs(values())), notify);
  follow();
  subscribeUntil(until, store, follow);
  const ready = track(takeUpRuns(runs, { kind: matchingKind, key: RUNS_KEY }, options));
  const device = deviceFor(options, () => values().networks);
  const table = createResultsTable<RepetitionJob, RepetitionResult>({
    ...{ kind: matchingResults, key: 'matching/table', storage, until, now },
    counts: device.counts,
    run: repetitionsSideBySide(
      device,
      inWorkers(options, (worker, job: RepetitionJob) => worker.call('repetition', job)),
    ),
  });
  const cells = anySweep(matchingSweep);
  const sweep = createSweepTable(
    'matching',
    options,
    cells,
    (worker, training) => worker.call('cell', training),
    { ahead: (then) => cellsSideBySide(device, cells, then), counts: device.counts },
  );
  // the page begins with the reader's own runs; these come into what is empty
  void track(
    ready.then(async () => {
      await addRecorded('matching', { kind: matchingKind, store: runs, notify });
      await addRecorded('sign', { kind: signKind, store: sign, notify });
      table.setState({
        recorded: await recordedResults('matching-table', matchingResults, notify),
      });
    }),
  );
  const matrix = latestWins((request: MatrixRequest) => track(compute.call('matrix', request)));
  const spare = spareWorker(options);
  return {
    ...{ compute, runs, step: loop.step, sign, table, sweep, matrix, ready },
    map: (request, signal) => spare().call('map', request, { signal }),
  };
}

/** The runs on the sign of epsilon are curves alone: nobody looks at their weights. */
const signKind: typeof matchingKind = { ...matchingKind, mostEarlier: () => 0 };

/** A step of several runs on a slow telephone. */
const PATIENCE_MS = 60_000;
