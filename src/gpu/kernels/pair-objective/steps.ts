import { createBufferSet } from '../../buffers';
import type { OpenDevice } from '../../device';
import { prepareDispatch } from '../../networks/dispatch';
import type { PairObjective } from './pair-objective';
import { closeShader, judgeShader } from './shaders';

/** Bytes of `Record` in record.wgsl. */
export const RECORD_BYTES = 32;

/** A step as the device tells it: sums over queries and samples, as integers where they count. */
export interface StepSums {
  /** Of the objective; 0 for direct loss, which is known by what it counts. */
  readonly loss: number;
  readonly right: number;
  readonly rightAugmented: number;
  readonly active: number;
  readonly scaleMean: number;
  readonly scaleSpread: number;
  readonly gradientNorm: number;
  /** How often epsilon had grown before the step. */
  readonly growths: number;
}

/** The record in a row of the table. */
export function readRecord(records: ArrayBuffer, slot: number): StepSums {
  const floats = new Float32Array(records, slot * RECORD_BYTES, RECORD_BYTES / 4);
  const integers = new Uint32Array(records, slot * RECORD_BYTES, RECORD_BYTES / 4);
  return {
    loss: floats[0],
    right: integers[1],
    rightAugmented: integers[2],
    active: integers[3],
    scaleMean: floats[4],
    scaleSpread: floats[5],
    gradientNorm: floats[6],
    growths: integers[7],
  };
}

/** How epsilon may grow in the steps of a submission. */
export interface EpsilonTable {
  /** Growths before the first step. */
  readonly first: number;
  /** Growths from which on it is at its limit; Infinity for never. */
  readonly most: number;
  /** Epsilon after first, first + 1, ... growths: one more than there are steps. */
  readonly epsilons: readonly number[];
}

/** What a step does around its update. */
export interface StepEnds {
  /** After the norm of the gradient is found: writes the record, and halts the clock where numbers are lost. */
  judge(pass: GPUComputePassEncoder): void;
  /** After the update: moves the clock on, or halts it where weights are lost. */
  close(pass: GPUComputePassEncoder): void;
  /** For the next submission. */
  setEpsilons(table: EpsilonTable): void;
  /** `Record` of record.wgsl [slots]. */
  readonly records: GPUBuffer;
  readonly bytes: number;
  destroy(): void;
}

/**
 * @param slots most steps of one submission
 * @param exhaustible whether epsilon grows with the method of the objective
 * @throws GpuError when the device fails
 */
export async function createStepEnds(
  open: OpenDevice,
  { parameters, outcomes }: Pick<PairObjective, 'parameters' | 'outcomes'>,
  at: { readonly clock: GPUBuffer; readonly findings: GPUBuffer; readonly slots: number },
  exhaustible: boolean,
): Promise<StepEnds> {
  const { device } = open;
  const { STORAGE, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const { clock, findings, slots } = at;
  const buffers = createBufferSet(device);
  const records = buffers.get('records', RECORD_BYTES * slots, STORAGE | COPY_SRC);
  const growth = buffers.get('growth', 8 + 4 * (slots + 1), STORAGE | COPY_DST);
  const workgroups = [1] as const;
  const [judge, close] = await Promise.all([
    prepareDispatch(open, {
      ...judgeShader,
      ...{ buffers: [parameters, clock, findings, outcomes, records], workgroups },
    }),
    prepareDispatch(open, {
      ...closeShader(exhaustible),
      ...{ buffers: [parameters, clock, findings, records, growth], workgroups },
    }),
  ]);
  return {
    judge,
    close,
    setEpsilons: (table) => device.queue.writeBuffer(growth, 0, packEpsilons(table)),
    records,
    bytes: buffers.bytes,
    destroy: () => buffers.destroy(),
  };
}

/** `Growth` of close.wgsl. */
function packEpsilons({ first, most, epsilons }: EpsilonTable): ArrayBuffer {
  const packed = new ArrayBuffer(8 + 4 * epsilons.length);
  new Uint32Array(packed).set([first, Math.min(most, 0xffffffff)]);
  new Float32Array(packed).set(epsilons, 2);
  return packed;
}
