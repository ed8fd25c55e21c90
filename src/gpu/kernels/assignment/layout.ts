/** Rows and columns of the largest matrix: at 32 lanes four columns belong to each of them. */
export const MAX_SIZE = 128;
/** Invocations that check one matrix. */
export const CERTIFIERS = 64;
/** Bytes of the uniform `Batch`. */
export const BATCH_BYTES = 16;
/** Workgroups per row of the grid: a batch may have more than the 65,535 that one dimension takes. */
const GRID_WIDTH = 32_768;

/** The invocations that share one search, and how they agree. */
export interface Lanes {
  /** `workgroup`: by its memory, anywhere; `subgroup`: by its operations, where a device has them. */
  readonly kind: 'workgroup' | 'subgroup';
  readonly count: number;
}

/** What every device can do. On those with 32 lanes side by side a barrier of so few costs next to nothing. */
export const plainLanes: Lanes = { kind: 'workgroup', count: 32 };

/** Subgroups of which one has a matrix: fewer lanes would have too many columns each, more would idle. */
const SUBGROUP_SIZES: readonly number[] = [32, 64];

/** The fastest lanes of a device: a subgroup each where all its subgroups are of one size. */
export function lanesOf({
  features,
  adapterInfo,
}: Pick<GPUDevice, 'features' | 'adapterInfo'>): Lanes {
  const { subgroupMinSize: count, subgroupMaxSize: most } = adapterInfo;
  const fit = count !== undefined && count === most && SUBGROUP_SIZES.includes(count);
  return features.has('subgroups') && fit ? { kind: 'subgroup', count } : plainLanes;
}

/** Constants of a shader for matrices of n rows: what names its pipeline besides its text. */
export const laneConstants = (n: number, { count }: Lanes) =>
  `const N = ${n}u;\nconst LANES = ${count}u;\nconst SLOTS = ${Math.ceil(n / count)}u;\n`;

export const gridOf = (workgroups: number) => ({
  width: Math.min(workgroups, GRID_WIDTH),
  height: Math.ceil(workgroups / GRID_WIDTH),
});

/** The numbers of the uniform `Batch`. */
export const packBatch = (matrices: number) =>
  new Uint32Array([matrices, gridOf(matrices).width, 0, 0]);

/** Matrices of a batch that the buffers of a device hold at once: at least one, of `MAX_SIZE`, anywhere. */
export function matricesPerPart(
  n: number,
  {
    maxStorageBufferBindingSize,
    maxBufferSize,
  }: Pick<GPUSupportedLimits, 'maxStorageBufferBindingSize' | 'maxBufferSize'>,
): number {
  return Math.floor(Math.min(maxStorageBufferBindingSize, maxBufferSize) / (4 * n * n));
}

/**
 * By how much a row of an optimal assignment may seem to lose at the prices, as a share of the largest sum of a
 * score's and a price's absolute values. Prices are sums of as many differences as searches have passed through
 * their column, each rounded; 32 units in the last place are ten times what was seen for matrices of all kinds.
 */
export const CERTIFIED = 32 * 2 ** -23;

/**
 * Whether an assignment is optimal up to the rounding of float32.
 * @param missed by how much a row could do better at the prices, at most
 * @param size the largest sum of a score's and a price's absolute values
 */
export const isCertified = (missed: number, size: number) =>
  Number.isFinite(size) && missed <= CERTIFIED * size;
