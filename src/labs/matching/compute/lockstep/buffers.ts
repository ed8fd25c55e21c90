import { NEURONS, type Plan } from './plan';
import { REPETITION_BYTES } from './slot';
import { stepTables, tableBytes } from './tables';

const PART_BYTES = 16;
/** Matrices in memory at once at most, in bytes: more of them are no faster, and not every device has so much. */
const MOST_MATRICES = 2 ** 30;

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

type Limits = Pick<
  GPUSupportedLimits,
  | 'maxStorageBufferBindingSize'
  | 'maxBufferSize'
  | 'maxUniformBufferBindingSize'
  | 'maxComputeWorkgroupStorageSize'
>;

const largest = ({
  maxStorageBufferBindingSize,
  maxBufferSize,
}: Pick<Limits, 'maxStorageBufferBindingSize' | 'maxBufferSize'>) =>
  Math.min(maxStorageBufferBindingSize, maxBufferSize);

/** Bytes that a training has in the largest of the buffers that hold all of them. */
function bytesPerSlot({ d, sequences, samples, params, scoreParams }: Plan): number {
  const perSequence = 4 * Math.max(scoreParams, samples * d, 4 * samples, 2 * d);
  return Math.max(8 * params, sequences * perSequence);
}

/** Trainings that a device holds. */
export const mostSlots = (plan: Plan, limits: Limits) =>
  Math.floor(largest(limits) / bytesPerSlot(plan));

const matrixBytes = ({ d, sequences, samples }: Plan) => 4 * sequences * samples * d * d;

const potentialBytes = ({ d, sequences, samples, relaxed, iterations }: Plan) =>
  relaxed ? 8 * sequences * samples * iterations * d : 0;

/** Trainings whose perturbed scores fit in one buffer, and what normalises them in another. */
export const runsPerPart = (plan: Plan, limits: Limits) =>
  Math.max(1, Math.floor(Math.min(largest(limits), MOST_MATRICES) / partBytes(plan)));

const partBytes = (plan: Plan) => Math.max(matrixBytes(plan), potentialBytes(plan));

/** What backward.wgsl has in the memory of a workgroup, in bytes: more than other shaders. */
const sharedBytes = ({ d, samples }: Plan) => 4 * d * (2 * NEURONS + samples + 2) + 1024;

/** Whether a single training has room on a device. */
export const hasRoom = (plan: Plan, limits: Limits) =>
  mostSlots(plan, limits) > 0 &&
  partBytes(plan) <= largest(limits) &&
  tableBytes(plan) <= limits.maxUniformBufferBindingSize &&
  sharedBytes(plan) <= limits.maxComputeWorkgroupStorageSize;

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
    tables: make('tables', tableBytes(plan), UNIFORM | COPY_DST),
    repetitions: make('repetitions', REPETITION_BYTES * slots, STORAGE | COPY_DST | COPY_SRC),
    params: make('params', 4 * slots * params, STORAGE | COPY_DST | COPY_SRC),
    moments: make('moments', 8 * slots * params, STORAGE | COPY_DST | COPY_SRC),
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
      Math.max(
        REPETITION_BYTES * slots,
        8 * params + 8 * (params - scoreParams),
        4 * sequences * samples * d,
      ),
      MAP_READ | COPY_DST,
    ),
  };
  device.queue.writeBuffer(buffers.tables, 0, stepTables(plan));
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
