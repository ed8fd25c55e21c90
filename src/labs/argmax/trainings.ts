import type { MapTraining } from '../../core/maps/training';
import { createSnapshots, type WantedSnapshot } from '../kit/snapshots';
import type { TrainRequest } from './compute/protocol';

/** Trainings that a figure would show. */
type Wanted = Omit<TrainRequest, 'mesh'>;

/** Rows and columns that are trained at first, then, and at last. */
const MESHES = [8, 4, 1];

interface WantedTraining extends WantedSnapshot {
  readonly request: Wanted;
  /** A hand moves something: a first look is enough. */
  readonly moving: boolean;
}

interface TrainingsOptions {
  ask(request: TrainRequest, signal: AbortSignal): Promise<MapTraining>;
  /** @param of what the trainings are of */
  publish(training: MapTraining, of: Wanted): void;
  onError(error: unknown): void;
}

/** Trainings from the cells of one map: from coarse to fine, and given up where others are wanted. */
export function createTrainings({ ask, publish, onError }: TrainingsOptions) {
  const { want } = createSnapshots<WantedTraining, MapTraining>({
    levels: ({ moving }) => (moving ? 1 : MESHES.length),
    ask: ({ request }, level, signal) => ask({ ...request, mesh: MESHES[level] }, signal),
    publish: ({ map, of }) => publish(map, of.request),
    onError,
  });
  return {
    /** Null for none. */
    want(request: Wanted | null, moving: boolean): void {
      want(request && { kind: endsOf(request), weights: keyOf(request), request, moving });
    },
  };
}

/** Of another part of the map nothing is of use. */
export const endsOf = ({ sigmas, epsilons }: Wanted): string => JSON.stringify([sigmas, epsilons]);

/** What trainings depend on: all but the sigma and the epsilon of the problem. */
const keyOf = ({ problem: { scores, loss, k, noise, seed }, batch }: Wanted): string =>
  JSON.stringify([scores, loss, k, noise, seed, batch]);
