import { forwardPath } from '../../../core/oracles/grid-path/forward-path';
import { gridPath } from '../../../core/oracles/grid-path/grid-path';
import { createPathSearch, type PathSearch } from '../../../core/oracles/grid-path/path-search';
import type { Oracle } from '../../../core/oracles/oracle';
import type { NoiseName } from './spec';

/** Which steps a path may take: to all eight neighbours, or forward alone, to the right, down, or both. */
export const moveNames = ['all', 'forward'] as const;
export type Moves = (typeof moveNames)[number];

/** A square of cells, and how one goes over it from the first to the last. */
export interface Grid {
  /** Cells of a side. */
  readonly size: number;
  readonly moves: Moves;
}

/** Costs under frozen noise: everything that the paths of all draws follow from. */
export interface PathProblem extends Grid {
  /** Row by row, at least 0. */
  readonly costs: readonly number[];
  readonly noise: NoiseName;
  readonly sigma: number;
  readonly seed: number;
}

/** A path as the numbers of its cells, from the first to the last. */
export type Path = readonly number[];

export const oracleOf = ({ size, moves }: Grid): Oracle<Float64Array> =>
  moves === 'all' ? gridPath(size, size) : forwardPath(size, size);

/**
 * Searches the paths of the oracle, which go over their cells in order.
 * @param all searches over a square whose paths may turn anywhere
 */
export function searchOf(
  { size, moves }: Grid,
  all: (rows: number, columns: number) => PathSearch = createPathSearch,
): PathSearch {
  if (moves === 'all') return all(size, size);
  const oracle = forwardPath(size, size);
  const y = new Float64Array(oracle.dim);
  return {
    lanes: 1,
    solve: (maps) =>
      maps.map((scores) => {
        oracle.solve(scores, y);
        return pathOf(y, { size, moves });
      }),
  };
}

/**
 * Writes the scores of a draw, minus its noisy costs; of factors without that which all have in common, and
 * which would be 0 for much noise.
 * @returns how many costs are below 0: where a path may turn anywhere, they count as 0
 */
export function noisyScores(
  { costs, noise, sigma }: Pick<PathProblem, 'costs' | 'noise' | 'sigma'>,
  gamma: Float64Array,
  out: Float64Array,
): number {
  let below = 0;
  for (let i = 0; i < out.length; i++) {
    out[i] =
      noise === 'multiplicative'
        ? -costs[i] * Math.exp(sigma * gamma[i])
        : sigma * gamma[i] - costs[i];
    if (out[i] > 0) below++;
  }
  return below;
}

/**
 * Visits the cheapest paths of draws from .. to-1, in their order.
 * @param noise of a draw [size * size]
 * @returns how many noisy costs are below 0
 */
export function eachPath(
  problem: PathProblem,
  search: PathSearch,
  noise: (draw: number) => Float64Array,
  [from, to]: readonly [number, number],
  visit: (path: Path) => void,
): number {
  const scores = Array.from({ length: search.lanes }, () => new Float64Array(problem.costs.length));
  let below = 0;
  for (let m = from; m < to; m += search.lanes) {
    const together = scores.slice(0, to - m);
    together.forEach((out, lane) => (below += noisyScores(problem, noise(m + lane), out)));
    search.solve(together).forEach(visit);
  }
  return below;
}

/**
 * The cells of a cheapest path in the order in which one goes over them: of two cells that touch each other
 * none lies between, or the way over it would be no shorter, so every cell leads on to one other alone.
 * @param y indicator [size * size]
 */
export function pathOf(y: ArrayLike<number>, { size, moves }: Grid): number[] {
  const left: number[] = [];
  for (let i = 0; i < size * size; i++) if (y[i] === 1) left.push(i);
  // right, down and both at once only ever go up in number
  if (moves === 'forward') return left;
  const path = left.splice(0, 1);
  while (left.length > 0) {
    const here = path[path.length - 1];
    const next = left.findIndex((cell) => areNeighbours(here, cell, size));
    path.push(...left.splice(next, 1));
  }
  return path;
}

function areNeighbours(a: number, b: number, size: number): boolean {
  const [down, right] = [Math.floor(a / size) - Math.floor(b / size), (a % size) - (b % size)];
  return Math.abs(down) <= 1 && Math.abs(right) <= 1;
}

/** The cheapest path without noise. */
export function cheapestPath(grid: Grid, costs: readonly number[]): Path {
  const oracle = oracleOf(grid);
  const y = new Float64Array(oracle.dim);
  oracle.argmax(
    Float64Array.from(costs, (cost) => -cost),
    y,
  );
  return pathOf(y, grid);
}

export const costOfPath = (path: Path, costs: ArrayLike<number>): number =>
  path.reduce((sum, cell) => sum + costs[cell], 0);
