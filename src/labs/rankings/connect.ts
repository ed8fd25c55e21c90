import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../core/message-of';
import type { LabStore } from '../../state/lab-store';
import { subscribeUntil } from '../../state/until';
import type { ConnectOptions } from '../kit/connect';
import type { RankingsCalls, TrainReply } from './compute/protocol';
import { rankingMethods } from './experiment/spec';
import { keyOf, knobsOf, problemOf } from './model';
import type { RankingsTable } from './params';

/** What the work has told so far. */
export interface Results {
  /** The last trainings: of one method while a hand moves, then of all. */
  readonly trained: TrainReply | null;
}

export type RankingsResults = Pick<StoreApi<Results>, 'getState' | 'getInitialState' | 'subscribe'>;

/**
 * Trains anew whenever a parameter moves that a training depends on: the chosen method alone while a hand is on
 * it, which takes no longer than a drag allows, and all of them when it rests.
 */
export function connectRankings(
  store: LabStore<RankingsTable>,
  { compute, until, notify }: ConnectOptions<RankingsCalls>,
): RankingsResults {
  const results = createStore<Results>(() => ({ trained: null }));
  const ask = compute.latest('train');
  let asked = '';
  const fail = (error: unknown) => {
    const reason = messageOf(error);
    notify(`The rankings could not be trained on: ${reason}`, 'error');
  };
  const follow = () => {
    const { values, phase } = store.getState();
    const request = { problem: problemOf(values), knobs: knobsOf(values) };
    const key = keyOf(request);
    const isMoving = phase === 'move';
    const next = isMoving ? `${key} ${values.method}` : key;
    // all of them are there already: one of them is no news
    if (asked === next || (isMoving && asked === key)) return;
    asked = next;
    const methods = isMoving ? [values.method] : rankingMethods;
    ask({ ...request, methods }).then((trained) => trained && results.setState({ trained }), fail);
  };
  subscribeUntil(until, store, follow);
  follow();
  return results;
}
