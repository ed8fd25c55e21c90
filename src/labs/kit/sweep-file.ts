import { sweepGrid } from '../../core/sweeps/cells';
import type { SweepResult } from '../../core/sweeps/sweep';
import type { ParamTable, Values } from '../../state/params';
import { axisText } from './axis-choice';
import { sweepParam } from './params';
import { checkAxes, type AnySweep } from './sweep';
import { choiceOfGrid, sweepText } from './sweep-link';
import { resultsOn, type AskedMap } from './sweep-view';

/** Where a lab stands when a file is opened. */
interface Here extends Pick<AskedMap, 'lab' | 'data'> {
  /** The map that is shown, or null. */
  readonly map: AskedMap | null;
  readonly seed: number;
  readonly quantity: string;
}

/**
 * The settings that show the results of a file: those under which they were made, and their axes. None where they are
 * all on the map that is shown, as the other shards of a sweep are.
 * @throws Error with a sentence, where they are of two sweeps, of another lab, or can't be shown here
 */
export function openSweep(
  sweep: AnySweep<unknown>,
  results: readonly SweepResult[],
  { lab, data, map, seed, quantity }: Here,
): Partial<Values<ParamTable>> {
  const grid = sweepGrid(results);
  if (grid.lab !== lab) {
    throw new RangeError(`They are of the lab "${grid.lab}", not of this one.`);
  }
  if (grid.data !== undefined && grid.data !== data) {
    throw new RangeError('They are of data of somebody’s own that is not open here.');
  }
  if (map && resultsOn(map, seed, results).length === results.length) return {};
  const choice = choiceOfGrid(sweep, grid, quantity);
  const [x, y] = choice.axes.map((axis) => sweep.axis(axisText(axis)));
  checkAxes(x, y);
  const text = sweepText(choice);
  if (text.length > sweepParam.most) {
    throw new RangeError('Their axes have more values of their own than an address can hold.');
  }
  return { ...sweep.counting(grid.settings, [x, y]), seed: grid.seed, sweep: text };
}
