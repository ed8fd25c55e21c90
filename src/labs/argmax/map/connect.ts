import { createStore } from 'zustand/vanilla';
import { messageOf } from '../../../core/message-of';
import type { LabStore } from '../../../state/lab-store';
import { subscribeUntil } from '../../../state/until';
import type { ConnectOptions } from '../../kit/connect';
import type { ArgmaxCalls } from '../compute/protocol';
import { toProblem } from '../params';
import { boundsOf } from './model';
import { besideOf, type MapTable, type MapValues } from './params';
import { createMapsRefinement, type WantedMap } from './refinement';
import type { MapResults, MapState } from './results';

function wantedOf(values: MapValues): WantedMap {
  const { sigmaBounds: sigmas, epsilonBounds: epsilons } = boundsOf(values);
  return { problem: toProblem(values), batch: values.batch, sigmas, epsilons };
}

/** Whether there is a gradient: a loss that is the same everywhere has none. */
export const hasGradient = ({ loss }: Pick<MapValues, 'loss'>): boolean =>
  loss.some((entry) => entry !== loss[0]);

/** Keeps the map, and the one beside it, up to date with the parameters. */
export function connectMap(
  store: LabStore<MapTable>,
  { compute, until, notify }: ConnectOptions<ArgmaxCalls>,
): MapResults {
  const results = createStore<MapState>(() => ({ maps: [], recorded: null }));
  const { want, load } = createMapsRefinement({
    ask: (wanted, draws) => compute.call('measured', { ...wanted, draws }),
    publish: (maps) => results.setState({ maps, recorded: null }),
    onError: (error) => notify(`The map could not be computed: ${messageOf(error)}`, 'error'),
  });
  const follow = () => {
    const { values, phase } = store.getState();
    if (!hasGradient(values)) return;
    const other = besideOf(values);
    want({
      maps: other ? [wantedOf(values), wantedOf(other)] : [wantedOf(values)],
      moving: phase === 'move',
      draws: Number(values.draws),
    });
  };
  subscribeUntil(until, store, follow);
  follow();
  return {
    ...results,
    load(maps, version) {
      load(maps);
      results.setState({ maps, recorded: version });
    },
  };
}
