import { checkProblem, type ArgmaxProblem, type PairSums } from '../../../core/problem';
import { createBufferSet } from '../../buffers';
import type { OpenDevice } from '../../device';
import { guarded, patienceWith } from '../../guard';
import { cachedPipeline } from '../../pipelines';
import { readBack } from '../../read-back';
import { createStopwatch } from '../../stopwatch';
import rng from '../shared/rng.wgsl?raw';
import gumbel from '../shared/gumbel.wgsl?raw';
import logistic from '../shared/logistic.wgsl?raw';
import normal from '../shared/normal.wgsl?raw';
import uniform from '../shared/uniform.wgsl?raw';
import main from './perturbed-pair.wgsl?raw';
import problemShader from './problem.wgsl?raw';
import { ranksShader } from './ranks';
import selectOne from './select-one.wgsl?raw';
import selectTop from './select-top.wgsl?raw';
import {
  countCells,
  MAX_CLASS_BYTES,
  packClasses,
  packParameters,
  PARAMETER_BYTES,
  PARTIALS,
  unpackSums,
  variantKey,
  variantOf,
  WORKGROUP_SIZE,
  type Variant,
} from './layout';

const laws = { gumbel, logistic, normal, uniform };

/** Samples per thread below which a further workgroup does not pay. */
const SAMPLES_PER_THREAD = 4;
const MAX_WORKGROUPS = 1024;
/** A read-back that takes longer than this belongs to a device that hangs. */
const READ_BACK_LIMIT_MS = 8000;

/**
 * The fused sampler on one device: perturb, argmax, loss-augmented argmax and counts in one pass.
 * Buffers and pipelines live as long as the object.
 */
export interface PairKernel {
  /**
   * Sums over the samples first .. first+count-1 of the problem's stream. CPU twin: `samplePairs`.
   * @throws RangeError for a problem out of range, GpuError when the device fails
   */
  sample(
    problem: ArgmaxProblem,
    first: number,
    count: number,
    augmented?: boolean,
  ): Promise<PairSums>;
  /** What the last call took on the device itself; null where that does not tell. */
  readonly kernelMilliseconds: number | null;
  /** Bytes held on the device. */
  readonly bytes: number;
  destroy(): void;
}

function shaderOf({ law, augmented, selection }: Variant): string {
  const constants = `const WORKGROUP_SIZE = ${WORKGROUP_SIZE}u;\nconst AUGMENTED = ${augmented};\n`;
  const common = [constants, rng, laws[law], problemShader];
  if (selection.form === 'ranks')
    return [...common, ranksShader(selection.n, augmented)].join('\n');
  const { capacity, table } = selection;
  const sizes = `const COUNTS = ${table}u;\nconst K_CAPACITY = ${capacity}u;\n`;
  return [...common, sizes, capacity === 1 ? selectOne : selectTop, main].join('\n');
}

/** @param most workgroups at a time */
export function createPairKernel(open: OpenDevice, most = MAX_WORKGROUPS): PairKernel {
  const { device, adapter, broken } = open;
  const limit = patienceWith(adapter, READ_BACK_LIMIT_MS);
  const buffers = createBufferSet(device);
  const stopwatch = createStopwatch(device);
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;

  let last: Promise<unknown> = Promise.resolve();
  let kernelMilliseconds: number | null = null;

  /** Calls share the buffers, so each waits for the one before it, whatever became of that. */
  function sample(...call: Parameters<PairKernel['sample']>): Promise<PairSums> {
    const result = last.then(() => run(...call));
    last = result.catch(() => undefined);
    return result;
  }

  async function run(
    problem: ArgmaxProblem,
    first: number,
    count: number,
    augmented = true,
  ): Promise<PairSums> {
    checkProblem(problem);
    const variant = variantOf(problem, augmented);
    const compiled = cachedPipeline(device, variantKey(variant), () => shaderOf(variant));
    const pipeline = await guarded(compiled, broken, limit);
    const wanted = Math.ceil(count / (WORKGROUP_SIZE * SAMPLES_PER_THREAD));
    const workgroups = Math.min(most, Math.max(1, wanted));

    const countBytes = 4 * countCells(problem.scores.length, augmented);
    const partialBytes = 4 * PARTIALS * workgroups;
    const parameters = buffers.get('parameters', PARAMETER_BYTES, UNIFORM | COPY_DST);
    const classes = buffers.get('classes', MAX_CLASS_BYTES, STORAGE | UNIFORM | COPY_DST);
    const counts = buffers.get('counts', countBytes, STORAGE | COPY_DST | COPY_SRC);
    const partials = buffers.get('partials', partialBytes, STORAGE | COPY_SRC);
    const timesAt = 8 * Math.ceil((countBytes + partialBytes) / 8);
    const bytes = timesAt + stopwatch.bytes;
    const staging = buffers.get('staging', bytes, MAP_READ | COPY_DST);

    const threads = workgroups * WORKGROUP_SIZE;
    device.queue.writeBuffer(parameters, 0, packParameters(problem, first, count, threads));
    device.queue.writeBuffer(classes, 0, packClasses(problem));
    const encoder = device.createCommandEncoder();
    encoder.clearBuffer(counts, 0, countBytes);
    const pass = encoder.beginComputePass(stopwatch.pass);
    pass.setPipeline(pipeline);
    const bound = [parameters, classes, counts, partials];
    const entries = bound.map((buffer, binding) => ({ binding, resource: { buffer } }));
    pass.setBindGroup(
      0,
      device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }),
    );
    pass.dispatchWorkgroups(workgroups);
    pass.end();
    encoder.copyBufferToBuffer(counts, 0, staging, 0, countBytes);
    encoder.copyBufferToBuffer(partials, 0, staging, countBytes, partialBytes);
    stopwatch.copy(encoder, staging, timesAt);
    device.queue.submit([encoder.finish()]);

    const copied = await readBack(open, staging, bytes, limit);
    kernelMilliseconds = stopwatch.read(copied, timesAt);
    const found = new Uint32Array(copied, 0, countBytes / 4);
    const sums = new Float32Array(copied, countBytes, partialBytes / 4);
    return unpackSums(problem, count, augmented, found, sums);
  }

  return {
    sample,
    get kernelMilliseconds() {
      return kernelMilliseconds;
    },
    get bytes() {
      return buffers.bytes;
    },
    destroy() {
      buffers.destroy();
      stopwatch.destroy();
    },
  };
}
