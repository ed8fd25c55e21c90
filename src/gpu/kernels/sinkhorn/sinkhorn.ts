import { createBufferSet } from '../../buffers';
import type { OpenDevice } from '../../device';
import { guarded, patienceWith } from '../../guard';
import { answered } from '../../read-back';
import { matricesPerPart, MAX_SIZE } from '../assignment/layout';
import {
  packSinkhornBatch,
  potentialBytes,
  recordSinkhorn,
  SINKHORN_BATCH_BYTES,
  sinkhornPipelines,
  type ResidentLogits,
  type SinkhornPipelines,
} from './resident';

/** A part of a batch that takes longer than this belongs to a device that hangs. */
const PART_LIMIT_MS = 8000;

/** Normalised matrices [count, n, n], and the gradients in their logits where those in them were given. */
export interface Normalised {
  readonly matrices: Float32Array;
  readonly gradient: Float32Array | null;
}

/**
 * Sinkhorn's normalisation of many matrices at once on one device; CPU twin: core/relaxations/sinkhorn.ts.
 * Buffers and pipelines live as long as the object.
 */
export interface SinkhornKernel {
  /**
   * @param logits matrices [count, n, n], row-major, finite
   * @param gradient of <gradient, normalised matrices>; none to normalise only
   * @throws RangeError for sizes out of range, GpuError when the device fails
   */
  normalise(
    logits: Float32Array,
    n: number,
    iterations: number,
    gradient?: Float32Array,
  ): Promise<Normalised>;
  /** Bytes held on the device. */
  readonly bytes: number;
  destroy(): void;
}

export function createSinkhornKernel(open: OpenDevice): SinkhornKernel {
  const { device, adapter, broken } = open;
  const limit = patienceWith(adapter, PART_LIMIT_MS);
  const buffers = createBufferSet(device);
  let last: Promise<unknown> = Promise.resolve();

  /** Calls share the buffers, so each waits for the one before it, whatever became of that. */
  function normalise(...call: Parameters<SinkhornKernel['normalise']>): Promise<Normalised> {
    const result = last.then(() => run(...call));
    last = result.catch(() => undefined);
    return result;
  }

  async function run(
    logits: Float32Array,
    n: number,
    iterations: number,
    gradient?: Float32Array,
  ): Promise<Normalised> {
    checkCall(logits, n, iterations, gradient);
    const pipelines = await guarded(sinkhornPipelines(device, n), broken, limit);
    const matrices = new Float32Array(logits.length);
    const dLogits = gradient ? new Float32Array(logits.length) : null;
    // what every half step found is kept on the device too
    const own = matricesPerPart(n, device.limits);
    const most = Math.min(own, Math.floor((own * n) / Math.max(1, 2 * iterations)));
    const step = Math.max(1, most) * n * n;
    for (let from = 0; from < logits.length; from += step) {
      const part = logits.subarray(from, from + step);
      const slopes = gradient?.subarray(from, from + step);
      const found = await runPart(pipelines, { logits: part, n, iterations }, slopes);
      matrices.set(found.matrices, from);
      if (found.gradient) dLogits?.set(found.gradient, from);
    }
    return { matrices, gradient: dLogits };
  }

  async function runPart(
    pipelines: SinkhornPipelines,
    { logits, n, iterations }: { logits: Float32Array; n: number; iterations: number },
    gradient: Float32Array | undefined,
  ): Promise<Normalised> {
    const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
    const count = logits.length / (n * n);
    const bytes = 4 * logits.length;
    const held: ResidentLogits = {
      batch: buffers.get('batch', SINKHORN_BATCH_BYTES, UNIFORM | COPY_DST),
      logits: buffers.get('logits', bytes, STORAGE | COPY_DST),
      matrices: buffers.get('matrices', bytes, STORAGE | COPY_SRC),
      gradient: buffers.get('gradient', bytes, STORAGE | COPY_DST | COPY_SRC),
      potentials: buffers.get('potentials', potentialBytes(count, n, iterations), STORAGE),
    };
    const staging = buffers.get('staging', 2 * bytes, MAP_READ | COPY_DST);
    device.queue.writeBuffer(held.batch, 0, packSinkhornBatch(count, iterations));
    device.queue.writeBuffer(held.logits, 0, new Float32Array(logits));
    if (gradient) device.queue.writeBuffer(held.gradient, 0, new Float32Array(gradient));
    const encoder = device.createCommandEncoder();
    const record = recordSinkhorn(device, pipelines, held, count);
    const pass = encoder.beginComputePass();
    record.forward(pass);
    if (gradient) record.backward(pass);
    pass.end();
    encoder.copyBufferToBuffer(held.matrices, 0, staging, 0, bytes);
    encoder.copyBufferToBuffer(held.gradient, 0, staging, bytes, bytes);
    device.queue.submit([encoder.finish()]);
    await answered(staging.mapAsync(GPUMapMode.READ, 0, 2 * bytes), open, limit);
    const mapped = staging.getMappedRange(0, 2 * bytes);
    const found = {
      matrices: new Float32Array(mapped, 0, logits.length).slice(),
      gradient: gradient ? new Float32Array(mapped, bytes, logits.length).slice() : null,
    };
    staging.unmap();
    return found;
  }

  return {
    normalise,
    get bytes() {
      return buffers.bytes;
    },
    destroy: () => buffers.destroy(),
  };
}

function checkCall(
  logits: Float32Array,
  n: number,
  iterations: number,
  gradient: Float32Array | undefined,
): void {
  if (!Number.isInteger(n) || n < 1 || n > MAX_SIZE) {
    throw new RangeError(`n must be a whole number from 1 to ${MAX_SIZE}, got ${n}`);
  }
  if (!Number.isInteger(iterations) || iterations < 0 || iterations > 1000) {
    throw new RangeError(`iterations must be a whole number from 0 to 1000, got ${iterations}`);
  }
  const count = logits.length / (n * n);
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`${logits.length} logits are no matrices of ${n} x ${n}`);
  }
  if (gradient && gradient.length !== logits.length) {
    throw new RangeError(`${logits.length} logits need as many slopes, got ${gradient.length}`);
  }
}
