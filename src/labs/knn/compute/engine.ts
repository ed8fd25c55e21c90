import { openDevice } from '../../../gpu/device';
import type { GpuEngine } from './networks';

/**
 * Own code on the graphics device. Its kernels are loaded once there is a device.
 * @throws GpuError where there is none
 */
export async function openEngine(gpu: GPU | undefined): Promise<GpuEngine> {
  const open = await openDevice(gpu);
  const { createEngine } = await import('./resident/engine');
  return createEngine(open);
}
