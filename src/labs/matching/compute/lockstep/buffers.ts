import type { Plan } from './plan';

/** Bytes of a `Repetition`. */
export const REPETITION_BYTES = 48;
const PART_BYTES = 16;

/** Repetitions whose matrices are in memory at once. */
export interface Part {
  readonly uniform: GPUBuffer;
  readonly first: number;
  readonly runs: number;
}

/** What repetitions of a plan have on the device; the shaders say what is in which. */
export interface LockstepBuffers {
  readonly tables: GPUBuffer;
  readonly repetitions: GPUBuffer;
  readonly params: GPUBuffer;
  readonly moments: GPUBuffer;
  readonly best: GPUBuffer;
  readonly data: GPUBuffer;
  readonly truths: GPUBuffer;
  readonly scales: GPUBuffer;
  readonly perturbed: GPUBuffer;
  readonly prices: GPUBuffer;
  readonly changes: GPUBuffer;
  readonly outcomes: GPUBuffer;
  /** Of relaxed matchings alone. */
  readonly potentials: GPUBuffer;
  readonly totals: GPUBuffer;
  readonly partials: GPUBuffer;
  readonly staging: GPUBuffer;
}

type Limits = Pick<GPUSupportedLimits, 'maxStorageBufferBindingSize' | 'maxBufferSize'>;

const largest = ({ maxStorageBufferBindingSize, maxBufferSize }: Limits) =>
  Math.min(maxStorageBufferBindingSize, maxBufferSize);

/** Repetitions of which a device holds the gradients of all sequences, the largest of what is kept. */
export const mostSlots = ({ sequences, scoreParams }: Plan, limits: Limits) =>
  Math.max(1, Math.floor(largest(limits) / (4 * sequences * scoreParams)));

const matrixBytes = ({ d, sequences, samples }: Plan) => 4 * sequences * samples * d * d;

const potentialBytes = ({ d, sequences, samples, relaxed, iterations }: Plan) =>
  relaxed ? 8 * sequences * samples * iterations * d : 0;

/** Repetitions whose perturbed scores fit in one buffer, and what normalises them in another. */
export const runsPerPart = (plan: Plan, limits: Limits) =>
  Math.max(1, Math.floor(largest(limits) / Math.max(matrixBytes(plan), potentialBytes(plan))));

/** @param most repetitions whose perturbed scores are in memory at once, at most */
export function createLockstepBuffers(device: GPUDevice, plan: Plan, slots: number, most: number) {
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const { d, sequences, samples, params, scoreParams } = plan;
  const made: GPUBuffer[] = [];
  const make = (label: string, size: number, usage: number) => {
    const buffer = device.createBuffer({ label, size, usage });
    made.push(buffer);
    return buffer;
  };
  const rows = slots * sequences;
  const draws = rows * samples;
  const buffers: LockstepBuffers = {
    tables: make('tables', plan.tables.byteLength, UNIFORM | COPY_DST),
    repetitions: make('repetitions', REPETITION_BYTES * slots, STORAGE | COPY_DST | COPY_SRC),
    params: make('params', 4 * slots * params, STORAGE | COPY_DST | COPY_SRC),
    moments: make('moments', 8 * slots * params, STORAGE | COPY_DST),
    best: make('best', 4 * slots * params, STORAGE | COPY_DST | COPY_SRC),
    data: make('data', 8 * rows * d, STORAGE | COPY_DST),
    truths: make('truths', 4 * rows * d, STORAGE | COPY_DST),
    scales: make('scales', 8 * rows, STORAGE | COPY_DST),
    perturbed: make('perturbed', Math.min(slots, most) * matrixBytes(plan), STORAGE),
    prices: make('prices', 4 * draws * d, STORAGE | COPY_DST | COPY_SRC),
    changes: make('changes', 4 * draws * d, STORAGE | COPY_SRC),
    outcomes: make('outcomes', 16 * draws, STORAGE),
    potentials: make('potentials', Math.min(slots, most) * potentialBytes(plan), STORAGE),
    totals: make(
      'totals',
      Math.min(slots, most) * (plan.relaxed ? 4 * sequences * samples * d : 0),
      STORAGE,
    ),
    partials: make('partials', 4 * rows * scoreParams, STORAGE),
    staging: make(
      'staging',
      Math.max(REPETITION_BYTES * slots, 8 * params, 4 * sequences * samples * d),
      MAP_READ | COPY_DST,
    ),
  };
  device.queue.writeBuffer(buffers.tables, 0, plan.tables);
  const parts: Part[] = [];
  for (let first = 0; first < slots; first += most) {
    const runs = Math.min(most, slots - first);
    const uniform = make('part', PART_BYTES, UNIFORM | COPY_DST);
    const numbers = new Uint32Array([first, runs * sequences * samples, 0, 0]);
    device.queue.writeBuffer(uniform, 0, numbers);
    parts.push({ uniform, first, runs });
  }
  return { buffers, parts, destroy: () => made.forEach((buffer) => buffer.destroy()) };
}
