import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../core/message-of';
import type { LabStore } from '../../state/lab-store';
import { sameValue } from '../../state/params';
import { createResultsTable, type ResultsTableStore } from '../../state/results-table';
import { subscribeUntil } from '../../state/until';
import type { ConnectOptions } from '../kit/connect';
import { recordedResults } from '../kit/recorded';
import { inWorkers } from '../kit/repetitions';
import type {
  DrawsReply,
  DrawsRequest,
  GradientsReply,
  GradientsRequest,
  LawsReply,
  PathsCalls,
  SweepReply,
} from './compute/protocol';
import type { PathsJob, PathsResult } from './experiment/repetition';
import { pathsResults } from './experiment/table';
import { followMaps, type FollowedMaps } from './maps';
import { costsOf, givenMap, problemOf, sameProblem, targetOf, type GivenMap } from './model';
import type { PathsTable, PathsValues } from './params';
import { connectTraining, type PathsTraining } from './training';

/** What the work has told so far. */
export interface Results {
  readonly draws: DrawsReply | null;
  readonly gradients: GradientsReply | null;
  readonly sweep: SweepReply | null;
  readonly laws: LawsReply | null;
}

/** What the lab of paths gets of its work. */
export interface PathsResults
  extends
    PathsTraining,
    FollowedMaps,
    Pick<StoreApi<Results>, 'getState' | 'getInitialState' | 'subscribe'> {
  /** Somebody looks at gradients, until the answer is called: they follow a hand that moves too. */
  watchGradients(): () => void;
  /** Repetitions of Figure 6. */
  readonly table: ResultsTableStore<PathsJob, PathsResult>;
}

/** Draws while a hand is on a control, and of what is looked at beside the main figure. */
const MOVING = 512;
const BESIDE = { gradients: 64, moving: 16, sweep: 128, laws: 1000 } as const;

type Asked = Readonly<Partial<Record<keyof Results, DrawsRequest>>>;

/** What has to be asked of these values; while a hand moves only what somebody sees move. */
function requestsOf(values: PathsValues, map: GivenMap, moving: boolean, watched: boolean) {
  const problem = problemOf(values, costsOf(map, values));
  const { samples, epsilon, lambda } = values;
  const draws: DrawsRequest = { problem, samples: moving ? Math.min(MOVING, samples) : samples };
  const gradientsRequest = (): GradientsRequest => ({
    ...{ problem, target: targetOf(map, values), epsilon, lambda },
    samples: moving ? BESIDE.moving : BESIDE.gradients,
  });
  return {
    draws,
    ...((watched || !moving) && { gradients: gradientsRequest() }),
    ...(!moving && {
      sweep: { problem, samples: BESIDE.sweep },
      laws: { problem, samples: BESIDE.laws },
    }),
  };
}

/** Whether a call has the same answer as the last one. */
function sameRequest(name: keyof Results, a: DrawsRequest, b: DrawsRequest): boolean {
  if (a.samples !== b.samples || !sameProblem(a.problem, b.problem, name === 'sweep')) return false;
  if (name !== 'gradients') return true;
  const [one, other] = [a as GradientsRequest, b as GradientsRequest];
  return (
    one.epsilon === other.epsilon &&
    one.lambda === other.lambda &&
    sameValue(one.target, other.target)
  );
}

/** Asks for paths whenever a parameter moves, and for what takes longer when it rests. */
export function connectPaths(
  store: LabStore<PathsTable>,
  options: ConnectOptions<PathsCalls>,
): PathsResults {
  const { compute, until, notify } = options;
  const results = createStore<Results>(() => ({
    ...{ draws: null, gradients: null, sweep: null, laws: null },
  }));
  const ask = {
    draws: compute.latest('draws'),
    gradients: compute.latest('gradients'),
    sweep: compute.latest('sweep'),
    laws: compute.latest('laws'),
  };
  const followed = followMaps(store, options);
  const { maps } = followed;
  let asked: Asked = {};
  let watching = 0;
  const fail = (error: unknown) => {
    const reason = messageOf(error);
    notify(`The paths could not be found: ${reason}`, 'error');
  };
  const follow = () => {
    const { values, phase } = store.getState();
    const map = givenMap(values, maps.getState().given);
    const { draws, gradients, sweep, laws } = requestsOf(
      values,
      map,
      phase === 'move',
      watching > 0,
    );
    const isNew = <Request extends DrawsRequest>(
      name: keyof Results,
      request: Request | undefined,
    ): request is Request => {
      const before = asked[name];
      if (!request || (before && sameRequest(name, before, request))) return false;
      asked = { ...asked, [name]: request };
      return true;
    };
    if (isNew('draws', draws)) ask.draws(draws).then(tell('draws'), fail);
    if (isNew('gradients', gradients)) ask.gradients(gradients).then(tell('gradients'), fail);
    if (isNew('laws', laws)) ask.laws(laws).then(tell('laws'), fail);
    if (isNew('sweep', sweep)) ask.sweep(sweep).then(tell('sweep'), fail);
  };
  const tell =
    <Name extends keyof Results>(name: Name) =>
    (reply: Results[Name]) =>
      reply && results.setState({ [name]: reply } as Pick<Results, Name>);
  subscribeUntil(until, store, follow);
  subscribeUntil(until, maps, follow);
  follow();
  return {
    ...results,
    ...followed,
    ...connectTraining(store, options),
    watchGradients() {
      watching++;
      follow();
      return () => void watching--;
    },
    table: connectTable(options),
  };
}

/** Repetitions of Figure 6 in workers of their own, beside what came with the site. */
function connectTable(options: ConnectOptions<PathsCalls>): PathsResults['table'] {
  const { storage, until, now, notify, track } = options;
  const table = createResultsTable({
    ...{ kind: pathsResults, key: 'paths/table', storage, until, now },
    run: inWorkers(options, (worker, job: PathsJob, onProgress) =>
      worker.call('repetition', job, { onProgress }),
    ),
  });
  void track(
    recordedResults('paths-table', pathsResults, notify).then((recorded) =>
      table.setState({ recorded }),
    ),
  );
  return table;
}
