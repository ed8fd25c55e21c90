import type { OpenDevice } from '../../../../gpu/device';
import { guarded, patienceWith } from '../../../../gpu/guard';
import { answered } from '../../../../gpu/read-back';
import { lanesOf, type Lanes } from '../../../../gpu/kernels/assignment/layout';
import { uniformSequences } from '../../experiment/data';
import { initialParams } from '../../experiment/weights';
import { createLockstepBuffers, REPETITION_BYTES, runsPerPart } from './buffers';
import { lockstepPipelines, stepOf } from './kernels';
import { planOf, type Cell, type Plan } from './plan';

/** Steps that take longer than this belong to a device that hangs. */
const STEPS_LIMIT_MS = 20_000;

/** Why a repetition makes no further step; `lost` ones have to be done on the CPU. */
export type Ended = 'running' | 'all-steps' | 'no-progress' | 'lost';
const ENDS: readonly Ended[] = ['running', 'all-steps', 'no-progress', 'lost'];

/** Where a repetition stands. */
export interface Progress {
  readonly ended: Ended;
  /** Steps done. */
  readonly step: number;
  readonly growths: number;
  readonly bestStep: number;
  readonly bestLoss: number;
  /** Training loss and mean scale of the noise in the last step. */
  readonly loss: number;
  readonly sigma: number;
}

/**
 * Repetitions of one cell of the table side by side on one device, a slot each: data, networks, noise,
 * matchings and updates stay there, and a step of all of them is a handful of dispatches. Each goes as
 * `runRepetition` has it, up to the rounding of float32: same data, first weights and integers of the noise. One call
 * at a time: they share what is read back.
 */
export interface Lockstep {
  readonly slots: number;
  /** Begins the repetition of a seed, in place of what was in the slot. */
  put(slot: number, seed: number): void;
  /**
   * Makes so many steps of all that run, and tells where all slots stand.
   * @throws GpuError when the device fails
   */
  advance(steps: number): Promise<readonly Progress[]>;
  /** Weights of a repetition as they are, and those of its lowest training loss. */
  weights(slot: number): Promise<{ readonly params: Float64Array; readonly best: Float64Array }>;
  /** Cells in which the two matchings of every sample differ, as `changes` of match.wgsl has them. */
  changes(slot: number): Promise<Uint32Array>;
  destroy(): void;
}

/**
 * @param ways how the device does it: the lanes of a search, and the repetitions whose scores are in memory at once
 * @throws GpuError when the device fails
 */
export async function createLockstep(
  { device, adapter, broken }: OpenDevice,
  cell: Cell,
  slots: number,
  ways: { readonly lanes?: Lanes; readonly most?: number } = {},
): Promise<Lockstep> {
  const plan = planOf(cell);
  const { lanes = lanesOf(device), most = runsPerPart(plan, device.limits) } = ways;
  const limit = patienceWith(adapter, STEPS_LIMIT_MS);
  const pipelines = await guarded(lockstepPipelines(device, plan, lanes), broken, limit);
  const held = createLockstepBuffers(device, plan, slots, most);
  const { buffers } = held;
  const record = stepOf(device, plan, pipelines, held, slots);
  // an empty slot is one whose repetition has ended
  for (let slot = 0; slot < slots; slot++) write(buffers.repetitions, slot, emptySlot());

  function write(
    buffer: GPUBuffer,
    slot: number,
    values: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
  ) {
    device.queue.writeBuffer(buffer, slot * values.byteLength, values);
  }

  async function read(
    copies: readonly { buffer: GPUBuffer; from: number; bytes: number }[],
    encoder = device.createCommandEncoder(),
  ) {
    let total = 0;
    for (const { buffer, from, bytes } of copies) {
      encoder.copyBufferToBuffer(buffer, from, buffers.staging, total, bytes);
      total += bytes;
    }
    device.queue.submit([encoder.finish()]);
    await answered(buffers.staging.mapAsync(GPUMapMode.READ, 0, total), { device, broken }, limit);
    const found = buffers.staging.getMappedRange(0, total).slice(0);
    buffers.staging.unmap();
    return found;
  }

  return {
    slots,
    put(slot, seed) {
      const first = firstNumbers(plan, seed);
      write(buffers.repetitions, slot, first.repetition);
      write(buffers.params, slot, first.params);
      write(buffers.moments, slot, new Float32Array(2 * plan.params));
      write(buffers.best, slot, new Float32Array(plan.params));
      write(buffers.data, slot, first.data);
      write(buffers.truths, slot, first.truths);
      write(buffers.scales, slot, first.scales);
      write(buffers.prices, slot, new Float32Array(plan.sequences * plan.samples * plan.d));
    },
    async advance(steps) {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      for (let step = 0; step < steps; step++) record(pass);
      pass.end();
      const bytes = REPETITION_BYTES * slots;
      const range = await read([{ buffer: buffers.repetitions, from: 0, bytes }], encoder);
      return Array.from({ length: slots }, (_, slot) => progressOf(range, slot));
    },
    async weights(slot) {
      const bytes = 4 * plan.params;
      const at = { from: slot * bytes, bytes };
      const range = await read([
        { buffer: buffers.params, ...at },
        { buffer: buffers.best, ...at },
      ]);
      const part = (from: number) => Float64Array.from(new Float32Array(range, from, plan.params));
      return { params: part(0), best: part(bytes) };
    },
    async changes(slot) {
      const bytes = 4 * plan.sequences * plan.samples * plan.d;
      return new Uint32Array(await read([{ buffer: buffers.changes, from: slot * bytes, bytes }]));
    },
    destroy: held.destroy,
  };
}

const emptySlot = () => {
  const empty = new Uint32Array(REPETITION_BYTES / 4);
  empty[2] = ENDS.indexOf('all-steps');
  return empty;
};

/** What a repetition begins with. */
function firstNumbers({ d, sequences, hidden, params, epsilon, fixedScale }: Plan, seed: number) {
  const repetition = new Float32Array(REPETITION_BYTES / 4);
  new Uint32Array(repetition.buffer)[0] = seed;
  repetition[5] = 3e38; // the lowest loss so far
  repetition[8] = epsilon;
  const data = new Float32Array(2 * sequences * d);
  const truths = new Uint32Array(sequences * d);
  uniformSequences(seed, 'train', sequences, d).forEach(({ numbers, sorted, places }, s) => {
    for (let j = 0; j < d; j++) {
      data[2 * (s * d + j)] = numbers[j];
      data[2 * (s * d + j) + 1] = sorted[j];
      truths[s * d + j] = places[j];
    }
  });
  const scales = new Float32Array(2 * sequences).map((_, i) => (i % 2 === 0 ? fixedScale : 0));
  const weights = new Float32Array(params);
  weights.set(initialParams({ seed, d, hidden }));
  return { repetition, params: weights, data, truths, scales };
}

function progressOf(range: ArrayBuffer, slot: number): Progress {
  const from = slot * REPETITION_BYTES;
  const [, step, ended, growths, bestStep] = new Uint32Array(range, from, 5);
  const [bestLoss, loss, sigma] = new Float32Array(range, from + 20, 3);
  return { ended: ENDS[ended], step, growths, bestStep, bestLoss, loss, sigma };
}
