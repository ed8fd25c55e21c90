/** Bytes of the two times of a pass. */
const TIMES_BYTES = 16;

/** Times a pass by the clock of the device itself. */
export interface Stopwatch {
  /** What the pass that is timed is begun with. */
  readonly pass: GPUComputePassDescriptor;
  /** Copies the times of the pass to a buffer, `bytes` of them from a multiple of eight on. */
  copy(encoder: GPUCommandEncoder, to: GPUBuffer, at: number): void;
  /** Milliseconds between the times that were copied; null where they make no sense. */
  read(copied: ArrayBuffer, at: number): number | null;
  readonly bytes: number;
  destroy(): void;
}

/** A device without such a clock has none; its copies take no room. */
export function createStopwatch(device: GPUDevice): Stopwatch {
  if (!device.features.has('timestamp-query')) return without;
  const querySet = device.createQuerySet({ type: 'timestamp', count: 2 });
  const { QUERY_RESOLVE, COPY_SRC } = GPUBufferUsage;
  const times = device.createBuffer({
    ...{ label: 'times', size: TIMES_BYTES, usage: QUERY_RESOLVE | COPY_SRC },
  });
  return {
    pass: {
      timestampWrites: { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 },
    },
    copy(encoder, to, at) {
      encoder.resolveQuerySet(querySet, 0, 2, times, 0);
      encoder.copyBufferToBuffer(times, 0, to, at, TIMES_BYTES);
    },
    read(copied, at) {
      const [start, end] = new BigUint64Array(copied, at, 2);
      return end > start ? Number(end - start) / 1e6 : null;
    },
    bytes: TIMES_BYTES,
    destroy() {
      querySet.destroy();
      times.destroy();
    },
  };
}

const without: Stopwatch = {
  pass: {},
  copy: () => undefined,
  read: () => null,
  bytes: 0,
  destroy: () => undefined,
};
