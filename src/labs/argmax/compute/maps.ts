import { closedFormMap, hasClosedForm } from '../../../core/maps/closed-form';
import {
  FULL_GRID,
  mapGrid,
  mapTruth,
  type MapTruth,
  type RegimeMap,
} from '../../../core/maps/regime-map';
import { mapFromSums } from '../../../core/maps/sampled';
import { addMapDraws, emptyMapSums, type MapSums } from '../../../core/maps/sums';
import type { MapRequest } from './protocol';

/** The grid of all maps within bounds. */
export const fullGrid = ({ sigmas, epsilons }: Pick<MapRequest, 'sigmas' | 'epsilons'>) =>
  mapGrid(sigmas, epsilons, FULL_GRID.columns, FULL_GRID.half);

interface Held {
  readonly key: string;
  readonly truth: MapTruth;
  readonly sums: MapSums;
}

/**
 * Maps by closed form where there is one, else by as many draws as are asked for: those that the last map of the
 * same problem has are not drawn again.
 */
export function createMapSource(): (request: MapRequest) => RegimeMap {
  let held: Held | null = null;
  return ({ problem, sigmas, epsilons, draws }) => {
    const grid = fullGrid({ sigmas, epsilons });
    if (hasClosedForm(problem)) return closedFormMap(problem, grid);
    const { scores, loss, k, noise, seed } = problem;
    const key = JSON.stringify([scores, loss, k, noise, seed, sigmas, epsilons]);
    if (held?.key !== key || held.sums.samples > draws) {
      const truth = held?.key === key ? held.truth : mapTruth(problem, grid);
      held = { key, truth, sums: emptyMapSums(scores.length, grid) };
    }
    const { sums, truth } = held;
    addMapDraws(sums, problem, grid, sums.samples, draws - sums.samples);
    return mapFromSums(problem, grid, truth, sums);
  };
}
