/** A dispatch with all that it needs, ready to be recorded as often as one likes. */
export type Dispatch = (pass: GPUComputePassEncoder) => void;

/** The pipeline on these buffers, bound in their order, for a grid of workgroups. */
export function bound(
  device: GPUDevice,
  pipeline: GPUComputePipeline,
  buffers: readonly GPUBuffer[],
  { width, height = 1 }: { readonly width: number; readonly height?: number },
): Dispatch {
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  return (pass) => {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(width, height);
  };
}
