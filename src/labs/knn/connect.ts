import { createStore } from 'zustand/vanilla';
import type { LabStore } from '../../state/lab-store';
import { keepResults } from '../../state/kept-results';
import { createRunsStore } from '../../state/runs/store';
import { subscribeUntil } from '../../state/until';
import { tellKept, type ConnectOptions } from '../kit/connect';
import { stepsPerSecond } from '../kit/params';
import { addRecorded, recordedResults } from '../kit/recorded';
import { rest } from '../kit/rest';
import { spareWorker } from '../kit/spare';
import { takeUpRuns, trainRuns } from '../kit/runs';
import type { KnnCalls } from './compute/protocol';
import { createKnnCells } from './cells';
import { createEvaluations } from './evaluations';
import { recordedTests } from './recorded-tests';
import { parseNetwork } from './network-file';
import type { KnnResult } from './experiment/repetition';
import { parseResults, resultsFile, type ResultsFile } from '../../core/training/results';
import { knnResults } from './experiment/table';
import { followImages } from './image-sets';
import { knnKind } from './kind';
import { followLooks } from './looks';
import { pretrainedRun, runSpecs } from './model';
import type { KnnTable } from './params';
import type { KnnResults } from './results';

const RUNS_KEY = 'knn/runs';
const TABLE_KEY = 'knn/table';

/**
 * Accuracy on the way: test images, candidates among the training images, and steps between two of
 * them, by network.
 */
export const TESTS = {
  compact: { queries: 500, candidates: 2000, evaluateEvery: 20 },
  lenet: { queries: 500, candidates: 2000, evaluateEvery: 50 },
  resnet18: { queries: 60, candidates: 240, evaluateEvery: 100 },
} as const;
/** A step of ResNet18 without a GPU takes two minutes. */
const PATIENCE_MS = 300_000;

/** Results of sweeps, which are not read before somebody asks for them. */
function cellsOf(options: ConnectOptions<KnnCalls>): KnnResults['cells'] {
  let cells: ReturnType<KnnResults['cells']> | null = null;
  return () => (cells ??= createKnnCells(options));
}

/** Trains the runs that the parameters ask for on the images that are open, and looks at them. */
export function connectKnn(
  store: LabStore<KnnTable>,
  options: ConnectOptions<KnnCalls>,
): KnnResults {
  const { compute, until, storage, now, notify, track } = options;
  const values = () => store.getState().values;
  const runs = createRunsStore(knnKind);
  const table = keepResults({
    // a network that is tested again later has a row of its own
    ...{ kind: { nameOf: (row: KnnResult) => JSON.stringify(row) }, key: TABLE_KEY },
    ...{ storage, until, read: storedRows },
  });

  const loop = trainRuns(
    runs,
    {
      kind: knnKind,
      advance(asked, limits) {
        const { network, networks } = values();
        const settings = { ...TESTS[network], networks };
        return compute.call(
          'advance',
          { runs: asked, limits, settings },
          { patience: PATIENCE_MS },
        );
      },
      snapshot: (version) => compute.call('snapshot', version, { patience: PATIENCE_MS }),
      speed: (played) => stepsPerSecond(values().speed, played),
    },
    options,
  );

  const images = followImages({
    compute,
    until,
    store,
    runs,
    track,
    follow(open) {
      tellKept(runs.follow(runSpecs(values(), open)), notify);
    },
  });

  async function takeUp(): Promise<void> {
    await images.opened;
    await takeUpRuns(runs, { kind: knnKind, key: RUNS_KEY }, options);
    await addPretrained(runs, images.sets, until);
    await table.loaded;
  }
  const evaluating = createEvaluations({ compute, table, values, now });
  const ready = track(takeUp());
  const recorded = createStore<ResultsFile<KnnResult> | null>(() => null);
  // the page begins with the reader's own runs; these come into what is empty
  void track(
    ready.then(async () => {
      await addRecorded('knn', { kind: knnKind, store: runs, notify }, (text, of) =>
        recordedTests(text, of).forEach(evaluating.addEvaluation),
      );
      recorded.setState(await recordedResults('knn-table', knnResults, notify), true);
    }),
  );

  const spare = spareWorker(options);
  return {
    compute,
    runs,
    map: (request, signal) => spare().call('map', request, { signal }),
    step: loop.step,
    ...images,
    ...followLooks({
      ...{ compute, until, runs, store, now },
      rest: (milliseconds) => track(rest(milliseconds)),
    }),
    ...evaluating,
    table,
    cells: cellsOf(options),
    recorded,
    ready,
  };
}

/** Rows as they are stored; earlier pages stored the text of a file. */
function storedRows(stored: unknown): readonly KnnResult[] {
  const text = Array.isArray(stored)
    ? resultsFile(knnResults, { version: '', made: '', results: stored as KnnResult[] })
    : String(stored);
  const parsed = parseResults(knnResults, text);
  return parsed.ok ? parsed.file.results : [];
}

/** The network that comes with the page, as a run that nobody trains. */
async function addPretrained(
  runs: KnnResults['runs'],
  sets: KnnResults['sets'],
  until: AbortSignal,
): Promise<void> {
  try {
    const response = await fetch(new URL('networks/drawn-compact.json', document.baseURI));
    const parsed = response.ok ? parseNetwork(await response.text()) : null;
    if (!parsed?.ok) return;
    const run = pretrainedRun(parsed.network);
    runs.add(run);
    const { runs: all, current } = runs.getState();
    const shown = all.find(({ id }) => id === current);
    // a run that has made steps is what the reader came back for
    const fits = sets.getState().open?.id === run.setup.dataset;
    if (fits && (!shown || shown.step === 0)) runs.select(run.id);
    subscribeUntil(until, runs, ({ runs: now, current: seen }, { runs: before }) => {
      if (seen !== run.id || now === before) return;
      const begun = now.find(({ pinned, step }) => !pinned && step > 0);
      const atRest = before.find(({ id }) => id === begun?.id);
      // who starts a training wants to see it
      if (begun && atRest?.step === 0) runs.select(begun.id);
    });
  } catch {
    // without it the lab begins untrained
  }
}
