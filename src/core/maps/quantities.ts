import type { RegimeMap } from './regime-map';
import { errorAt } from './regimes';

/** What a map can show of a cell. */
export const QUANTITIES = ['error', 'bias', 'spread', 'cosine', 'differ', 'slope'] as const;
export type MapQuantity = (typeof QUANTITIES)[number];

/**
 * The value of a quantity in a cell; not a number where it has none.
 * @param draws that one estimate averages (M)
 */
export function quantityAt(
  map: RegimeMap,
  at: number,
  quantity: MapQuantity,
  draws: number,
): number {
  const { cells, truth, grid } = map;
  switch (quantity) {
    case 'error':
      return errorAt(map, at, draws);
    case 'bias':
      return cells.bias[at];
    case 'spread':
      return cells.spread[at] / Math.sqrt(draws);
    case 'cosine':
      return cells.cosine[at];
    case 'differ':
      return cells.differ[at];
    case 'slope': {
      const exact = truth.slopes[at % grid.sigmas.length];
      return Math.abs((cells.slope[at] - exact) / exact);
    }
  }
}
