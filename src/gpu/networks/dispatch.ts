import type { OpenDevice } from '../device';
import { step } from './step';

/** Records one dispatch whose pipeline was compiled beforehand. */
export type Dispatch = (pass: GPUComputePassEncoder) => void;

export interface DispatchParts {
  /** What it is called where it fails. */
  readonly key: string;
  readonly shader: () => string;
  /** In the order of their bindings. */
  readonly buffers: readonly GPUBuffer[];
  readonly workgroups: readonly number[];
}

/**
 * A `step` on buffers that are there already, as a function.
 * @throws GpuError when the device fails
 */
export async function prepareDispatch(
  open: OpenDevice,
  { key, shader, buffers, workgroups }: DispatchParts,
): Promise<Dispatch> {
  const { encode } = await step(open, {
    ...{ label: key, code: shader(), groups: workgroups },
    buffers: () => buffers,
  });
  return encode;
}
