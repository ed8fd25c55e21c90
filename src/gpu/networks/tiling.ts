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
  /** Summands per step, 8, 16 or 32. */
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

/** Workgroups that keep a large device busy. */
const WORKGROUPS = 256;
/** Tiles of such a side are counted to decide on splits. */
const SPLIT_TILE = 64;
/** Summands below which a split is not worth its second kernel, and the most splits that this adds. */
const SHORTEST = 128;
const MOST_SPLITS = 128;
/** Summands of a split are a multiple of every depth. */
const CHUNK_STEP = 32;

/**
 * Into how many parts sums are cut: so many that there is work for a large device, for long enough
 * sums, and none of them empty. It depends on sizes alone: with the same splits all tilings add the
 * same numbers in the same order, so which of them is taken changes no result.
 */
export function splitsOf(shape: ProductShape): number {
  const { rows, columns, sums, phases } = shape;
  const tiles = Math.ceil(rows / SPLIT_TILE) * Math.ceil(columns / SPLIT_TILE) * phases;
  const wanted = Math.min(Math.ceil((2 * WORKGROUPS) / tiles), Math.floor(sums / SHORTEST));
  const splits = Math.max(1, Math.min(wanted, MOST_SPLITS));
  return Math.ceil(sums / chunkOf(splits, shape));
}

/** Summands of a split. */
export const chunkOf = (splits: number, { sums }: ProductShape) =>
  CHUNK_STEP * Math.ceil(sums / CHUNK_STEP / splits);

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
  return fitting.map((size) => ({ ...size, splits: splitsOf(shape) }));
}

/** What is taken unmeasured: the largest tile of which there are enough, or the smallest. */
export function tilingBySize({ software }: Pick<AdapterFacts, 'software'>): TilingChoice {
  return (shape) => {
    if (software) return { ...SMALL, splits: splitsOf(shape) };
    const candidates = candidateTilings(shape);
    const enough = candidates.find((of) => tilesOf(of, shape) * of.splits >= WORKGROUPS / 2);
    return enough ?? candidates[candidates.length - 1];
  };
}

/** Workgroup memory that a tiling takes, in bytes. */
export const workgroupBytes = (of: Tiling) => 4 * of.depth * (tileRows(of) + tileColumns(of));
