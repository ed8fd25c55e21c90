import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Compute } from '../../compute/client';
import { subscribeUntil } from '../../state/until';
import type { LabStore } from '../../state/lab-store';
import type { KnnCalls, QueryImage, Trained } from './compute/protocol';
import type { KnnRun } from './kind';
import { createLooking, type Asked } from '../kit/looking';
import { shownRun } from '../../state/runs/shown';
import { batchCountsRequest, entriesRequest, sharesRequest } from './model';
import type { KnnTable } from './params';
import type { KnnResults, LookName, Looks } from './results';

/** Images of the scatter. */
const SCATTER = { train: 900, test: 300 } as const;
/** Candidates of the microscope. */
export const MICROSCOPE = 100;
/** Images of a batch, as the paper has it for MNIST. */
const BATCH = { queries: 100, candidates: 100 } as const;
type Strokes = Extract<QueryImage, { kind: 'strokes' }>['strokes'];

export interface LooksOptions {
  readonly compute: Pick<Compute<KnnCalls>, 'call' | 'latest'>;
  readonly until: AbortSignal;
  readonly runs: KnnResults['runs'];
  readonly store: LabStore<KnnTable>;
  /** Resolves after the page has had time to draw. */
  rest(milliseconds: number): Promise<void>;
  now(): number;
}

/** Keeps the watched pictures of the shown run up to date, as often as training leaves time. */
export function followLooks({
  compute,
  until,
  runs,
  store,
  rest,
  now,
}: LooksOptions): Pick<KnnResults, 'looks' | 'watch' | 'draw'> {
  const looks = createStore<Looks>(() => NOTHING);
  const watched: Record<LookName, number> = {
    ...{ scatter: 0, query: 0, entries: 0, shares: 0, batch: 0, batchCounts: 0 },
  };
  const followCounts = createCounts(compute, store, looks, watched);
  let strokes: Strokes | null = null;
  /** A run whose pictures can't be had, as its images are not here: it is not asked for again. */
  let failed: KnnRun | null = null;

  const askedNow = (): QueryImage =>
    strokes
      ? { kind: 'strokes', strokes }
      : { kind: 'test', number: store.getState().values.query };

  const { scatter, query, batch } = createAskers(compute);

  function show(found: Partial<Looks>): void {
    looks.setState(found);
    followCounts();
  }

  const pictures: Record<PictureName, (run: KnnRun, asked: QueryImage) => Promise<void>> = {
    scatter: async (run) => show({ scatter: await scatter(run) }),
    query: async (run, asked) => show({ query: await query(run, asked) }),
    batch: async (run) => show({ batch: await batch(run) }),
  };

  function ask(unseen: boolean): Asked | null {
    const run = shownRun(runs.getState());
    if (run !== failed) failed = null;
    if (!run || failed) return null;
    const asked = askedNow();
    const missing = missingOf(run, looks.getState(), watched, asked);
    const wanted = missing.filter(({ renewed }) => !(unseen && renewed));
    if (wanted.length === 0) return null;
    const done = Promise.allSettled(wanted.map(({ name }) => pictures[name](run, asked)));
    return {
      renewed: wanted.every(({ renewed }) => renewed),
      done: done.then((all) => {
        if (all.some(({ status }) => status === 'rejected')) failed = run;
      }),
    };
  }

  const lookAround = createLooking({ ask, playing: () => runs.getState().playing, rest, now });
  function look(): void {
    followCounts();
    lookAround();
  }

  subscribeUntil(until, runs, look);
  subscribeUntil(until, store, ({ values: { query: asked } }, { values: { query: before } }) => {
    if (asked !== before) strokes = null;
    look();
  });
  return {
    looks,
    watch(name) {
      watched[name]++;
      look();
      return () => void watched[name]--;
    },
    draw(drawn) {
      strokes = drawn;
      look();
    },
  };
}

type PictureName = 'scatter' | 'query' | 'batch';

/** A picture that is wanted. */
interface Missing {
  readonly name: PictureName;
  /** Whether it takes the place of an older one. */
  readonly renewed: boolean;
}

/** The pictures that are watched and are not of the run as it is now, or not of what is asked. */
function missingOf(
  run: KnnRun,
  { scatter, query, batch }: Looks,
  watched: Readonly<Record<LookName, number>>,
  asked: QueryImage,
): Missing[] {
  const known = query !== null && sameQuery(query.asked, asked);
  const all = [
    { name: 'scatter', watchers: watched.scatter, shown: scatter },
    {
      name: 'query',
      watchers: watched.query + watched.entries + watched.shares,
      shown: known ? query : null,
    },
    { name: 'batch', watchers: watched.batch + watched.batchCounts, shown: batch },
  ] as const;
  return all
    .filter(({ watchers, shown }) => watchers > 0 && !isOf(shown, run))
    .map(({ name, shown }) => ({ name, renewed: isEarlier(shown, run) }));
}

/** Asks the worker for the pictures of a run. */
const createAskers = (compute: LooksOptions['compute']) => ({
  scatter: async (run: KnnRun) => {
    const found = await withWeights(run, (trained) =>
      compute.call('scatter', { ...trained, key: run.id, ...SCATTER }),
    );
    return { ...found, run };
  },
  query: async (run: KnnRun, asked: QueryImage) => {
    const found = await withWeights(run, (trained) =>
      compute.call('query', {
        ...{ ...trained, key: run.id, query: asked, candidates: MICROSCOPE },
      }),
    );
    return { ...found, run, asked };
  },
  batch: async (run: KnnRun) => {
    const found = await withWeights(run, (trained) =>
      compute.call('batch', { ...trained, ...BATCH }),
    );
    return { ...found, run };
  },
});

const NOTHING: Looks = {
  ...{ scatter: null, query: null, entries: null, shares: null, batch: null, batchCounts: null },
};

const requestOf = { entries: entriesRequest, shares: sharesRequest };

/**
 * How often the candidates of the query are chosen, at all noise scales and at that of the moment, and
 * what becomes of a batch: asked for at once, whatever else is under way, for this is what a drag of
 * epsilon or sigma moves.
 */
function createCounts(
  compute: LooksOptions['compute'],
  store: LabStore<KnnTable>,
  looks: StoreApi<Looks>,
  watched: Readonly<Record<LookName, number>>,
): () => void {
  const values = () => store.getState().values;
  const ofQuery = (['entries', 'shares'] as const).map((name) =>
    createCount(
      compute.latest('entries'),
      () => {
        const { query: view } = looks.getState();
        if (watched[name] === 0 || !view) return null;
        const request = requestOf[name](values(), view);
        const { knobs, setup, scales } = request;
        return { request, key: JSON.stringify([knobs, setup, scales]), of: view.distances };
      },
      (request, reply) => looks.setState({ [name]: { request, reply } }),
    ),
  );
  const ofBatch = createCount(
    compute.latest('batchCounts'),
    () => {
      const { batch } = looks.getState();
      if (watched.batchCounts === 0 || !batch) return null;
      const request = batchCountsRequest(values(), batch);
      const { rows, knobs, setup } = request;
      return { request, key: JSON.stringify([knobs, setup, [...rows.scales]]), of: rows.distances };
    },
    (request, reply) => looks.setState({ batchCounts: { request, reply } }),
  );
  return () => [...ofQuery, ofBatch].forEach((follow) => follow());
}

/**
 * Asks whenever what there is to ask has changed.
 * @param ask what to ask now, told by its key and by the distances that it is of; null for nothing
 */
function createCount<Request, Reply>(
  count: (request: Request) => Promise<Reply | null>,
  ask: () => { readonly request: Request; readonly key: string; readonly of: object } | null,
  show: (request: Request, reply: Reply) => void,
): () => void {
  let counted: { readonly key: string; readonly of: object } | null = null;
  return () => {
    const now = ask();
    if (!now || (counted?.key === now.key && counted.of === now.of)) return;
    counted = now;
    count(now.request).then(
      (reply) => reply && show(now.request, reply),
      () => {
        // the figure keeps what it shows, and the next change asks again
        if (counted === now) counted = null;
      },
    );
  };
}

/** Asks of a run without its weights, and once more with them where they are not kept. */
export async function withWeights<Reply>(
  run: KnnRun,
  ask: (trained: Trained) => Promise<Reply | null>,
): Promise<Reply> {
  const { setup, version, step, state } = run;
  const reply = await ask({ setup, place: { version, step }, params: null });
  if (reply !== null) return reply;
  const place = { version, step: state?.step ?? 0 };
  const again = await ask({ setup, place, params: state?.params ?? null });
  if (again === null) throw new Error('The weights of this run are not there.');
  return again;
}

/** A picture is of a run as long as neither its weights nor its setup are others. */
const isOf = <T extends { readonly run: KnnRun; readonly step: number }>(
  shown: T | null,
  run: KnnRun,
): shown is T =>
  shown !== null &&
  shown.run.version === run.version &&
  shown.step === run.step &&
  shown.run.setup === run.setup;

/** A picture is of the same run, if of other weights. */
const isEarlier = (shown: { readonly run: KnnRun } | null, run: KnnRun) =>
  shown !== null && shown.run.id === run.id && shown.run.setup === run.setup;

const sameQuery = (a: QueryImage, b: QueryImage) =>
  a.kind === 'test'
    ? b.kind === 'test' && a.number === b.number
    : b.kind !== 'test' && a.strokes === b.strokes;
