import type { Device } from '../../../compute/ladder-devices';
import { openDevice, type OpenDevice } from '../../../gpu/device';
import {
  createPairKernel,
  type PairKernel,
} from '../../../gpu/kernels/perturbed-pair/perturbed-pair';
import { verifyKernel } from './probe';

/** A graphics device, and the kernel that draws samples on it. */
export interface GpuPath extends Device {
  readonly kernel: PairKernel;
}

/** Makes the kernel of a device. */
export type CreateKernel = (device: OpenDevice) => PairKernel;

/**
 * A device whose kernel counts right.
 * @throws GpuError
 */
export async function openChecked(
  gpu: GPU | undefined,
  createKernel: CreateKernel = createPairKernel,
): Promise<GpuPath> {
  const open = await openDevice(gpu);
  const { device, broken, adapter } = open;
  const lose = () => device.destroy();
  try {
    const kernel = createKernel(open);
    await verifyKernel(kernel);
    const dispose = () => {
      kernel.destroy();
      lose();
    };
    return { kernel, broken, lose, dispose, adapter: adapter.name, software: adapter.software };
  } catch (error) {
    lose();
    throw error;
  }
}
