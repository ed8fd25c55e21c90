import type { RegimeMap } from './regime-map';
import { errorAt } from './regimes';
import type { MapTraining } from './training';

/** What a map can show of a cell. */
export const QUANTITIES = ['error', 'bias', 'spread', 'cosine', 'differ', 'slope'] as const;
export type MapQuantity = (typeof QUANTITIES)[number];
/** The same, and what trainings come to that start in the cells: the expected loss after their last step. */
export type ShownQuantity = MapQuantity | 'trained';

/** A map with what is known besides its cells. */
interface Known {
  readonly map: RegimeMap;
  /** Draws that one estimate averages (M). */
  readonly draws: number;
  /** Of the same grid; left out where nobody has asked for it. */
  readonly training?: MapTraining | undefined;
}

/** The value of a quantity in a cell; not a number where it has none, and while no training is there. */
export const shownAt = (
  { map, draws, training }: Known,
  at: number,
  quantity: ShownQuantity,
): number =>
  quantity === 'trained' ? (training?.losses[at] ?? NaN) : quantityAt(map, at, quantity, draws);

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
