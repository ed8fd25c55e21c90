import type { SnapshotMap } from './snapshot';

/**
 * What a cell of a snapshot is good for. The first rule that applies:
 *
 *   frozen   less than one link of a step is expected to differ
 *   unknown  noise hardly changes y*: there is no reference that the draws know well
 *   useful   the gradient of one step has a cosine of at least a half with the reference
 *   less     steps agree with each other, not with the reference: eps is too strong, and sigma steps down
 *   more     the same, and sigma steps up
 *   loud     a step is mostly spread
 */
export const SNAPSHOT_REGIMES = ['frozen', 'unknown', 'useful', 'less', 'more', 'loud'] as const;
export type SnapshotRegime = (typeof SNAPSHOT_REGIMES)[number];

const HALF = 0.5;
/** Cosine of both halves of a reference that is known well. */
const KNOWN = 0.7;

const isKnown = ({ columns }: SnapshotMap, column: number) => columns.certain[column] >= KNOWN;

export function snapshotRegime(map: SnapshotMap, at: number): SnapshotRegime {
  const { cells, grid, links } = map;
  if (cells.differ[at] * links < 1) return 'frozen';
  if (!isKnown(map, at % grid.sigmas.length)) return 'unknown';
  if (cells.cosine[at] >= HALF) return 'useful';
  if (cells.common[at] < HALF) return 'loud';
  return cells.slope[at] > 0 ? 'less' : 'more';
}

/** Whether sigma would step the wrong way: both slopes are told from 0, and have opposite signs. */
export function snapshotStepsWrong({ cells, columns, grid }: SnapshotMap, at: number): boolean {
  const column = at % grid.sigmas.length;
  const [slope, exact] = [cells.slope[at], columns.slope[column]];
  return (
    slope * exact < 0 &&
    Math.abs(slope) > 2 * cells.slopeError[at] &&
    Math.abs(exact) > 2 * columns.slopeError[column]
  );
}

/** What a snapshot can show of a cell. */
export const SNAPSHOT_QUANTITIES = [
  'cosine',
  'differ',
  'norm',
  'slope',
  'right',
  'rightAugmented',
] as const;
export type SnapshotQuantity = (typeof SNAPSHOT_QUANTITIES)[number];

/** The value of a quantity in a cell; not a number where it has none. The slope is by its error, as part of it. */
export function snapshotAt(map: SnapshotMap, at: number, quantity: SnapshotQuantity): number {
  const { cells, columns, grid } = map;
  const column = at % grid.sigmas.length;
  switch (quantity) {
    case 'cosine':
      return isKnown(map, column) ? cells.cosine[at] : NaN;
    case 'slope': {
      const exact = columns.slope[column];
      return Math.abs((cells.slope[at] - exact) / exact);
    }
    default:
      return cells[quantity][at];
  }
}

/** A cell that is the best of its noise scale on its side of 0. */
interface BestCell {
  readonly sigma: number;
  readonly epsilon: number;
}

/**
 * Of every noise scale and each side of 0 the epsilon whose steps have the greatest cosine with the reference, where
 * that is at least a half and not at an end of the grid, beyond which there may be a greater one.
 */
export function bestCells(map: SnapshotMap): BestCell[] {
  const { sigmas, epsilons } = map.grid;
  const [columns, half] = [sigmas.length, epsilons.length / 2];
  return [0, half].flatMap((from) =>
    sigmas.flatMap((sigma, s) => {
      const cosine = (place: number) => snapshotAt(map, (from + place) * columns + s, 'cosine');
      let best = 0;
      for (let place = 1; place < half; place++) {
        if (!(cosine(place) <= cosine(best))) best = place;
      }
      const inside = best > 0 && best < half - 1 && cosine(best) >= HALF;
      return inside ? [{ sigma, epsilon: epsilons[from + best] }] : [];
    }),
  );
}

/** Shares of the cells of a snapshot. */
export interface SnapshotShares {
  readonly useful: number;
  readonly frozen: number;
  /** Where sigma steps the wrong way. */
  readonly wrong: number;
}

export function snapshotShares(map: SnapshotMap): SnapshotShares {
  const count = map.cells.differ.length;
  let [useful, frozen, wrong] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    const regime = snapshotRegime(map, at);
    if (regime === 'useful') useful++;
    if (regime === 'frozen') frozen++;
    if (snapshotStepsWrong(map, at)) wrong++;
  }
  return { useful: useful / count, frozen: frozen / count, wrong: wrong / count };
}
