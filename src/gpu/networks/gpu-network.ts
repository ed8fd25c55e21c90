/** Numbers of a storage buffer from an index on: it is spliced into shaders, so any will do. */
export interface Range {
  readonly buffer: GPUBuffer;
  readonly from: number;
}

/**
 * A network of a fixed number of images on a device. Its work is recorded into a compute pass of
 * whoever makes the step: pipelines, buffers and bind groups are made once, so that a step only
 * dispatches.
 */
export interface GpuNetwork {
  /** [count, outputSize]. */
  readonly outputs: GPUBuffer;
  /** [count, outputSize], written by whoever differentiates. */
  readonly dOutputs: GPUBuffer;
  /** Networks without batch normalisation do the same in both modes. */
  forward(pass: GPUComputePassEncoder, mode: 'training' | 'evaluation'): void;
  /**
   * Writes (does not add) the gradient of <dOutputs, outputs> in the parameters, for what the last
   * `forward` was given.
   */
  backward(pass: GPUComputePassEncoder): void;
  /** Bytes held on the device, besides the parameters, their gradient and the images. */
  readonly bytes: number;
  destroy(): void;
}

/** What a network works on: images [count, height, width, channels], and its whole parameter vector. */
export interface GpuNetworkPlace {
  readonly count: number;
  readonly params: Range;
  /** As long as `params`. */
  readonly gradient: Range;
  readonly images: Range;
}
