import { createDevices, type Device } from '../../../compute/ladder-devices';
import type { Points } from '../../../core/neighbours/nearest';
import { openDevice } from '../../../gpu/device';
import {
  createGpuNeighbourSearch,
  type GpuNeighbourSearch,
} from '../../../gpu/kernels/nearest/nearest';
import type {
  DistanceRows,
  EntryCounts,
  TopKKnobs,
} from '../../../gpu/kernels/perturbed-top-k/layout';
import { createTopKKernel } from '../../../gpu/kernels/perturbed-top-k/perturbed-top-k';

/** The kernels of the kNN lab on one device. */
export interface Graphics extends Device {
  /** @throws GpuError when the device fails */
  count(rows: DistanceRows, knobs: TopKKnobs): Promise<EntryCounts>;
  /**
   * @throws RangeError for points that are not finite, NoRoomError for more than the device can bind, and from
   *   `find` a GpuError
   */
  search(points: Points, dim: number, k: number): GpuNeighbourSearch;
}

/** @throws GpuError where there is no device */
export async function openGraphics(gpu: GPU | undefined): Promise<Graphics> {
  const open = await openDevice(gpu);
  const kernel = createTopKKernel(open);
  const { name, software } = open.adapter;
  return {
    ...{ adapter: name, software },
    count: (rows, knobs) => kernel.count(rows, knobs),
    search: (points, dim, k) => createGpuNeighbourSearch(open, points, dim, k),
    lose: () => open.device.destroy(),
    dispose() {
      kernel.destroy();
      open.device.destroy();
    },
  };
}

/** The graphics device of a worker: opened when it is first wanted, and again when it has failed. */
export interface GraphicsDesk {
  /** A device that is faster than the CPU, or with force also one in software; null without any. */
  get(forced?: boolean): Promise<Graphics | null>;
  /** To be told of a device that has failed. */
  leave(graphics: Graphics, error: unknown): void;
  lose(): Promise<void>;
}

export function createGraphicsDesk(open: () => Promise<Graphics>): GraphicsDesk {
  const devices = createDevices({ webgpu: open });
  return {
    async get(forced = false) {
      const graphics = await devices.find(['webgpu'], true);
      return graphics && (forced || !graphics.software) ? graphics : null;
    },
    leave: devices.leave,
    lose: devices.lose,
  };
}
