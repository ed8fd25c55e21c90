import type { OpenDevice } from '../../../../gpu/device';
import { patienceWith } from '../../../../gpu/guard';
import { answered } from '../../../../gpu/read-back';
import {
  readRecord,
  RECORD_BYTES,
  type StepSums,
} from '../../../../gpu/kernels/pair-objective/steps';
import { CLOCK_BYTES, packClock, type ClockStart } from '../../../../gpu/networks/clock';
import type { Plan } from './plans';
import { MOST_STEPS } from './resident-run';
import { recordStep } from './step-plan';
import type { ResidentWeights } from './weights';

/** What comes back within this, and for every step within so much more, is not waited for in vain. */
export const ANSWER_LIMIT_MS = 8000;
const STEP_LIMIT_MS = 1000;

/** Steps that are handed over at once. */
export interface Submission {
  readonly plan: Plan;
  readonly start: ClockStart;
  readonly steps: number;
  /** Begins where the submission before it began, and not where the run stands. */
  readonly again: boolean;
  /** Begins with no moments. */
  readonly forgetting: boolean;
}

export interface Submitted {
  /** Which numbers were lost, one of `LOSSES`, or 0. */
  readonly halted: number;
  /** How often epsilon has grown after the last step. */
  readonly growths: number;
  /** Of the steps that were made. */
  readonly sums: readonly StepSums[];
}

/** Hands steps over to a device and reads what has become of them. */
export interface Submissions {
  /** `Clock` of clock.wgsl. */
  readonly clock: GPUBuffer;
  /** @throws GpuError when the device fails */
  submit(submission: Submission): Promise<Submitted>;
  readonly bytes: number;
  destroy(): void;
}

export function createSubmissions(
  { device, adapter, broken }: OpenDevice,
  weights: ResidentWeights,
): Submissions {
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const clock = device.createBuffer({
    label: 'clock',
    size: CLOCK_BYTES,
    usage: STORAGE | COPY_DST | COPY_SRC,
  });
  const staging = device.createBuffer({
    label: 'records back',
    size: CLOCK_BYTES + RECORD_BYTES * MOST_STEPS,
    usage: MAP_READ | COPY_DST,
  });

  function record({ plan, steps, again, forgetting }: Submission): GPUCommandBuffer {
    const { batch, objective } = plan;
    const encoder = device.createCommandEncoder();
    if (again) weights.restore(encoder);
    else weights.keep(encoder);
    if (forgetting) weights.forgetMoments(encoder);
    const pass = encoder.beginComputePass();
    for (let step = 0; step < steps; step++) recordStep(pass, batch, objective);
    pass.end();
    const { records } = objective.ends;
    encoder.copyBufferToBuffer(clock, 0, staging, 0, CLOCK_BYTES);
    encoder.copyBufferToBuffer(records, 0, staging, CLOCK_BYTES, RECORD_BYTES * steps);
    return encoder.finish();
  }

  return {
    clock,
    async submit(submission) {
      const { start, steps } = submission;
      device.queue.writeBuffer(clock, 0, packClock(start));
      device.queue.submit([record(submission)]);
      const limit = patienceWith(adapter, ANSWER_LIMIT_MS + steps * STEP_LIMIT_MS);
      await answered(staging.mapAsync(GPUMapMode.READ), { device, broken }, limit);
      const back = staging.getMappedRange().slice(0);
      staging.unmap();
      const [slot, halted, , growths] = new Uint32Array(back, 0, 4);
      const rows = back.slice(CLOCK_BYTES);
      return { halted, growths, sums: Array.from({ length: slot }, (_, i) => readRecord(rows, i)) };
    },
    bytes: clock.size + staging.size,
    destroy() {
      clock.destroy();
      staging.destroy();
    },
  };
}
