import { createBufferSet } from '../../buffers';
import type { OpenDevice } from '../../device';
import { guarded, patienceWith } from '../../guard';
import { cachedPipeline } from '../../pipelines';
import { gridOf, matricesPerPart, MAX_SIZE } from '../assignment/layout';
import backwardShader from './backward.wgsl?raw';
import forwardShader from './forward.wgsl?raw';
import { sinkhornShaderOf } from './shader';

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

export interface SinkhornPipelines {
  readonly forward: GPUComputePipeline;
  readonly backward: GPUComputePipeline;
}

export async function sinkhornPipelines(device: GPUDevice, n: number): Promise<SinkhornPipelines> {
  const [forward, backward] = await Promise.all([
    cachedPipeline(device, `sinkhorn/forward/${n}`, () => sinkhornShaderOf(n, forwardShader)),
    cachedPipeline(device, `sinkhorn/backward/${n}`, () => sinkhornShaderOf(n, backwardShader)),
  ]);
  return { forward, backward };
}

/** Bytes of the uniform of a batch, and its numbers. */
export const SINKHORN_BATCH_BYTES = 16;
export const packSinkhornBatch = (matrices: number, iterations: number) =>
  new Uint32Array([matrices, gridOf(matrices).width, iterations, 0]);

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
    { forward, backward }: SinkhornPipelines,
    { logits, n, iterations }: { logits: Float32Array; n: number; iterations: number },
    gradient: Float32Array | undefined,
  ): Promise<Normalised> {
    const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
    const count = logits.length / (n * n);
    const bytes = 4 * logits.length;
    const batch = buffers.get('batch', SINKHORN_BATCH_BYTES, UNIFORM | COPY_DST);
    const given = buffers.get('logits', bytes, STORAGE | COPY_DST);
    const out = buffers.get('normalised', bytes, STORAGE | COPY_SRC);
    const slopes = buffers.get('gradient', bytes, STORAGE | COPY_DST | COPY_SRC);
    const potentials = buffers.get('potentials', 8 * count * iterations * n, STORAGE);
    const staging = buffers.get('staging', 2 * bytes, MAP_READ | COPY_DST);
    device.queue.writeBuffer(batch, 0, packSinkhornBatch(count, iterations));
    device.queue.writeBuffer(given, 0, new Float32Array(logits));
    if (gradient) device.queue.writeBuffer(slopes, 0, new Float32Array(gradient));
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    const { width, height } = gridOf(count);
    const steps: readonly (readonly [GPUComputePipeline, GPUBuffer])[] = [
      [forward, out],
      ...(gradient ? ([[backward, slopes]] as const) : []),
    ];
    for (const [pipeline, written] of steps) {
      const bound = [batch, given, written, potentials];
      const entries = bound.map((buffer, binding) => ({ binding, resource: { buffer } }));
      const layout = pipeline.getBindGroupLayout(0);
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
      pass.dispatchWorkgroups(width, height);
    }
    pass.end();
    encoder.copyBufferToBuffer(out, 0, staging, 0, bytes);
    encoder.copyBufferToBuffer(slopes, 0, staging, bytes, bytes);
    device.queue.submit([encoder.finish()]);
    await guarded(staging.mapAsync(GPUMapMode.READ, 0, 2 * bytes), broken, limit);
    try {
      const mapped = staging.getMappedRange(0, 2 * bytes);
      return {
        matrices: new Float32Array(mapped, 0, logits.length).slice(),
        gradient: gradient ? new Float32Array(mapped, bytes, logits.length).slice() : null,
      };
    } finally {
      staging.unmap();
    }
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
