import type { OpenDevice } from '../device';
import { guarded, patienceWith } from '../guard';

/** A measurement that takes longer belongs to a device that hangs. */
const LIMIT_MS = 8000;

/** Measures what work takes on a device. */
export interface Timer {
  /**
   * Milliseconds of what is recorded, in a pass of its own: by the device's clock where it has one,
   * else until it says that it has done.
   * @throws GpuError when the device fails
   */
  time(record: (pass: GPUComputePassEncoder) => void): Promise<number>;
  destroy(): void;
}

export function createTimer(open: OpenDevice): Timer {
  return open.device.features.has('timestamp-query') ? byTimestamps(open) : byWaiting(open);
}

function byWaiting({ device, adapter, broken }: OpenDevice): Timer {
  return {
    async time(record) {
      const start = performance.now();
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      record(pass);
      pass.end();
      device.queue.submit([encoder.finish()]);
      await guarded(device.queue.onSubmittedWorkDone(), broken, patienceWith(adapter, LIMIT_MS));
      return performance.now() - start;
    },
    destroy() {},
  };
}

function byTimestamps({ device, adapter, broken }: OpenDevice): Timer {
  const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const querySet = device.createQuerySet({ type: 'timestamp', count: 2 });
  const resolved = device.createBuffer({ size: 16, usage: QUERY_RESOLVE | COPY_SRC });
  const staging = device.createBuffer({ size: 16, usage: COPY_DST | MAP_READ });
  const writes = { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
  return {
    async time(record) {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass({ timestampWrites: writes });
      record(pass);
      pass.end();
      encoder.resolveQuerySet(querySet, 0, 2, resolved, 0);
      encoder.copyBufferToBuffer(resolved, 0, staging, 0, 16);
      device.queue.submit([encoder.finish()]);
      const mapped = staging.mapAsync(GPUMapMode.READ);
      await guarded(mapped, broken, patienceWith(adapter, LIMIT_MS));
      const [began, ended] = new BigUint64Array(staging.getMappedRange());
      staging.unmap();
      return Number(ended - began) / 1e6;
    },
    destroy() {
      querySet.destroy();
      resolved.destroy();
      staging.destroy();
    },
  };
}
