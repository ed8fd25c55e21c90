import { NoRoomError } from '../../../core/no-room';
import type { Points } from '../../../core/neighbours/nearest';

/** Queries and candidates of one tile of products, and dimensions that are brought at a time. */
export const TILE = 128;
export const STEP = 16;
/** Queries of one block: a whole number of tiles. */
export const QUERY_BLOCK = 2048;
/** Most candidates of one block: its distances to all queries of a block are 64 MiB. */
const MAX_CANDIDATE_BLOCK = 8192;
/** Longest shortlist. */
export const MAX_KEPT = 256;
/** Shortest one: what costs hardly more than fewer, and seldom leaves a query undecided. */
const MIN_KEPT = 64;
/** Candidates beyond k at least. */
const SPARE = 14;
/** Fours of dimensions that are summed at a time where candidates are measured again. */
export const RUN = STEP / 4;
export const BLOCK_BYTES = 16;
export const SEARCH_BYTES = 16;
/** Squared norms up to this keep every distance, and every sum on the way, below 3.4e38. */
const MAX_SQUARED_NORM = 2 ** 124;
/** The norm of what only fills a tile: no list takes it. */
const FILLER = 3.4e38;

/** Candidates of one block. */
export interface CandidateBlock {
  /** Number of its first one, a multiple of TILE. */
  readonly first: number;
  readonly count: number;
}

/** Points filled up to whole tiles. */
export const tiled = (count: number) => TILE * Math.ceil(count / TILE);
/** Dimensions filled up to whole steps. */
export const paddedDim = (dim: number) => STEP * Math.ceil(dim / STEP);
/** Bytes of some points, whole tiles of them. */
export const rowBytes = (count: number, dim: number) => 4 * paddedDim(dim) * tiled(count);

/**
 * Length of the first shortlists of a search for the k nearest.
 * @throws RangeError if they would be longer than fits
 */
export function keptFor(k: number, count: number): number {
  const kept = Math.min(count, Math.max(MIN_KEPT, k + SPARE));
  if (kept <= MAX_KEPT) return kept;
  throw new RangeError(`k must be at most ${MAX_KEPT - SPARE} on the GPU, got ${k}`);
}

/** Roundings on the way of a coordinate into a measured distance: difference, square and sums. */
export const roundingsOf = (dim: number) => 3 + RUN + paddedDim(dim) / (4 * RUN) + 2;

/**
 * Blocks of candidates, as large as the device binds at once and no larger than is of use.
 * @throws NoRoomError if not even a tile of points of that many dimensions can be bound
 */
export function candidateBlocks(count: number, dim: number, limits: BindingLimits) {
  const most = limits.maxStorageBufferBindingSize;
  const fits = Math.floor(most / (4 * Math.max(paddedDim(dim), QUERY_BLOCK)));
  const size = Math.min(MAX_CANDIDATE_BLOCK, fits - (fits % TILE));
  if (size < TILE) {
    throw new NoRoomError(`${dim} dimensions are more than the graphics device takes at once.`);
  }
  return Array.from({ length: Math.ceil(count / size) }, (_, i): CandidateBlock => {
    const first = i * size;
    return { first, count: Math.min(size, count - first) };
  });
}

export type BindingLimits = Pick<GPUSupportedLimits, 'maxStorageBufferBindingSize'>;

/** The uniform block, in the order of `Block` in the shaders. */
export const packBlock = ({ first, count }: CandidateBlock, dim: number) =>
  new Uint32Array([first, count, tiled(count), paddedDim(dim)]);

/**
 * Points from .. to-1 row by row, every row filled up to whole steps; where they are already, the points
 * themselves.
 * @param room numbers to write them to; what lies between the rows stays as it is: zeros at first
 */
export function packRows(
  { values }: Points,
  from: number,
  to: number,
  dim: number,
  room: Float32Array<ArrayBuffer>,
): Float32Array {
  const width = paddedDim(dim);
  if (width === dim) return values.subarray(from * dim, to * dim);
  for (let i = from; i < to; i++) {
    room.set(values.subarray(i * dim, (i + 1) * dim), (i - from) * width);
  }
  return room.subarray(0, (to - from) * width);
}

/** Norms of the points, and those of what fills the last tile. */
export function packNorms(norms: Float32Array): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(tiled(norms.length)).fill(FILLER);
  packed.set(norms);
  return packed;
}

/**
 * Comparisons with NaN and infinities differ between graphics devices, so none may reach them.
 *
 * @param norms squared norms of the points from, from + 1, ...
 * @throws RangeError that names the first point which is not finite or too large for float32
 */
export function checkPoints(
  name: string,
  { values }: Points,
  from: number,
  dim: number,
  norms: Float32Array,
): void {
  const offset = norms.findIndex((norm) => !(norm <= MAX_SQUARED_NORM));
  if (offset < 0) return;
  const at = from + offset;
  const row = values.subarray(at * dim, (at + 1) * dim);
  const d = row.findIndex((value) => !Number.isFinite(value));
  if (d >= 0) throw new RangeError(`${name}[${at}][${d}] must be a finite number, got ${row[d]}`);
  if (row.length < dim) throw new RangeError(`${name}[${at}] must have ${dim} numbers`);
  throw new RangeError(`${name}[${at}] is too large: its squared norm exceeds 2^124`);
}
