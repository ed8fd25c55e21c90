import type { Points } from '../../../core/neighbours/nearest';
import { openDevice, type AdapterFacts } from '../../../gpu/device';
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
export interface Graphics {
  readonly adapter: AdapterFacts;
  /** @throws GpuError when the device fails */
  count(rows: DistanceRows, knobs: TopKKnobs): Promise<EntryCounts>;
  /** @throws RangeError for points that are not finite, and from `find` a GpuError */
  search(points: Points, dim: number, k: number): GpuNeighbourSearch;
  /** Destroys the device as a driver crash would. */
  lose(): void;
  destroy(): void;
}

/** @throws GpuError where there is no device */
export async function openGraphics(gpu: GPU | undefined): Promise<Graphics> {
  const open = await openDevice(gpu);
  const kernel = createTopKKernel(open);
  return {
    adapter: open.adapter,
    count: (rows, knobs) => kernel.count(rows, knobs),
    search: (points, dim, k) => createGpuNeighbourSearch(open, points, dim, k),
    lose: () => open.device.destroy(),
    destroy() {
      kernel.destroy();
      open.device.destroy();
    },
  };
}

/** The graphics device of a worker: opened when it is first wanted, and again after a failure. */
export interface GraphicsDesk {
  /** A device that is faster than the CPU, or with force also one in software; null without any. */
  get(forced?: boolean): Promise<Graphics | null>;
  /** To be told of a device that has failed. */
  leave(graphics: Graphics): void;
  lose(): Promise<void>;
}

/** Losses after which no device is opened for the rest of the visit. */
const MAX_LOSSES = 6;

export function createGraphicsDesk(open: () => Promise<Graphics>): GraphicsDesk {
  let opened: Promise<Graphics | null> | null = null;
  let current: Graphics | null = null;
  let losses = 0;
  return {
    async get(forced = false) {
      opened ??= open().then(
        (graphics) => (current = graphics),
        () => null,
      );
      const graphics = await opened;
      return graphics && (forced || !graphics.adapter.software) ? graphics : null;
    },
    leave(graphics) {
      if (graphics !== current) return;
      graphics.destroy();
      current = null;
      losses++;
      opened = losses < MAX_LOSSES ? null : Promise.resolve(null);
    },
    async lose() {
      await opened;
      current?.lose();
    },
  };
}
