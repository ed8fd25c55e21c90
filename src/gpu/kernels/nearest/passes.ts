import type { Points } from '../../../core/neighbours/nearest';
import { createBufferSet, type BufferSet } from '../../buffers';
import type { OpenDevice } from '../../device';
import { cachedPipeline } from '../../pipelines';
import distancesShader from './distances.wgsl?raw';
import {
  BLOCK_BYTES,
  candidateBlocks,
  MAX_KEPT,
  packBlock,
  packNorms,
  packRows,
  paddedDim,
  QUERY_BLOCK,
  rowBytes,
  RUN,
  SEARCH_BYTES,
  STEP,
  TILE,
  tiled,
  type CandidateBlock,
} from './layout';
import measureShader from './measure.wgsl?raw';
import selectShader from './select.wgsl?raw';

/** Threads per workgroup of the selection, and the candidates that they go through at a time. */
const SELECT_SIZE = 128;
const SHORTEST = 256;
const LONGEST = 1024;
/** Room for the lists of nearly every search, and for the longest. */
const CAPACITIES = [64, MAX_KEPT];
const MEASURE_SIZE = 64;

/** Work on one block of candidates and the queries that are loaded. */
export type BlockPass = (pass: GPUComputePassEncoder, block: number) => void;

/** What a search consists of on a device: points, queries, lists, and passes over them. */
export interface NearestPasses {
  /** Blocks of candidates. */
  readonly blocks: number;
  /** Compiles what lists of that length need; to be awaited before a pass of such a search. */
  prepare(kept: number): Promise<void>;
  /** Loads at most QUERY_BLOCK queries for what is submitted from now on. */
  load(queries: Points, kept: number): void;
  /** Distances of the queries to a block. */
  readonly distances: BlockPass;
  /** Merges these distances into the lists; the blocks are to come in order. */
  readonly select: BlockPass;
  /** Measures once more what lies in the block, after the last selection. */
  readonly measure: BlockPass;
  /** [queries, kept] float32, u32 and float32. */
  readonly values: GPUBuffer;
  readonly indices: GPUBuffer;
  readonly measured: GPUBuffer;
  /** Bytes held on the device. */
  readonly bytes: number;
  destroy(): void;
}

/** Uploads the points. @param norms their squared norms */
export function createPasses(
  { device }: OpenDevice,
  points: Points,
  dim: number,
  norms: Float32Array,
): NearestPasses {
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const blocks = candidateBlocks(points.count, dim, device.limits);
  const buffers = createBufferSet(device);
  const listBytes = 4 * MAX_KEPT * QUERY_BLOCK;
  const queries = buffers.get('queries', rowBytes(QUERY_BLOCK, dim), STORAGE | COPY_DST);
  const columns = tiled(blocks[0].count);
  const distances = buffers.get('distances', 4 * QUERY_BLOCK * columns, STORAGE);
  const values = buffers.get('values', listBytes, STORAGE | COPY_SRC);
  const indices = buffers.get('indices', listBytes, STORAGE | COPY_SRC);
  const measured = buffers.get('measured', listBytes, STORAGE | COPY_SRC);
  const search = buffers.get('search', SEARCH_BYTES, UNIFORM | COPY_DST);
  const normBuffer = buffers.get('norms', 4 * tiled(points.count), STORAGE | COPY_DST);
  device.queue.writeBuffer(normBuffer, 0, packNorms(norms));
  const candidates = upload(device, buffers, blocks, points, dim);
  const queryRoom = new Float32Array(QUERY_BLOCK * paddedDim(dim));
  const use = createBinder(device, candidates);
  let pipelines: Pipelines | null = null;
  let loaded = { queries: 0, kept: 0 };

  const compiled = (): Pipelines => {
    if (!pipelines) throw new Error('The passes of a search are not prepared.');
    return pipelines;
  };

  return {
    ...{ blocks: blocks.length, values, indices, measured },
    async prepare(kept) {
      const capacity = CAPACITIES.find((most) => most >= kept)!;
      const [distances, select, measure] = await Promise.all([
        cachedPipeline(device, 'nearest/distances', distancesCode),
        cachedPipeline(device, `nearest/select/${capacity}`, () => selectCode(capacity)),
        cachedPipeline(device, 'nearest/measure', measureCode),
      ]);
      pipelines = { distances, select, measure };
    },
    load(asked, kept) {
      loaded = { queries: asked.count, kept };
      device.queue.writeBuffer(search, 0, new Uint32Array([kept, asked.count]));
      const rows = packRows(asked, 0, asked.count, dim, queryRoom);
      device.queue.writeBuffer(queries, 0, rows);
    },
    distances(pass, block) {
      use(pass, compiled().distances, block, ({ data }) => [queries, data, normBuffer, distances]);
      pass.dispatchWorkgroups(candidates[block].columns / TILE, tiled(loaded.queries) / TILE);
    },
    select(pass, block) {
      use(pass, compiled().select, block, () => [search, distances, values, indices]);
      pass.dispatchWorkgroups(loaded.queries);
    },
    measure(pass, block) {
      const { measure } = compiled();
      use(pass, measure, block, ({ data }) => [search, queries, data, indices, measured]);
      pass.dispatchWorkgroups(Math.ceil((loaded.queries * loaded.kept) / MEASURE_SIZE));
    },
    get bytes() {
      return buffers.bytes;
    },
    destroy: () => buffers.destroy(),
  };
}

/** A block of candidates on the device, and what the shaders must know of it. */
interface Uploaded {
  readonly columns: number;
  readonly data: GPUBuffer;
  readonly parameters: GPUBuffer;
}

/** Every candidate, once. */
function upload(
  { queue }: GPUDevice,
  buffers: BufferSet,
  blocks: readonly CandidateBlock[],
  points: Points,
  dim: number,
): readonly Uploaded[] {
  const { STORAGE, UNIFORM, COPY_DST } = GPUBufferUsage;
  const room = new Float32Array(blocks[0].count * paddedDim(dim));
  return blocks.map((block, i) => {
    const { first, count } = block;
    const data = buffers.get(`candidates ${i}`, rowBytes(count, dim), STORAGE | COPY_DST);
    queue.writeBuffer(data, 0, packRows(points, first, first + count, dim, room));
    const parameters = buffers.get(`block ${i}`, BLOCK_BYTES, UNIFORM | COPY_DST);
    queue.writeBuffer(parameters, 0, packBlock(block, dim));
    return { columns: tiled(count), data, parameters };
  });
}

/** Sets a pipeline with what it works on; bind groups are made once for every block. */
function createBinder(device: GPUDevice, candidates: readonly Uploaded[]) {
  const bound = new Map<GPUComputePipeline, readonly GPUBindGroup[]>();
  return (
    pass: GPUComputePassEncoder,
    pipeline: GPUComputePipeline,
    block: number,
    inputs: (candidates: Uploaded) => readonly GPUBuffer[],
  ): void => {
    let groups = bound.get(pipeline);
    if (!groups) {
      const layout = pipeline.getBindGroupLayout(0);
      groups = candidates.map((own) => {
        const entries = [own.parameters, ...inputs(own)].map((buffer, binding) => ({
          binding,
          resource: { buffer },
        }));
        return device.createBindGroup({ layout, entries });
      });
      bound.set(pipeline, groups);
    }
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, groups[block]);
  };
}

type Pipelines = Record<'distances' | 'select' | 'measure', GPUComputePipeline>;

const constant = (name: string, value: number) => `const ${name} = ${value}u;\n`;

const distancesCode = () => constant('TILE', TILE) + constant('STEP', STEP) + distancesShader;

const selectCode = (capacity: number) =>
  constant('WORKGROUP_SIZE', SELECT_SIZE) +
  constant('CAPACITY', capacity) +
  constant('SHORTEST', SHORTEST) +
  constant('LONGEST', LONGEST) +
  selectShader;

const measureCode = () =>
  constant('WORKGROUP_SIZE', MEASURE_SIZE) + constant('RUN', RUN) + measureShader;
