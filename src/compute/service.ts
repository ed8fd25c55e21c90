/** Where networks can run: the fastest, this project's own code, or tfjs on one of its backends. */
export type NetworkChoice = 'auto' | 'own' | 'webgpu' | 'wasm';

export interface TrainingInfo {
  readonly status: 'starting' | 'ready' | 'recovering';
  readonly backend: 'own' | 'webgpu' | 'wasm';
  /** Name of the graphics adapter, or the number of CPU threads. */
  readonly adapter: string;
  /** One sentence for the reader when something is not as it could be, else "". */
  readonly note: string;
}
