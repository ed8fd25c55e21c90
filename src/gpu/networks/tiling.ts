import type { AdapterFacts } from '../device';

/**
 * How a product C[m, n] = sum over k of A[m, k] B[k, n] is cut up: a workgroup of `across * down`
 * threads makes a tile of C of `down * high` rows and `across * wide` columns, `depth` summands at a
 * time, which it keeps in workgroup memory; every thread holds `high * wide` numbers of the tile in
 * registers.
 */
export interface Tiling {
  /** Threads side by side, and one above the other; at most 256 in all. */
  readonly across: number;
  readonly down: number;
  /** Columns and rows per thread, multiples of 4. */
  readonly wide: number;
  readonly high: number;
  /** Summands per step, a multiple of 4. */
  readonly depth: number;
  /** Workgroups that share a sum; their parts are added by a second kernel. */
  readonly splits: number;
}

/** Sizes of a product: rows and columns of the result, and summands of each of its numbers. */
export interface ProductShape {
  readonly rows: number;
  readonly columns: number;
  readonly sums: number;
  /** Products of that size made side by side. */
  readonly phases: number;
}

/** Says how to cut up a product. */
export type TilingChoice = (shape: ProductShape) => Tiling;

export const tileRows = ({ down, high }: Tiling) => down * high;
export const tileColumns = ({ across, wide }: Tiling) => across * wide;
export const threadsOf = ({ across, down }: Tiling) => across * down;

const tiling = (across: number, down: number, wide: number, high: number, depth: number) =>
  ({ across, down, wide, high, depth }) as const;

/** Of programs on a CPU: the less text, the sooner it is compiled; barriers cost more than memory. */
const SMALL = tiling(8, 8, 4, 4, 8);

/** From the largest, which need most columns, to those for few. */
const SIZES = [
  tiling(16, 16, 8, 8, 16),
  tiling(8, 32, 8, 4, 16),
  tiling(8, 16, 8, 8, 16),
  tiling(16, 16, 4, 4, 16),
  tiling(8, 32, 4, 4, 16),
  tiling(8, 16, 4, 8, 16),
  tiling(8, 8, 4, 4, 16),
] as const;

/** Workgroups that fill a large device once or twice. */
const WORKGROUPS = 256;
/** Summands below which a split is not worth its second kernel. */
const SHORTEST = 128;

/** The splits that give a tiling enough workgroups, for long enough sums, none of which is empty. */
function splitsOf(size: Omit<Tiling, 'splits'>, shape: ProductShape): number {
  const tiles = tilesOf({ ...size, splits: 1 }, shape);
  const wanted = Math.ceil(WORKGROUPS / tiles);
  const splits = Math.max(1, Math.min(wanted, Math.floor(shape.sums / SHORTEST)));
  return Math.ceil(shape.sums / chunkOf({ ...size, splits }, shape));
}

/** Summands of a split: whole steps. */
export const chunkOf = ({ depth, splits }: Tiling, { sums }: ProductShape) =>
  depth * Math.ceil(sums / depth / splits);

/** Workgroups of a product, but for its splits. */
export const tilesOf = (of: Tiling, { rows, columns, phases }: ProductShape) =>
  Math.ceil(rows / tileRows(of)) * Math.ceil(columns / tileColumns(of)) * phases;

/** All that is worth measuring for a shape: tiles not much larger than it is. */
export function candidateTilings(shape: ProductShape): readonly Tiling[] {
  const fitting = SIZES.filter((size) => {
    const of = { ...size, splits: 1 };
    const padded = (length: number, tile: number) => Math.ceil(length / tile) * tile;
    const made = padded(shape.rows, tileRows(of)) * padded(shape.columns, tileColumns(of));
    return made <= 2 * shape.rows * shape.columns || size === SIZES[SIZES.length - 1];
  });
  return fitting.map((size) => ({ ...size, splits: splitsOf(size, shape) }));
}

/** What is taken unmeasured: the largest tile of which there are enough, or the smallest. */
export function tilingBySize({ software }: Pick<AdapterFacts, 'software'>): TilingChoice {
  return (shape) => {
    if (software) return { ...SMALL, splits: 1 };
    const candidates = candidateTilings(shape);
    const enough = candidates.find((of) => tilesOf(of, shape) * of.splits >= WORKGROUPS / 2);
    return enough ?? candidates[candidates.length - 1];
  };
}

/** Workgroup memory that a tiling takes, in bytes. */
export const workgroupBytes = (of: Tiling) => 4 * of.depth * (tileRows(of) + tileColumns(of));
