import { createBufferSet } from '../../buffers';
import type { OpenDevice } from '../../device';
import { guarded, patienceWith } from '../../guard';
import { cachedPipeline } from '../../pipelines';
import { readBack } from '../../read-back';
import { checkBytes } from '../../room';
import selectOne from '../perturbed-pair/select-one.wgsl?raw';
import selectTop from '../perturbed-pair/select-top.wgsl?raw';
import gumbel from '../shared/gumbel.wgsl?raw';
import logistic from '../shared/logistic.wgsl?raw';
import normal from '../shared/normal.wgsl?raw';
import rng from '../shared/rng.wgsl?raw';
import uniform from '../shared/uniform.wgsl?raw';
import {
  checkTopK,
  packCandidates,
  packParameters,
  PARAMETER_BYTES,
  variantKey,
  variantOf,
  WORKGROUP_SIZE,
  type DistanceRows,
  type EntryCounts,
  type TopKKnobs,
  type Variant,
} from './layout';
import main from './perturbed-top-k.wgsl?raw';

const laws = { gumbel, logistic, normal, uniform };

const MAX_WORKGROUPS = 4096;
/** A read-back that takes longer than this belongs to a device that hangs. */
const READ_BACK_LIMIT_MS = 8000;

/** Neighbours under noise, counted on one device. Buffers and pipelines live as long as the object. */
export interface TopKKernel {
  /**
   * How often every candidate enters the k nearest in the samples of one step. CPU twin:
   * `countEntries`.
   * @throws RangeError for rows or knobs out of range, NoRoomError for more pairs than the device can bind,
   *   GpuError when it fails
   */
  count(rows: DistanceRows, knobs: TopKKnobs): Promise<EntryCounts>;
  /** Bytes held on the device. */
  readonly bytes: number;
  destroy(): void;
}

function shaderOf({ law, capacity }: Variant): string {
  const constants = `const WORKGROUP_SIZE = ${WORKGROUP_SIZE}u;\nconst K_CAPACITY = ${capacity}u;\n`;
  return [constants, rng, laws[law], capacity === 1 ? selectOne : selectTop, main].join('\n');
}

export function createTopKKernel(open: OpenDevice): TopKKernel {
  const { device, adapter, broken } = open;
  const limit = patienceWith(adapter, READ_BACK_LIMIT_MS);
  const buffers = createBufferSet(device);
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  let last: Promise<unknown> = Promise.resolve();

  /** Calls share the buffers, so each waits for the one before it, whatever became of that. */
  function count(rows: DistanceRows, knobs: TopKKnobs): Promise<EntryCounts> {
    const result = last.then(() => run(rows, knobs));
    last = result.catch(() => undefined);
    return result;
  }

  /** The buffers of a problem, in the order of their bindings, with its numbers written to them. */
  function upload(rows: DistanceRows, knobs: TopKKnobs, threads: number): GPUBuffer[] {
    const packed = packCandidates(rows);
    checkBytes(device.limits, `${packed.length / 2} pairs`, packed.byteLength);
    const parameters = buffers.get('parameters', PARAMETER_BYTES, UNIFORM | COPY_DST);
    const candidates = buffers.get('candidates', packed.byteLength, STORAGE | COPY_DST);
    const scales = buffers.get('scales', 4 * rows.queries, STORAGE | COPY_DST);
    const counts = buffers.get('counts', packed.byteLength, STORAGE | COPY_DST | COPY_SRC);
    device.queue.writeBuffer(parameters, 0, packParameters(rows, knobs, threads));
    device.queue.writeBuffer(candidates, 0, packed);
    device.queue.writeBuffer(scales, 0, new Float32Array(rows.scales));
    return [parameters, candidates, scales, counts];
  }

  async function run(rows: DistanceRows, knobs: TopKKnobs): Promise<EntryCounts> {
    checkTopK(rows, knobs);
    const variant = variantOf(knobs);
    const compiled = cachedPipeline(device, variantKey(variant), () => shaderOf(variant));
    const pipeline = await guarded(compiled, broken, limit);
    const wanted = Math.ceil((rows.queries * knobs.samples) / WORKGROUP_SIZE);
    const workgroups = Math.min(MAX_WORKGROUPS, wanted);

    const cells = rows.queries * rows.candidates;
    const bytes = 8 * cells;
    const bound = upload(rows, knobs, workgroups * WORKGROUP_SIZE);
    const counts = bound[bound.length - 1];
    const staging = buffers.get('staging', bytes, MAP_READ | COPY_DST);
    const encoder = device.createCommandEncoder();
    encoder.clearBuffer(counts, 0, bytes);
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    const entries = bound.map((buffer, binding) => ({ binding, resource: { buffer } }));
    const layout = pipeline.getBindGroupLayout(0);
    pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
    pass.dispatchWorkgroups(workgroups);
    pass.end();
    encoder.copyBufferToBuffer(counts, 0, staging, 0, bytes);
    device.queue.submit([encoder.finish()]);

    const found = new Uint32Array(await readBack(open, staging, bytes, limit));
    return { entered: found.slice(0, cells), enteredAugmented: found.slice(cells) };
  }

  return {
    count,
    get bytes() {
      return buffers.bytes;
    },
    destroy: () => buffers.destroy(),
  };
}
