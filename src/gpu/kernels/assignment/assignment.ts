import { createAssignmentSolver } from '../../../core/oracles/matching/assignment';
import { createBufferSet } from '../../buffers';
import type { OpenDevice } from '../../device';
import { guarded, patienceWith } from '../../guard';
import { answered } from '../../read-back';
import {
  BATCH_BYTES,
  isCertified,
  lanesOf,
  matricesPerPart,
  MAX_SIZE,
  packBatch,
  type Lanes,
} from './layout';
import {
  assignmentPipelines,
  recordAssignments,
  type AssignmentPipelines,
  type ResidentBatch,
} from './resident';

/** A part of a batch that takes longer than this belongs to a device that hangs. */
const PART_LIMIT_MS = 8000;

/** The best assignments of a batch. */
export interface Assignments {
  /** Column of every row [count, n]. */
  readonly columns: Int32Array;
  /** Optimal prices of the columns [count, n], from which the search in similar matrices may start. */
  readonly prices: Float32Array;
  /** Matrices whose certificate failed, and which the CPU has solved. */
  readonly corrected: number;
}

/**
 * Linear assignment of many matrices at once on one device, up to the rounding of float32; CPU twin:
 * core/oracles/matching/assignment.ts, of several optima another one may be found, always the same.
 * Buffers and pipelines live as long as the object.
 */
export interface AssignmentKernel {
  /**
   * The permutation that maximises the sum of scores, for each of count matrices [count, n, n].
   * @param starts column prices [count, n] to start from; none are zeros
   * @throws RangeError for sizes out of range, GpuError when the device fails
   */
  solve(scores: Float32Array, n: number, starts?: Float32Array): Promise<Assignments>;
  /** Bytes held on the device. */
  readonly bytes: number;
  destroy(): void;
}

export function createAssignmentKernel(
  open: OpenDevice,
  lanes: Lanes = lanesOf(open.device),
): AssignmentKernel {
  const { device, adapter, broken } = open;
  const limit = patienceWith(adapter, PART_LIMIT_MS);
  const buffers = createBufferSet(device);
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  let last: Promise<unknown> = Promise.resolve();

  /** Calls share the buffers, so each waits for the one before it, whatever became of that. */
  function solve(...call: Parameters<AssignmentKernel['solve']>): Promise<Assignments> {
    const result = last.then(() => run(...call));
    last = result.catch(() => undefined);
    return result;
  }

  async function run(scores: Float32Array, n: number, starts?: Float32Array): Promise<Assignments> {
    const count = countOf(scores, n, starts);
    const pipelines = await guarded(assignmentPipelines(device, n, lanes), broken, limit);
    const columns = new Int32Array(count * n);
    const prices = new Float32Array(count * n);
    let corrected = 0;
    const most = matricesPerPart(n, device.limits);
    for (let from = 0; from < count; from += most) {
      const part = Math.min(most, count - from);
      const ask = { scores: scores.subarray(from * n * n, (from + part) * n * n), n, part };
      const found = await solvePart(pipelines, ask, starts?.subarray(from * n, (from + part) * n));
      columns.set(found.columns, from * n);
      prices.set(found.prices, from * n);
      corrected += found.corrected;
    }
    return { columns, prices, corrected };
  }

  async function solvePart(
    pipelines: AssignmentPipelines,
    { scores, n, part }: { scores: Float32Array; n: number; part: number },
    starts: Float32Array | undefined,
  ): Promise<Assignments> {
    const vectors = 4 * part * n;
    const total = 2 * vectors + 8 * part;
    const held: ResidentBatch = {
      batch: buffers.get('batch', BATCH_BYTES, UNIFORM | COPY_DST),
      scores: buffers.get('scores', 4 * part * n * n, STORAGE | COPY_DST),
      prices: buffers.get('prices', vectors, STORAGE | COPY_DST | COPY_SRC),
      columns: buffers.get('columns', vectors, STORAGE | COPY_SRC),
      slacks: buffers.get('slacks', 8 * part, STORAGE | COPY_SRC),
    };
    const staging = buffers.get('staging', total, MAP_READ | COPY_DST);
    device.queue.writeBuffer(held.batch, 0, packBatch(part));
    device.queue.writeBuffer(held.scores, 0, new Float32Array(scores));
    if (starts) device.queue.writeBuffer(held.prices, 0, new Float32Array(starts));
    const encoder = device.createCommandEncoder();
    if (!starts) encoder.clearBuffer(held.prices, 0, vectors);
    const record = recordAssignments(device, pipelines, held, part);
    const pass = encoder.beginComputePass();
    record.solve(pass);
    record.certify(pass);
    pass.end();
    encoder.copyBufferToBuffer(held.prices, 0, staging, 0, vectors);
    encoder.copyBufferToBuffer(held.columns, 0, staging, vectors, vectors);
    encoder.copyBufferToBuffer(held.slacks, 0, staging, 2 * vectors, 8 * part);
    device.queue.submit([encoder.finish()]);
    await answered(staging.mapAsync(GPUMapMode.READ, 0, total), open, limit);
    try {
      const mapped = staging.getMappedRange(0, total);
      const prices = new Float32Array(mapped, 0, part * n).slice();
      const columns = new Int32Array(mapped, vectors, part * n).slice();
      const slacks = new Float32Array(mapped, 2 * vectors, 2 * part);
      return { columns, prices, corrected: correct(scores, n, slacks, columns, prices) };
    } finally {
      staging.unmap();
    }
  }

  return {
    solve,
    get bytes() {
      return buffers.bytes;
    },
    destroy: () => buffers.destroy(),
  };
}

/** Hands what has no certificate to the CPU. Returns how many matrices that were. */
function correct(
  scores: Float32Array,
  n: number,
  slacks: Float32Array,
  columns: Int32Array,
  prices: Float32Array,
): number {
  let corrected = 0;
  const solver = createAssignmentSolver(n);
  for (let m = 0; 2 * m < slacks.length; m++) {
    if (isCertified(slacks[2 * m], slacks[2 * m + 1])) continue;
    solver.solve(scores, m * n * n);
    columns.set(solver.perm, m * n);
    prices.set(solver.v, m * n);
    corrected++;
  }
  return corrected;
}

function countOf(scores: Float32Array, n: number, starts: Float32Array | undefined): number {
  if (!Number.isInteger(n) || n < 1 || n > MAX_SIZE) {
    throw new RangeError(`n must be a whole number from 1 to ${MAX_SIZE}, got ${n}`);
  }
  const count = scores.length / (n * n);
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`${scores.length} scores are no matrices of ${n} x ${n}`);
  }
  if (starts && starts.length !== count * n) {
    throw new RangeError(`${count} matrices need ${count * n} prices, got ${starts.length}`);
  }
  return count;
}
