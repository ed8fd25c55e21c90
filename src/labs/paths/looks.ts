import { createStore, type StoreApi } from 'zustand/vanilla';
import { shownRun } from '../../state/runs/shown';
import { subscribeUntil } from '../../state/until';
import type { ConnectOptions } from '../kit/connect';
import { createLooking, type Asked } from '../kit/looking';
import type { HeldOutMap, PathsCalls, SeenMap, WalkReply } from './compute/protocol';
import type { PathsRun, PathsRunsStore } from './kind';
import { SHOWN_MAPS } from './params';

/** The held-out maps that are shown, and what the network of the shown run makes of them. */
export interface Seen {
  readonly maps: readonly HeldOutMap[];
  readonly seen: readonly SeenMap[];
  readonly run: PathsRun;
}

/** The first map of the next step of the shown run, on its way. */
export interface Walked {
  readonly walk: WalkReply;
  readonly run: PathsRun;
}

/** What the worker has told of the shown run, kept up to date while somebody watches. */
export interface Look<T> {
  /** Null until it has answered. */
  readonly store: StoreApi<T | null>;
  /** A figure wants it, until the answer is called. */
  watch(): () => void;
}

export interface Looks {
  readonly seen: Look<Seen>;
  readonly walked: Look<Walked>;
}

type Options = Pick<ConnectOptions<PathsCalls>, 'compute' | 'until' | 'now' | 'track'>;

/**
 * Looks at maps through the shown run, as often as training leaves time.
 * @param rest resolves after the page has had time to draw
 */
export function followLooks(
  options: Options,
  runs: PathsRunsStore,
  rest: (milliseconds: number) => Promise<void>,
): Looks {
  const { compute } = options;
  let heldOut: Promise<readonly HeldOutMap[]> | null = null;

  async function see(run: PathsRun): Promise<Seen> {
    const { setup, state } = run;
    heldOut ??= compute.call('heldOut', SHOWN_MAPS);
    heldOut.catch(() => (heldOut = null));
    const request = { setup, params: state?.params ?? null, maps: SHOWN_MAPS };
    const [maps, reply] = await Promise.all([heldOut, compute.call('look', request)]);
    return { maps, seen: reply.maps, run };
  }

  async function walk(run: PathsRun): Promise<Walked> {
    const { setup, knobs, step, state } = run;
    const request = { setup, knobs, step, params: state?.params ?? null };
    return { walk: await compute.call('walk', request), run };
  }

  const sameWeights = (a: PathsRun, b: PathsRun) => a.state === b.state && a.setup === b.setup;
  return {
    seen: follow(options, runs, { rest, ask: see, same: sameWeights }),
    walked: follow(options, runs, {
      ...{ rest, ask: walk },
      same: (a, b) => sameWeights(a, b) && a.knobs === b.knobs && a.step === b.step,
    }),
  };
}

interface Asker<T> {
  ask(run: PathsRun): Promise<T>;
  /** Whether the answer for one is that for the other. */
  same(a: PathsRun, b: PathsRun): boolean;
  rest(milliseconds: number): Promise<void>;
}

function follow<T extends { readonly run: PathsRun }>(
  { until, now, track }: Options,
  runs: PathsRunsStore,
  { ask, same, rest }: Asker<T>,
): Look<T> {
  const store = createStore<T | null>(() => null);
  let watched = 0;
  /** A run that could not be looked at: it is not asked for again. */
  let failed: PathsRun | null = null;

  function askNow(unseen: boolean): Asked | null {
    const run = shownRun(runs.getState());
    const last = store.getState();
    if (watched === 0 || !run || run === failed || (last && same(last.run, run))) return null;
    const renewed = last !== null && last.run.id === run.id && last.run.setup === run.setup;
    if (unseen && renewed) return null;
    const done = track(ask(run)).then(
      (found) => store.setState(found, true),
      () => {
        failed = run;
      },
    );
    return { done, renewed };
  }

  const playing = () => runs.getState().playing;
  const look = createLooking({ ask: askNow, playing, rest, now });
  subscribeUntil(until, runs, look);
  return {
    store,
    watch() {
      watched++;
      look();
      return () => void watched--;
    },
  };
}
