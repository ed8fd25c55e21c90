import { closedFormMap, hasClosedForm } from '../../../core/maps/closed-form';
import { mapTruth, type MapGrid, type RegimeMap } from '../../../core/maps/regime-map';
import { errorAt, stepsWrongAt } from '../../../core/maps/regimes';
import { mapFromSums } from '../../../core/maps/sampled';
import { addMapDraws, emptyMapSums } from '../../../core/maps/sums';
import { trainProblem } from '../../../core/maps/training';
import type { ArgmaxProblem } from '../../../core/problem';
import type { Measured } from '../../../core/sweeps/sweep';

/** Draws of a cell that has no closed form. */
export const CELL_DRAWS = 10_000;

/** A problem, and how many draws an estimate averages. */
export interface ArgmaxCell {
  readonly problem: ArgmaxProblem;
  readonly draws: number;
}

/** The cell of the regime map of its own, and what a training from there comes to. */
export function measureArgmax({ problem, draws }: ArgmaxCell): Measured {
  const size = Math.abs(problem.epsilon);
  const map = mapOf(problem, { sigmas: [problem.sigma], epsilons: [-size, size] });
  const at = problem.epsilon < 0 ? 0 : 1;
  const { bias, spread, cosine, differ, slope } = map.cells;
  return {
    error: errorAt(map, at, draws),
    ...{ bias: bias[at], spread: spread[at], cosine: cosine[at] },
    trained: trainProblem(problem, draws),
    ...{ differ: differ[at], slope: slope[at], wrongWay: Number(stepsWrongAt(map, at)) },
  };
}

function mapOf(problem: ArgmaxProblem, grid: MapGrid): RegimeMap {
  if (hasClosedForm(problem)) return closedFormMap(problem, grid);
  const sums = emptyMapSums(problem.scores.length, grid);
  addMapDraws(sums, problem, grid, 0, CELL_DRAWS);
  return mapFromSums(problem, grid, mapTruth(problem, grid), sums);
}
