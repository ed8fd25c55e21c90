/** Why the GPU is not, or no longer, usable: each cause has its own sentence for the reader. */
export type GpuErrorCode =
  | 'no-webgpu'
  | 'no-adapter'
  | 'no-device'
  | 'wrong-results'
  | 'invalid-work'
  | 'device-lost'
  | 'timeout';

export class GpuError extends Error {
  readonly code: GpuErrorCode;

  constructor(code: GpuErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GpuError';
    this.code = code;
  }
}
