import { groupBy } from '../group-by';
import { madeOn } from '../training/devices';
import { distinct } from '../training/results';
import { sweepResults, type SweepAxis, type SweepResult } from './sweep';

/** What the repetitions of a cell measured of one quantity. */
export interface CellMean {
  /** Repetitions in which it could be measured. */
  readonly n: number;
  /** Not a number where there is none. */
  readonly mean: number;
  /** Its standard error: not a number of a single repetition. */
  readonly error: number;
}

/** The results of a sweep as a grid. */
export interface SweepGrid {
  readonly lab: string;
  readonly settings: string;
  readonly x: SweepAxis;
  readonly y: SweepAxis;
  readonly seed: number;
  /** See `SweepJob`. */
  readonly data?: string | undefined;
  readonly quantities: readonly string[];
  /** Of the cell at place y * x.values.length + x: null where nothing has come yet. */
  readonly cells: readonly (Readonly<Record<string, CellMean>> | null)[];
  /** What made each of them, see `madeOn`; '' where nothing has come yet. */
  readonly makers: readonly string[];
}

/**
 * The grid of all values that occur. Equal jobs count once, and repetitions are added in their order: from
 * whatever files and in whatever order they come, means are the same to the bit.
 * @throws Error naming what differs where the results are of more than one sweep, or where there are none
 */
export function sweepGrid(results: readonly SweepResult[]): SweepGrid {
  if (results.length === 0) throw new Error('There are no results of a sweep.');
  const [{ lab, settings, xName, yName, seed, data }] = results;
  for (const name of ['lab', 'settings', 'xName', 'yName', 'seed', 'data'] as const) {
    const other = results.find((result) => result[name] !== results[0][name]);
    if (other) {
      throw new Error(
        `Results of two sweeps: ${name} is "${results[0][name]}", and "${other[name]}".`,
      );
    }
  }
  const x = axisOf(xName, results, 'x');
  const y = axisOf(yName, results, 'y');
  const quantities = Object.keys(results[0].values);
  const lists = resultsByCell(x, y, results);
  const cells = lists.map((list) =>
    list ? Object.fromEntries(quantities.map((name) => [name, meanOf(list, name)])) : null,
  );
  const makers = lists.map((list) => (list ? madeOn(list) : ''));
  return { lab, settings, x, y, seed, data, quantities, cells, makers };
}

function axisOf(name: string, results: readonly SweepResult[], side: 'x' | 'y'): SweepAxis {
  const values = [...new Set(results.map((result) => result[side]))].sort((a, b) => a - b);
  return { name, values };
}

/** The results of every cell of a grid, each once and in the order of repetitions; null where there are none. */
export function resultsByCell(
  x: SweepAxis,
  y: SweepAxis,
  results: readonly SweepResult[],
): (readonly SweepResult[] | null)[] {
  const lists = groupBy(distinct(sweepResults, results), (result) => `${result.x} ${result.y}`);
  return y.values.flatMap((up) =>
    x.values.map(
      (across) => lists.get(`${across} ${up}`)?.sort((a, b) => a.repetition - b.repetition) ?? null,
    ),
  );
}

/** What they measured of one quantity. */
export function meanOf(list: readonly SweepResult[], name: string): CellMean {
  const values = list.flatMap((result) => result.values[name] ?? []);
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n, mean, error: Math.sqrt(squares / (n - 1) / n) };
}
