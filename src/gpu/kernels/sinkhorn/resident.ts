import { cachedPipeline } from '../../pipelines';
import { gridOf } from '../assignment/layout';
import { bound, type Dispatch } from '../shared/bound';
import backwardShader from './backward.wgsl?raw';
import forwardShader from './forward.wgsl?raw';
import { sinkhornShaderOf } from './shader';

/** What normalises matrices of one size, and what leads gradients back through that. */
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

/** Bytes of what every half step of a batch finds. */
export const potentialBytes = (count: number, n: number, iterations: number) =>
  8 * count * iterations * n;

/**
 * A batch on the device: `packSinkhornBatch`; logits and normalised matrices [count, n, n]; the gradient in the
 * matrices [count, n, n], which becomes that in the logits; `potentialBytes`.
 */
export interface ResidentLogits {
  readonly batch: GPUBuffer;
  readonly logits: GPUBuffer;
  readonly matrices: GPUBuffer;
  readonly gradient: GPUBuffer;
  readonly potentials: GPUBuffer;
}

export function recordSinkhorn(
  device: GPUDevice,
  { forward, backward }: SinkhornPipelines,
  { batch, logits, matrices, gradient, potentials }: ResidentLogits,
  count: number,
): { readonly forward: Dispatch; readonly backward: Dispatch } {
  const grid = gridOf(count);
  return {
    forward: bound(device, forward, [batch, logits, matrices, potentials], grid),
    backward: bound(device, backward, [batch, logits, gradient, potentials], grid),
  };
}
