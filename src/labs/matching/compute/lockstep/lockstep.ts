import type { OpenDevice } from '../../../../gpu/device';
import { guarded, patienceWith } from '../../../../gpu/guard';
import { answered } from '../../../../gpu/read-back';
import { lanesOf, type Lanes } from '../../../../gpu/kernels/assignment/layout';
import type { Training } from '../../experiment/repetition';
import { createLockstepBuffers, runsPerPart } from './buffers';
import { lockstepPipelines, stepOf } from './kernels';
import type { Plan } from './plan';
import {
  emptySlot,
  firstNumbers,
  progressOf,
  REPETITION_BYTES,
  weightsOf,
  type Progress,
  type Weights,
} from './slot';

/** Steps that take longer than this belong to a device that hangs. */
const STEPS_LIMIT_MS = 20_000;

/**
 * Trainings of one plan side by side on one device, a slot each: data, networks, noise, matchings and updates stay
 * there, and a step of all of them is a handful of dispatches. Each goes as `trainToStop` has it, up to the rounding
 * of float32: same data, first weights and integers of the noise. One call at a time: they share what is read back.
 */
export interface Lockstep {
  readonly slots: number;
  /** Begins a training of the plan, in place of what was in the slot. */
  put(slot: number, training: Training): void;
  /**
   * Makes so many steps of all that run, and tells where all slots stand.
   * @throws GpuError when the device fails
   */
  advance(steps: number): Promise<readonly Progress[]>;
  /** Weights of the training that was put there. */
  weights(slot: number): Promise<Weights>;
  /** Cells in which the two matchings of every sample differ, as `changes` of match.wgsl has them. */
  changes(slot: number): Promise<Uint32Array>;
  destroy(): void;
}

/**
 * @param ways how the device does it: the lanes of a search, and the trainings whose scores are in memory at once
 * @throws GpuError when the device fails
 */
export async function createLockstep(
  { device, adapter, broken }: OpenDevice,
  plan: Plan,
  slots: number,
  ways: { readonly lanes?: Lanes; readonly most?: number } = {},
): Promise<Lockstep> {
  const { lanes = lanesOf(device), most = runsPerPart(plan, device.limits) } = ways;
  const limit = patienceWith(adapter, STEPS_LIMIT_MS);
  const pipelines = await guarded(lockstepPipelines(device, plan, lanes), broken, limit);
  const held = createLockstepBuffers(device, plan, slots, most);
  const { buffers } = held;
  const record = stepOf(device, plan, pipelines, held, slots);
  const put: Training[] = [];
  // an empty slot is one whose training has ended
  for (let slot = 0; slot < slots; slot++) write(buffers.repetitions, slot, emptySlot());

  function write(
    buffer: GPUBuffer,
    slot: number,
    values: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
  ) {
    device.queue.writeBuffer(buffer, slot * values.byteLength, values);
  }

  const read = readerOf({ device, broken }, buffers.staging, limit);

  return {
    slots,
    put(slot, training) {
      put[slot] = training;
      const first = firstNumbers(plan, training);
      write(buffers.repetitions, slot, first.repetition);
      write(buffers.params, slot, first.params);
      write(buffers.moments, slot, first.moments);
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
      const { params, scoreParams } = plan;
      const bytes = 4 * params;
      const at = { from: slot * bytes, bytes };
      const range = await read([
        { buffer: buffers.params, ...at },
        { buffer: buffers.best, ...at },
        {
          buffer: buffers.moments,
          from: 8 * (slot * params + scoreParams),
          bytes: 8 * (params - scoreParams),
        },
      ]);
      return weightsOf(plan, put[slot], {
        params: new Float32Array(range, 0, params),
        best: new Float32Array(range, bytes, params),
        before: new Float32Array(range, 2 * bytes),
      });
    },
    async changes(slot) {
      const bytes = 4 * plan.sequences * plan.samples * plan.d;
      return new Uint32Array(await read([{ buffer: buffers.changes, from: slot * bytes, bytes }]));
    },
    destroy: held.destroy,
  };
}

interface Copy {
  readonly buffer: GPUBuffer;
  readonly from: number;
  readonly bytes: number;
}

/** Reads parts of buffers, one after the other, once what an encoder has recorded is done. */
const readerOf =
  ({ device, broken }: Pick<OpenDevice, 'device' | 'broken'>, staging: GPUBuffer, limit: number) =>
  async (copies: readonly Copy[], encoder = device.createCommandEncoder()) => {
    let total = 0;
    for (const { buffer, from, bytes } of copies) {
      encoder.copyBufferToBuffer(buffer, from, staging, total, bytes);
      total += bytes;
    }
    device.queue.submit([encoder.finish()]);
    await answered(staging.mapAsync(GPUMapMode.READ, 0, total), { device, broken }, limit);
    const found = staging.getMappedRange(0, total).slice(0);
    staging.unmap();
    return found;
  };
