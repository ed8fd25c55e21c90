import { trainMap, type MapTraining } from '../../../core/maps/training';
import { fullGrid } from './maps';
import type { TrainRequest } from './protocol';

/** Trainings from the cells of the map that has these ends. */
export const train = (
  { problem, batch, mesh, ...ends }: TrainRequest,
  breathe: () => Promise<void>,
): Promise<MapTraining> => trainMap(problem, fullGrid(ends), batch, mesh, breathe);
