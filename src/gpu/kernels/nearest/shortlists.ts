import type { MeasuredLists } from '../../../core/neighbours/measured';
import type { Points } from '../../../core/neighbours/nearest';
import { createBufferSet } from '../../buffers';
import type { OpenDevice } from '../../device';
import { GpuError } from '../../errors';
import { guarded, patienceWith } from '../../guard';
import { answered, readBack } from '../../read-back';
import { MAX_KEPT, QUERY_BLOCK } from './layout';
import { createPasses } from './passes';

/** One block of candidates that takes longer than this belongs to a device that hangs. */
const BLOCK_LIMIT_MS = 8000;

/** Searches that may be under way at once: while one is read the next one runs. */
export const IN_FLIGHT = 2;

/** The points nearest to up to QUERY_BLOCK queries by distances in float32, on one device. */
export interface Shortlister {
  /** Compiles what lists of that length need; to be awaited before the first `start` with it. */
  prepare(kept: number): Promise<void>;
  /**
   * Hands over the search for at most QUERY_BLOCK queries and returns the function that waits for their
   * shortlists, of `kept` points each. At most IN_FLIGHT may be started and not read; they are to be read
   * in order. The time limit counts from the reading, so work on the CPU in between does not use it up.
   * @throws GpuError when the device fails, from the reading
   */
  start(queries: Points, kept: number): () => Promise<MeasuredLists>;
  /** Bytes held on the device. */
  readonly bytes: number;
  destroy(): void;
}

/** @param norms squared norms of the points */
export function createShortlister(
  open: OpenDevice,
  points: Points,
  dim: number,
  norms: Float32Array,
): Shortlister {
  const { device, adapter, broken } = open;
  const limit = patienceWith(adapter, BLOCK_LIMIT_MS);
  const passes = createPasses(open, points, dim, norms);
  const lists = [passes.values, passes.indices, passes.measured];
  const { MAP_READ, COPY_DST } = GPUBufferUsage;
  const buffers = createBufferSet(device);
  const stagingBytes = lists.length * 4 * MAX_KEPT * QUERY_BLOCK;
  const stagings = Array.from({ length: IN_FLIGHT }, (_, i) =>
    buffers.get(`lists ${i}`, stagingBytes, MAP_READ | COPY_DST),
  );
  const check = createCheck(points.count);
  let started = 0;

  /** Hands the work over block by block: a system may reset a device that is busy for seconds. */
  function submit(staging: GPUBuffer, listBytes: number): Promise<undefined>[] {
    return Array.from({ length: passes.blocks }, (_, block) => {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      passes.distances(pass, block);
      passes.select(pass, block);
      const last = block === passes.blocks - 1;
      for (let i = 0; last && i < passes.blocks; i++) passes.measure(pass, i);
      pass.end();
      lists.forEach((list, i) => {
        if (last) encoder.copyBufferToBuffer(list, 0, staging, i * listBytes, listBytes);
      });
      device.queue.submit([encoder.finish()]);
      const done = device.queue.onSubmittedWorkDone();
      done.catch(() => undefined); // a search that is given up is not read
      return done;
    });
  }

  async function read(
    work: Promise<undefined>[],
    staging: GPUBuffer,
    kept: number,
    listBytes: number,
  ): Promise<MeasuredLists> {
    // each block has the whole limit, counted from the end of the one before it
    for (const done of work) await answered(done, open, limit);
    const copy = await readBack(open, staging, lists.length * listBytes, limit);
    const found = {
      kept,
      values: new Float32Array(copy, 0, listBytes / 4),
      indices: new Int32Array(copy, listBytes, listBytes / 4),
      measured: new Float32Array(copy, 2 * listBytes, listBytes / 4),
    };
    check(found);
    return found;
  }

  return {
    async prepare(kept) {
      await guarded(passes.prepare(kept), broken, limit);
    },
    start(queries, kept) {
      const staging = stagings[started++ % IN_FLIGHT];
      const listBytes = 4 * kept * queries.count;
      passes.load(queries, kept);
      const work = submit(staging, listBytes);
      return () => read(work, staging, kept, listBytes);
    },
    get bytes() {
      return passes.bytes + buffers.bytes;
    },
    destroy() {
      buffers.destroy();
      passes.destroy();
    },
  };
}

/**
 * Refuses lists that no search gives: a faulty driver, and nothing to build on.
 * @param count points
 */
function createCheck(count: number): (lists: MeasuredLists) => void {
  /** The list that a point was last seen in. */
  const seen = new Float64Array(count).fill(-1);
  let list = 0;
  return ({ kept, indices, values }) => {
    for (let at = 0; at < indices.length; at++) {
      if (at % kept === 0) list++;
      const index = indices[at];
      const inside = index >= 0 && index < count;
      const ascending = at % kept === 0 || values[at] >= values[at - 1];
      if (!inside || seen[index] === list || !ascending) {
        throw new GpuError('wrong-results', 'The graphics device gave neighbours that cannot be.');
      }
      seen[index] = list;
    }
  };
}
