import { createStore } from 'zustand/vanilla';
import { parseNetwork } from './experiment/network-file';
import { REPORTED_KS } from './experiment/spec';
import { knnFile, parseKnnResults } from './experiment/table';
import type { KnnResult } from './experiment/repetition';
import type { KnnTable, KnnValues } from './params';
import { knnKind, type KnnExperiment, type KnnRun } from './kind';
import type { EvaluatedRun, Evaluations, KnnResults, Looks, SetsState } from './results';
import { tracked } from '../../state/activity';
import type { LabStore } from '../../state/lab-store';
import { keepRuns } from '../../state/runs/keep';
import { createTrainingLoop } from '../../state/runs/loop';
import { createRunsStore } from '../../state/runs/store';
import { browserStorage } from '../../state/storage';
import { createKnnClient } from './client';
import type { EntriesRequest, EvaluationResult, QueryImage } from './compute/protocol';
import { latestWins } from '../../compute/latest';
import { lazily, onLeave, rest as pause } from '../kit/page';
import type { WiringOptions } from '../kit/connect';

/** The parts of the lab's model that the wiring needs: they come with the lab's own chunk. */
type KnnModel = Pick<
  typeof import('./model'),
  'runSpecs' | 'shownRun' | 'pretrainedRun' | 'resultRow' | 'entriesRequest'
>;

const RUNS_KEY = 'knn/runs';
const TABLE_KEY = 'knn/table';

/**
 * Accuracy on the way: test images, candidates among the training images, and steps between two of
 * them, by network.
 */
const TESTS = {
  compact: { queries: 500, candidates: 2000, evaluateEvery: 20 },
  lenet: { queries: 500, candidates: 2000, evaluateEvery: 50 },
  resnet18: { queries: 60, candidates: 240, evaluateEvery: 100 },
} as const;
/** Images of the scatter. */
const SCATTER = { train: 900, test: 300 } as const;
/** Candidates of the microscope. */
const MICROSCOPE = 100;
/** A picture may take this share of the time while training runs. */
const LOOK_SHARE = 0.2;

/** Binds the kNN lab to its worker. */
export function connectKnn(
  store: LabStore<KnnTable>,
  { notify, begin, track }: WiringOptions,
  model: KnnModel,
): KnnResults {
  const values = () => store.getState().values;
  const storage = tracked(browserStorage(), track);
  // what waits for its next step has not come to rest
  const rest = (milliseconds: number) => track(pause(milliseconds));
  const runs = createRunsStore(knnKind);
  const sets = createStore<SetsState>(() => ({ list: [], open: null, error: null, problems: [] }));
  const looks = createStore<Looks>(() => ({ scatter: null, query: null, entries: null }));
  const table = createStore<readonly KnnResult[]>(() => []);
  let worker: Worker | null = null;
  const connect = () =>
    createKnnClient({
      base: new URL('data/', document.baseURI).href,
      spawn: () =>
        (worker = new Worker(new URL('./compute/knn.worker.ts', import.meta.url), {
          type: 'module',
        })),
      inline: async () => (await import('../inline')).createInlineKnn(),
      notify: (message) => notify(message, 'warning'),
    });
  const client = lazily(() => tracked(connect(), track));

  const loop = createTrainingLoop<KnnExperiment>(runs, {
    advance: (asked, limits) =>
      client().advance({
        ...limits,
        runs: asked.map(({ id, setup, state, knobs, stop }) => ({ id, setup, state, knobs, stop })),
        ...TESTS[values().network],
        networks: values().networks,
      }),
    speed: () => (values().speed === 'full' ? Infinity : Number(values().speed)),
    rest,
    now: () => performance.now(),
    onError(error) {
      const message = messageOf(error);
      runs.setState({ error: message });
      notify(`Training stopped: ${message}`, 'error');
    },
  });

  /** Opens the set that the page asks for, and makes its runs once it is there. */
  let wanted = '';
  async function openSet(id: string): Promise<void> {
    wanted = id;
    sets.setState({ open: null, error: null });
    try {
      const info = await client().open(id);
      if (wanted === id) sets.setState({ open: info });
      fitting(info.id);
    } catch (error) {
      if (wanted === id) sets.setState({ error: messageOf(error) });
    }
    follow();
  }
  /** A network of other images is not shown beside those that are open. */
  function fitting(id: string): void {
    follow();
    const { runs: all } = runs.getState();
    const fits = all.find(({ setup }) => setup.dataset === id);
    if (fits && model.shownRun(runs.getState())?.setup.dataset !== id) runs.select(fits.id);
  }
  function follow(): void {
    const { open } = sets.getState();
    if (open) runs.follow(model.runSpecs(values(), open));
  }
  store.subscribe(({ values: now }, { values: before }) => {
    if (now.dataset !== before.dataset) {
      runs.play(false);
      void openSet(now.dataset);
    } else follow();
  });
  const opened = openSet(values().dataset);
  const list = () =>
    client()
      .sets()
      .then(
        (found) => sets.setState({ list: found }),
        () => undefined,
      );
  void list();

  async function takeUp(): Promise<void> {
    await opened;
    const resumed = await keepRuns(knnKind, runs, storage, RUNS_KEY, onLeave, begin);
    if (resumed) notify('Your runs of the last visit are back where they were.', 'info');
    await addPretrained(runs, sets, model);
    const kept = parseKnnResults(String(await storage.read(TABLE_KEY)));
    if (kept.ok) table.setState(kept.file.results, true);
    table.subscribe((rows) => void storage.write(TABLE_KEY, knnFile(rows, '', '')));
  }
  const ready = track(takeUp());

  const { watch, draw } = followLooks({ runs, looks, store, client, model, rest });
  const evaluations = createEvaluations({ client, table, model, values, rest });

  return {
    runs,
    step: loop.step,
    loseDevice: () => client().loseDevice(),
    crash: () => {
      // what a browser does to a thread that has taken too much memory
      worker?.dispatchEvent(new Event('error'));
    },
    sets,
    async addFiles(files) {
      try {
        const read = await track(Promise.all(files.map(readFile)));
        const { problems } = await client().add(read);
        sets.setState({ problems });
        await list();
        if (values().dataset === 'own') await openSet('own');
        else store.set({ dataset: 'own' });
        return true;
      } catch (error) {
        sets.setState({ problems: [messageOf(error)] });
        return false;
      }
    },
    images: (part, numbers) =>
      client().images(sets.getState().open?.id ?? values().dataset, part, numbers),
    looks,
    watch,
    draw,
    ...evaluations,
    table,
    ready,
  };
}

async function readFile(file: File) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { path: file.webkitRelativePath || file.name, bytes };
}

/** The network that comes with the page, as a run that nobody trains. */
async function addPretrained(
  runs: KnnResults['runs'],
  sets: KnnResults['sets'],
  model: KnnModel,
): Promise<void> {
  try {
    const response = await fetch(new URL('networks/drawn-compact.json', document.baseURI));
    const parsed = response.ok ? parseNetwork(await response.text()) : null;
    if (!parsed?.ok) return;
    const run = model.pretrainedRun(parsed.network);
    runs.add(run);
    const { runs: all, current } = runs.getState();
    const shown = all.find(({ id }) => id === current);
    // a run that has made steps is what the reader came back for
    const fits = sets.getState().open?.id === run.setup.dataset;
    if (fits && (!shown || shown.state.step === 0)) runs.select(run.id);
    runs.subscribe(({ runs: now, current: seen }, { runs: before }) => {
      if (seen !== run.id || now === before) return;
      const begun = now.find(({ pinned, state }) => !pinned && state.step > 0);
      const atRest = before.find(({ id }) => id === begun?.id);
      // who starts a training wants to see it
      if (begun && atRest?.state.step === 0) runs.select(begun.id);
    });
  } catch {
    // without it the lab begins untrained
  }
}

interface LooksOptions {
  readonly runs: KnnResults['runs'];
  readonly looks: KnnResults['looks'];
  readonly store: LabStore<KnnTable>;
  client(): ReturnType<typeof createKnnClient>;
  readonly model: KnnModel;
  rest(milliseconds: number): Promise<void>;
}

/** Keeps the watched pictures of the shown run up to date, as often as training leaves time. */
function followLooks({ runs, looks, store, client, model, rest }: LooksOptions) {
  const watched = { scatter: 0, query: 0, entries: 0 };
  let strokes: Extract<QueryImage, { kind: 'strokes' }>['strokes'] | null = null;
  let resting = false;
  /** A run whose pictures can't be had, as its images are not here: it is not asked for again. */
  let failed: KnnRun | null = null;

  async function scatter(run: KnnRun): Promise<void> {
    const { setup, state, id } = run;
    const found = await client().scatter({ setup, params: state.params, key: id, ...SCATTER });
    looks.setState({ scatter: { ...found, run } });
  }
  async function query(run: KnnRun, asked: QueryImage): Promise<void> {
    const { setup, state } = run;
    const request = { setup, params: state.params, query: asked, candidates: MICROSCOPE };
    looks.setState({ query: { ...(await client().query(request)), run, asked } });
    followEntries();
  }
  const askedNow = (): QueryImage =>
    strokes
      ? { kind: 'strokes', strokes }
      : { kind: 'test', number: store.getState().values.query };

  /** Asks at once, whatever else is under way: this is what a drag of epsilon moves. */
  const count = latestWins((request: EntriesRequest) => client().entries(request));
  let counted: { key: string; of: Float64Array | null } = { key: '', of: null };
  function followEntries(): void {
    const { query: view } = looks.getState();
    if (watched.entries === 0 || !view) return;
    const request = model.entriesRequest(store.getState().values, view);
    const key = JSON.stringify([request.knobs, request.setup, request.scales]);
    if (counted.key === key && counted.of === view.distances) return;
    counted = { key, of: view.distances };
    count(request).then(
      (reply) => reply && looks.setState({ entries: { request, reply } }),
      // without it the figure keeps what it shows
      () => (counted = { ...counted, key: '' }),
    );
  }

  function look(): void {
    followEntries();
    if (resting) return;
    const run = model.shownRun(runs.getState());
    if (run !== failed) failed = null;
    if (!run || failed) return;
    const shown = looks.getState();
    const start = performance.now();
    const jobs: Promise<unknown>[] = [];
    if (watched.scatter > 0 && !isOf(shown.scatter, run)) {
      jobs.push(scatter(run));
    }
    const asked = askedNow();
    if (
      watched.query + watched.entries > 0 &&
      (!isOf(shown.query, run) || !sameQuery(shown.query.asked, asked))
    ) {
      jobs.push(query(run, asked));
    }
    if (jobs.length === 0) return;
    resting = true;
    void Promise.allSettled(jobs).then(async (done) => {
      if (done.some(({ status }) => status === 'rejected')) failed = run;
      const spent = performance.now() - start;
      const { playing } = runs.getState();
      await rest(playing ? spent / LOOK_SHARE - spent : 0);
      resting = false;
      look();
    });
  }

  runs.subscribe(look);
  store.subscribe(({ values: { query: now } }, { values: { query: before } }) => {
    if (now !== before) strokes = null;
    look();
  });
  return {
    watch(name: keyof Looks) {
      watched[name]++;
      look();
      return () => void watched[name]--;
    },
    draw(drawn: typeof strokes) {
      strokes = drawn;
      look();
    },
  };
}

/** A picture is of a run as long as neither its weights nor its setup are others. */
const isOf = <T extends { readonly run: KnnRun }>(shown: T | null, run: KnnRun): shown is T =>
  shown !== null && shown.run.state === run.state && shown.run.setup === run.setup;

const sameQuery = (a: QueryImage, b: QueryImage) =>
  a.kind === 'test'
    ? b.kind === 'test' && a.number === b.number
    : b.kind !== 'test' && a.strokes === b.strokes;

interface EvaluationOptions {
  client(): ReturnType<typeof createKnnClient>;
  readonly table: KnnResults['table'];
  readonly model: KnnModel;
  values(): KnnValues;
  rest(milliseconds: number): Promise<void>;
}

/** Tests of runs on all images, in portions, one at a time. */
function createEvaluations({ client, table, model, values, rest }: EvaluationOptions) {
  const evaluations = createStore<Evaluations>(() => ({ results: [], running: null, error: null }));
  let turn = 0;

  async function run(of: KnnRun, raw: boolean): Promise<void> {
    const asked = raw ? null : of;
    const mine = ++turn;
    const start = performance.now();
    const id = asked?.id ?? '';
    const { setup, state } = of;
    const key = `${id} ${setup.dataset} ${state.step} ${mine}`;
    const { k, networks } = values();
    const request = { key, setup, params: state.params, k, ks: REPORTED_KS, raw, networks };
    const told = (done: number, stage: string) =>
      evaluations.setState({ running: { id, done, stage, elapsed: performance.now() - start } });
    evaluations.setState({ error: null });
    told(0, 'embedding');
    try {
      let result: EvaluationResult | null = null;
      while (!result && mine === turn) {
        const progress = await client().evaluate(request);
        result = progress.result;
        if (mine === turn) told(progress.done, progress.stage);
        await rest(0);
      }
      if (!result || mine !== turn) return;
      const row = asked && model.resultRow(asked, result);
      const evaluated: EvaluatedRun = {
        ...{ id, dataset: setup.dataset, result, row },
        name: asked?.name ?? 'raw pixels',
        category: asked?.category ?? 0,
        step: asked ? state.step : 0,
      };
      const others = evaluations.getState().results.filter((other) => other.id !== id);
      evaluations.setState({ results: [...others, evaluated], running: null });
      if (row) table.setState([...table.getState(), row], true);
    } catch (error) {
      if (mine === turn) evaluations.setState({ running: null, error: messageOf(error) });
    }
  }

  return {
    evaluations,
    evaluate: (of: KnnRun, raw = false) => void run(of, raw),
    stopEvaluation() {
      turn++;
      evaluations.setState({ running: null });
    },
  };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
