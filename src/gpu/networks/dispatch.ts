import type { OpenDevice } from '../device';
import { guarded, patienceWith } from '../guard';
import { cachedPipeline } from '../pipelines';

/** A shader that takes longer than this to compile belongs to a device that hangs. */
const COMPILE_LIMIT_MS = 20_000;

/** Records one dispatch whose pipeline and bindings were made beforehand. */
export type Dispatch = (pass: GPUComputePassEncoder) => void;

export interface DispatchParts {
  /** Names everything that is spliced into the shader. */
  readonly key: string;
  readonly shader: () => string;
  /** In the order of their bindings. */
  readonly buffers: readonly GPUBuffer[];
  readonly workgroups: readonly [x: number, y?: number, z?: number];
}

/**
 * Makes all that a dispatch needs besides the pass.
 * @throws GpuError when the device fails
 */
export async function prepareDispatch(
  { device, adapter, broken }: OpenDevice,
  { key, shader, buffers, workgroups }: DispatchParts,
): Promise<Dispatch> {
  const limit = patienceWith(adapter, COMPILE_LIMIT_MS);
  const pipeline = await guarded(cachedPipeline(device, key, shader), broken, limit);
  const layout = pipeline.getBindGroupLayout(0);
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  const group = device.createBindGroup({ label: key, layout, entries });
  const [x, y, z] = workgroups;
  return (pass) => {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(x, y, z);
  };
}
