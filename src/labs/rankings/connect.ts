import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../core/message-of';
import type { LabStore } from '../../state/lab-store';
import { subscribeUntil } from '../../state/until';
import type { ConnectOptions } from '../kit/connect';
import type { RankingsCalls } from './compute/protocol';
import { rankingMethods, type RankingKnobs, type RankingMethod } from './experiment/spec';
import { knobsOf, materialOf, type Material, type Trained } from './model';
import { followSets, type FollowedSets } from './own-sets';
import type { RankingsTable } from './params';
import { connectTables, type RankingTables } from './tables';

/** What the work has told so far. */
export interface Work {
  /** What the parameters ask to be learned. */
  readonly material: Material;
  /** The last trainings: of one method while a hand moves, then of all. */
  readonly trained: Trained | null;
}

export interface RankingsResults extends FollowedSets, RankingTables {
  readonly work: Pick<StoreApi<Work>, 'getState' | 'getInitialState' | 'subscribe'>;
}

/**
 * Trains anew whenever a parameter moves that a training depends on: the chosen method alone while a hand is on
 * it, which takes no longer than a drag allows, and all of them when it rests.
 */
export function connectRankings(
  store: LabStore<RankingsTable>,
  options: ConnectOptions<RankingsCalls>,
): RankingsResults {
  const { compute, until, notify } = options;
  const followed = followSets(store, options);
  const { sets } = followed;
  const work = createStore<Work>(() => ({
    material: materialOf(store.getState().values, null),
    trained: null,
  }));
  const ask = compute.latest('train');
  let asked: { readonly material: Material | null; readonly key: string } = {
    ...{ material: null, key: '' },
  };
  const fail = (error: unknown) => {
    const reason = messageOf(error);
    notify(`The rankings could not be trained on: ${reason}`, 'error');
  };
  const train = (
    material: Material,
    knobs: RankingKnobs,
    methods: readonly RankingMethod[],
  ): void => {
    const { seed, data } = material;
    const halves = { train: data.train, test: data.test };
    ask({ halves, seed, knobs, methods }).then(
      (paths) => paths && work.setState({ trained: { material, knobs, paths } }),
      fail,
    );
  };
  const follow = () => {
    const { values, phase } = store.getState();
    const { open, settled } = sets.getState();
    // while a set is on its way what is drawn stays
    if (!settled) return;
    const before = work.getState().material;
    const material = materialOf(values, open, before);
    if (material !== before) work.setState({ material });
    const knobs = knobsOf(values);
    const key = JSON.stringify(knobs);
    const isMoving = phase === 'move';
    const next = isMoving ? `${key} ${values.method}` : key;
    // all of them are there already: one of them is no news
    const isKnown = asked.key === next || (isMoving && asked.key === key);
    if (asked.material === material && isKnown) return;
    const isOther = asked.material !== material;
    asked = { material, key: next };
    // the first lines of a large set come before the other methods are through
    if (isMoving || (isOther && material.own)) train(material, knobs, [values.method]);
    if (!isMoving) train(material, knobs, rankingMethods);
  };
  subscribeUntil(until, store, follow);
  subscribeUntil(until, sets, follow);
  follow();
  return { ...followed, ...connectTables(options, followed), work };
}
