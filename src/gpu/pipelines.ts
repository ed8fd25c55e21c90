/** Pipelines hang on their device: a new device starts with none, a lost one takes its own away. */
const caches = new WeakMap<GPUDevice, Map<string, Promise<GPUComputePipeline>>>();

/**
 * The compute pipeline of that key, compiled once per device. The key must name everything that is
 * spliced into the shader text.
 */
export function cachedPipeline(
  device: GPUDevice,
  key: string,
  shader: () => string,
  constants: Record<string, number> = {},
): Promise<GPUComputePipeline> {
  const cache = caches.get(device) ?? new Map<string, Promise<GPUComputePipeline>>();
  caches.set(device, cache);
  let pipeline = cache.get(key);
  if (!pipeline) {
    const module = device.createShaderModule({ label: key, code: shader() });
    pipeline = device.createComputePipelineAsync({
      label: key,
      layout: 'auto',
      compute: { module, entryPoint: 'main', constants },
    });
    pipeline.catch(() => cache.delete(key));
    cache.set(key, pipeline);
  }
  return pipeline;
}
