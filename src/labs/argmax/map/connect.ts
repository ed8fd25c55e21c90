import { createStore } from 'zustand/vanilla';
import { messageOf } from '../../../core/message-of';
import type { LabStore } from '../../../state/lab-store';
import { subscribeUntil } from '../../../state/until';
import type { ConnectOptions } from '../../kit/connect';
import type { ArgmaxCalls } from '../compute/protocol';
import { epsilonBounds, sigmaBounds, toProblem } from '../params';
import { besideOf, type MapTable, type MapValues } from './params';
import { createMapsRefinement } from './refinement';
import type { MapResults, MapState } from './results';

const wantedOf = (values: MapValues) => ({ problem: toProblem(values), batch: values.batch });

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
    ask: ({ problem, batch }, draws) =>
      compute.call('measured', {
        ...{ problem, batch, draws, sigmas: sigmaBounds, epsilons: epsilonBounds },
      }),
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
