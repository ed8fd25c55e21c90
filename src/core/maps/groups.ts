import type { ArgmaxProblem } from '../problem';
import { QUANTITIES, quantityAt, type MapQuantity } from './quantities';
import type { MapGrid, MapTruth } from './regime-map';
import { mapFromSums } from './sampled';
import { emptyMapSums, type MapSums } from './sums';

/**
 * The draws of a map in groups, so that it can be told how well they know it. Runs of CHUNK draws go to the
 * groups in turn: after any multiple of ROUND draws all groups are of one size.
 */
export const GROUPS = 16;
export const CHUNK = 256;
export const ROUND = GROUPS * CHUNK;

/** Standard errors of the quantities of every cell; not a number where a quantity has no value. */
export type MapErrors = Readonly<Record<MapQuantity, Float64Array>>;

/** Adds sums of other draws. */
export function addMapSums(sums: MapSums, more: MapSums): void {
  sums.samples += more.samples;
  combine(sums, more, 1);
}

const LISTS = ['shift', 'newcomers', 'differing', 'gap', 'gapSquared'] as const;

function combine(sums: MapSums, more: MapSums, sign: 1 | -1): void {
  for (const name of LISTS) {
    const [into, from] = [sums[name], more[name]];
    for (let i = 0; i < into.length; i++) into[i] += sign * from[i];
  }
}

/** The sums of all groups, added in their order. */
export function totalOf(groups: readonly MapSums[], grid: MapGrid): MapSums {
  const total = emptyMapSums(groups[0].n, grid);
  for (const group of groups) addMapSums(total, group);
  return total;
}

/**
 * Standard errors by the jackknife: of the values without one group each, the root of (G - 1)/G times the sum of
 * squared distances from their mean. For a mean over draws that is the spread of the group means over root G; for all
 * other quantities, which are smooth functions of means, it is right to first order.
 * @param groups disjoint draws of one size
 * @param draws that one estimate averages (M)
 */
export function mapErrors(
  problem: ArgmaxProblem,
  grid: MapGrid,
  truth: MapTruth,
  groups: readonly MapSums[],
  draws: number,
): MapErrors {
  const count = groups.length;
  const rest = totalOf(groups, grid);
  const cells = grid.sigmas.length * grid.epsilons.length;
  const sums = QUANTITIES.map(() => new Float64Array(cells));
  const squares = QUANTITIES.map(() => new Float64Array(cells));
  const first = QUANTITIES.map(() => new Float64Array(cells));
  groups.forEach((group, g) => {
    combine(rest, group, -1);
    const without = { ...rest, samples: rest.samples - group.samples };
    const map = mapFromSums(problem, grid, truth, without);
    QUANTITIES.forEach((quantity, q) => {
      for (let at = 0; at < cells; at++) {
        const value = quantityAt(map, at, quantity, draws);
        if (g === 0) first[q][at] = value;
        // distances from one of the values: their squares lose no digits
        const distance = value - first[q][at];
        sums[q][at] += distance;
        squares[q][at] += distance * distance;
      }
    });
    combine(rest, group, 1);
  });
  const errorOf = (q: number) =>
    squares[q].map((square, at) =>
      Math.sqrt(((count - 1) / count) * Math.max(0, square - (sums[q][at] * sums[q][at]) / count)),
    );
  return Object.fromEntries(QUANTITIES.map((quantity, q) => [quantity, errorOf(q)])) as MapErrors;
}
