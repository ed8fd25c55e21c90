import type { Points } from '../../../core/neighbours/nearest';

/** Points side by side in memory: four per thread, and sixteen threads side by side. */
export const PANEL = 64;
/** Queries of one block: a whole number of panels. */
export const QUERY_BLOCK = 256;
/** Threads per workgroup of the selection: few, so that a block spreads over the processors. */
export const SELECT_SIZE = 32;
/** Most candidates of one block: 4 MiB of distances. */
const MAX_CANDIDATE_BLOCK = 4096;
export const BLOCK_BYTES = 16;
/** Squared norms up to this keep every distance, and every sum on the way, below 3.4e38. */
const MAX_SQUARED_NORM = 2 ** 124;

/** Candidates of one block. */
export interface CandidateBlock {
  /** Number of its first one, a multiple of 64. */
  readonly first: number;
  readonly count: number;
}

export const panelsOf = (count: number) => Math.ceil(count / PANEL);
/** Dimensions with the zeros behind them: the distance kernel takes four at a time. */
export const paddedDim = (dim: number) => 4 * Math.ceil(dim / 4);
/** Bytes of some points in panels. */
export const panelBytes = (count: number, dim: number) =>
  4 * PANEL * paddedDim(dim) * panelsOf(count);

/**
 * Blocks of candidates, as large as the device binds at once and no larger than is of use.
 * @throws RangeError if not even 64 points of that many dimensions can be bound
 */
export function candidateBlocks(count: number, dim: number, limits: BindingLimits) {
  const most = limits.maxStorageBufferBindingSize;
  const fits = Math.floor(most / (4 * Math.max(paddedDim(dim), QUERY_BLOCK)));
  const size = Math.min(MAX_CANDIDATE_BLOCK, fits - (fits % PANEL));
  if (size < PANEL) throw new RangeError(`${dim} dimensions are more than the device can bind`);
  return Array.from({ length: Math.ceil(count / size) }, (_, i): CandidateBlock => {
    const first = i * size;
    return { first, count: Math.min(size, count - first) };
  });
}

export type BindingLimits = Pick<GPUSupportedLimits, 'maxStorageBufferBindingSize'>;

/** The uniform block, in the order of `Block` in the shaders. */
export const packBlock = ({ first, count }: CandidateBlock, dim: number, kept: number) =>
  new Uint32Array([first, count, paddedDim(dim), kept]);

/**
 * Points from .. to-1 in panels [panels][padded dim][64]. What is beyond them in the last panel, and
 * the padding, stays as it is: zeros at first.
 */
export function packPanels(
  { values }: Points,
  from: number,
  to: number,
  dim: number,
  out: Float32Array,
): void {
  for (let i = from; i < to; i++) {
    const panel = Math.floor((i - from) / PANEL);
    let at = panel * paddedDim(dim) * PANEL + ((i - from) % PANEL);
    for (let d = i * dim; d < (i + 1) * dim; d++, at += PANEL) out[at] = values[d];
  }
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
