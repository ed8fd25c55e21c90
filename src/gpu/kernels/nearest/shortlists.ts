import type { Points, Shortlist } from '../../../core/neighbours/nearest';
import { createBufferSet } from '../../buffers';
import type { OpenDevice } from '../../device';
import { GpuError } from '../../errors';
import { guarded, patienceWith } from '../../guard';
import { cachedPipeline } from '../../pipelines';
import distancesShader from './distances.wgsl?raw';
import {
  BLOCK_BYTES,
  candidateBlocks,
  packBlock,
  packPanels,
  panelBytes,
  panelsOf,
  PANEL,
  QUERY_BLOCK,
  SELECT_SIZE,
} from './layout';
import selectShader from './select.wgsl?raw';

/** One block of candidates that takes longer than this belongs to a device that hangs. */
const BLOCK_LIMIT_MS = 8000;

/** The points nearest to up to 256 queries by distances in float32, on one device. */
export interface Shortlister {
  /** Compiles; to be awaited once before the first `start`. */
  prepare(): Promise<void>;
  /**
   * Hands over the search for queries from .. to-1, at most 256, and returns the function that waits
   * for their shortlists; read one search before the next is started. The time limit counts from the
   * reading, so work on the CPU in between does not use it up.
   * @throws GpuError when the device fails, from the reading
   */
  start(queries: Points, from: number, to: number): () => Promise<Shortlist[]>;
  /** Bytes held on the device. */
  readonly bytes: number;
  destroy(): void;
}

/**
 * @param norms squared norms of the points
 * @param kept length of the shortlists, 1 .. points
 */
export function createShortlister(
  { device, adapter, broken }: OpenDevice,
  points: Points,
  dim: number,
  norms: Float32Array,
  kept: number,
): Shortlister {
  const limit = patienceWith(adapter, BLOCK_LIMIT_MS);
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const buffers = createBufferSet(device);
  const blocks = candidateBlocks(points.count, dim, device.limits);
  const listBytes = 4 * kept * QUERY_BLOCK;
  const distanceBytes = 4 * QUERY_BLOCK * PANEL * panelsOf(blocks[0].count);
  const queryPanels = new Float32Array(panelBytes(QUERY_BLOCK, dim) / 4);
  const queryBuffer = buffers.get('queries', queryPanels.byteLength, STORAGE | COPY_DST);
  const distances = buffers.get('distances', distanceBytes, STORAGE);
  const values = buffers.get('values', listBytes, STORAGE | COPY_SRC);
  const indices = buffers.get('indices', listBytes, STORAGE | COPY_SRC);
  const normBuffer = buffers.get('norms', 4 * PANEL * panelsOf(points.count), STORAGE | COPY_DST);
  const staging = buffers.get('staging', 2 * listBytes, MAP_READ | COPY_DST);
  const candidates = upload();
  let steps: Step[] = [];

  /** Every candidate, once, and what the shaders must know of its block. */
  function upload() {
    device.queue.writeBuffer(normBuffer, 0, new Float32Array(norms));
    const panels = new Float32Array(panelBytes(blocks[0].count, dim) / 4);
    return blocks.map((block, i) => {
      const { first, count } = block;
      packPanels(points, first, first + count, dim, panels);
      const bytes = panelBytes(count, dim);
      const data = buffers.get(`candidates ${i}`, bytes, STORAGE | COPY_DST);
      device.queue.writeBuffer(data, 0, panels, 0, bytes / 4);
      const parameters = buffers.get(`block ${i}`, BLOCK_BYTES, UNIFORM | COPY_DST);
      device.queue.writeBuffer(parameters, 0, packBlock(block, dim, kept));
      return { count, data, parameters };
    });
  }

  function bind(pipeline: GPUComputePipeline, bound: readonly GPUBuffer[]): Bound {
    const entries = bound.map((buffer, binding) => ({ binding, resource: { buffer } }));
    const layout = pipeline.getBindGroupLayout(0);
    return { pipeline, group: device.createBindGroup({ layout, entries }) };
  }

  async function prepare(): Promise<void> {
    if (steps.length > 0) return;
    const compiled = Promise.all([
      cachedPipeline(device, `nearest/distances/${QUERY_BLOCK}`, distancesCode),
      cachedPipeline(device, `nearest/select/${QUERY_BLOCK}/${SELECT_SIZE}`, selectCode),
    ]);
    const [measure, select] = await guarded(compiled, broken, limit);
    steps = candidates.map(({ count, data, parameters }) => ({
      rows: count,
      measure: bind(measure, [parameters, queryBuffer, data, normBuffer, distances]),
      select: bind(select, [parameters, distances, values, indices]),
    }));
  }

  /** Hands the work over block by block: a system may reset a device that is busy for seconds. */
  function submit(queries: number): Promise<undefined>[] {
    return steps.map(({ rows, measure, select }, i) => {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      use(pass, measure).dispatchWorkgroups(panelsOf(queries), 4 * panelsOf(rows));
      use(pass, select).dispatchWorkgroups(Math.ceil(queries / SELECT_SIZE));
      pass.end();
      if (i === steps.length - 1) {
        encoder.copyBufferToBuffer(values, 0, staging, 0, listBytes);
        encoder.copyBufferToBuffer(indices, 0, staging, listBytes, listBytes);
      }
      device.queue.submit([encoder.finish()]);
      const done = device.queue.onSubmittedWorkDone();
      done.catch(() => undefined); // a search that is given up is not read
      return done;
    });
  }

  function start(queries: Points, from: number, to: number): () => Promise<Shortlist[]> {
    packPanels(queries, from, to, dim, queryPanels);
    device.queue.writeBuffer(queryBuffer, 0, queryPanels, 0, panelBytes(to - from, dim) / 4);
    const work = submit(to - from);
    return () => read(work, to - from);
  }

  async function read(work: Promise<undefined>[], queries: number): Promise<Shortlist[]> {
    // each block has the whole limit, counted from the end of the one before it
    for (const done of work) await guarded(done, broken, limit);
    const mapped = staging.mapAsync(GPUMapMode.READ, 0, 2 * listBytes);
    await guarded(mapped, broken, limit);
    try {
      return unpack(staging.getMappedRange(0, 2 * listBytes), queries);
    } finally {
      staging.unmap();
    }
  }

  /** Lists [kept][queries] as one list per query. */
  function unpack(range: ArrayBuffer, queries: number): Shortlist[] {
    const allValues = new Float32Array(range, 0, listBytes / 4);
    const allIndices = new Int32Array(range, listBytes, listBytes / 4);
    return Array.from({ length: queries }, (_, q) => {
      const at = (_: unknown, rank: number) => rank * QUERY_BLOCK + q;
      const places = Array.from({ length: kept }, at);
      const list = {
        indices: Int32Array.from(places, (place) => allIndices[place]),
        values: Float32Array.from(places, (place) => allValues[place]),
      };
      checkList(list, points.count);
      return list;
    });
  }

  return {
    prepare,
    start,
    get bytes() {
      return buffers.bytes;
    },
    destroy: () => buffers.destroy(),
  };
}

/** A pipeline with what it works on. */
interface Bound {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
}

/** What happens to one block of candidates. */
interface Step {
  readonly rows: number;
  readonly measure: Bound;
  readonly select: Bound;
}

function use(pass: GPUComputePassEncoder, { pipeline, group }: Bound): GPUComputePassEncoder {
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  return pass;
}

const distancesCode = () => `const QUADS = ${QUERY_BLOCK / 4}u;\n${distancesShader}`;
const selectCode = () =>
  `const QUERIES = ${QUERY_BLOCK}u;\nconst WORKGROUP_SIZE = ${SELECT_SIZE}u;\n${selectShader}`;

/** A list that no search gives: a faulty driver, and nothing to build on. */
function checkList({ indices, values }: Shortlist, count: number): void {
  const distinct = new Set(indices).size === indices.length;
  const inside = indices.every((index) => index >= 0 && index < count);
  const ascending = values.every((value, rank) => rank === 0 || value >= values[rank - 1]);
  if (distinct && inside && ascending) return;
  throw new GpuError('wrong-results', 'The graphics device gave neighbours that cannot be.');
}
