import { createStore } from 'zustand/vanilla';
import type { MeasuredMap } from '../../../core/maps/difference';
import { messageOf } from '../../../core/message-of';
import type { LabStore } from '../../../state/lab-store';
import { subscribeUntil } from '../../../state/until';
import type { ConnectOptions } from '../../kit/connect';
import type { MapTraining } from '../../../core/maps/training';
import type { ArgmaxCalls } from '../compute/protocol';
import { toProblem } from '../params';
import { createTrainings } from '../trainings';
import { boundsOf } from './model';
import { besideOf, type MapTable, type MapValues } from './params';
import { createMapsRefinement, isOf, type ShownMaps, type WantedMap } from './refinement';
import type { MapResults, MapState } from './results';

function wantedOf(values: MapValues): WantedMap {
  const { sigmaBounds: sigmas, epsilonBounds: epsilons } = boundsOf(values);
  return { problem: toProblem(values), batch: values.batch, sigmas, epsilons };
}

/** Whether there is a gradient: a loss that is the same everywhere has none. */
export const hasGradient = ({ loss }: Pick<MapValues, 'loss'>): boolean =>
  loss.some((entry) => entry !== loss[0]);

interface TrainedOptions extends Pick<ConnectOptions<ArgmaxCalls>, 'compute' | 'notify'> {
  readonly store: LabStore<MapTable>;
  /** Hears when others are there. */
  publish(): void;
}

/** Trainings from the cells of the maps, where the page shows them. */
function createTrained({ store, compute, notify, publish }: TrainedOptions) {
  const found: { training: MapTraining; of: Parameters<typeof isOf>[0] }[] = [];
  const followers = [0, 1].map((place) =>
    createTrainings({
      ask: (request, signal) => compute.call('train', request, { signal }),
      publish: (training, of) => {
        found[place] = { training, of };
        publish();
      },
      onError: (error) =>
        notify(`The trainings could not be computed: ${messageOf(error)}`, 'error'),
    }),
  );
  return {
    want: (maps: readonly WantedMap[], moving: boolean) =>
      followers.forEach(({ want }, place) => want(maps[place] ?? null, moving)),
    /** A map with its trainings, if they are of its cells; the same map where nothing is added. */
    added(one: MeasuredMap, place: number): MeasuredMap {
      const own = found.at(place);
      if (store.getState().values.map !== 'trained' || !own || !isOf(own.of, one)) return one;
      return { ...one, training: own.training };
    },
  };
}

/** Keeps the map, and the one beside it, up to date with the parameters. */
export function connectMap(
  store: LabStore<MapTable>,
  { compute, until, notify }: ConnectOptions<ArgmaxCalls>,
): MapResults {
  const results = createStore<MapState>(() => ({ maps: [], recorded: null }));
  const trained = createTrained({ store, compute, notify, publish: () => show() });
  let measured: ShownMaps = [];
  const show = () => {
    const maps = measured.map((one, place) => one && trained.added(one, place));
    if (maps.some((one, place) => one !== results.getState().maps[place]))
      results.setState({ maps });
  };
  const { want, load } = createMapsRefinement({
    ask: (wanted, draws) => compute.call('measured', { ...wanted, draws }),
    publish: (maps) => {
      measured = maps;
      results.setState({
        maps: maps.map((one, i) => one && trained.added(one, i)),
        recorded: null,
      });
    },
    onError: (error) => notify(`The map could not be computed: ${messageOf(error)}`, 'error'),
  });
  const follow = () => {
    const { values, phase } = store.getState();
    if (!hasGradient(values)) return trained.want([], false);
    const other = besideOf(values);
    const maps = other ? [wantedOf(values), wantedOf(other)] : [wantedOf(values)];
    const moving = phase === 'move';
    want({ maps, moving, draws: Number(values.draws) });
    trained.want(values.map === 'trained' ? maps : [], moving);
    show();
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
