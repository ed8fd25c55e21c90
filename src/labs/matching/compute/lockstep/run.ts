import { groupBy } from '../../../../core/group-by';
import { stopReason } from '../../../../core/training/stop';
import type { OpenDevice } from '../../../../gpu/device';
import { createLocalGradients } from '../../experiment/gradients';
import {
  repetitionResult,
  repetitionSetup,
  stopOf,
  type RepetitionJob,
  type RepetitionResult,
} from '../../experiment/repetition';
import { advance, initialState } from '../../experiment/run';
import { matchingVariants } from '../../experiment/spec';
import { mostSlots } from './buffers';
import { createLockstep, type Lockstep, type Progress } from './lockstep';
import { planOf } from './plan';

/** Repetitions side by side at most: more gain nothing on any device, and would all end at once. */
const MAX_SLOTS = 512;
/** Milliseconds between two looks at how far all are, and steps at most. */
const LOOK_MS = 150;
const MAX_STEPS_AT_ONCE = 64;
/** Milliseconds that the CPU is measured for, and steps of the device. */
const CPU_MS = 200;
const DEVICE_STEPS = 4;
/** How much faster the device has to be. */
const WORTH = 1.2;

export interface SideBySideOptions {
  /** Milliseconds of any clock. */
  now(): number;
  /** Processors that would do it otherwise, a repetition each. */
  readonly cores: number;
  /** Hears of the results as they come, a few at once or none, several times a second. */
  onResults(results: readonly RepetitionResult[]): void;
  /** Called between steps; may throw to give up. */
  breathe(): Promise<void>;
}

/**
 * Makes repetitions side by side on the device, cell by cell, where that is faster than a processor for each.
 * @returns jobs that are left to the CPU: of cells that are faster there, or of numbers that float32 has lost
 * @throws GpuError when the device fails: what had no result yet is left then too
 */
export async function runSideBySide(
  open: OpenDevice,
  jobs: readonly RepetitionJob[],
  options: SideBySideOptions,
): Promise<readonly RepetitionJob[]> {
  const cells = groupBy(jobs, ({ variant, d, full }) => `${variant} ${d} ${full ?? false}`);
  const left: RepetitionJob[] = [];
  for (const own of cells.values()) left.push(...(await runCell(open, own, options)));
  return left;
}

async function runCell(
  open: OpenDevice,
  jobs: readonly RepetitionJob[],
  options: SideBySideOptions,
): Promise<readonly RepetitionJob[]> {
  const [cell] = jobs;
  const slots = Math.min(jobs.length, MAX_SLOTS, mostSlots(planOf(cell), open.device.limits));
  const lockstep = await createLockstep(open, cell, slots);
  try {
    const side = startSlots(lockstep, jobs, open.adapter.name);
    // the first step compiles what a driver has left for it
    await side.advance(1, options);
    const milliseconds = await timeOf(options.now, () => side.advance(DEVICE_STEPS, options));
    const perStep = milliseconds / DEVICE_STEPS / slots;
    const faster = WORTH * perStep < (await cpuStep(cell, options.now)) / options.cores;
    if (!faster) return side.unfinished();
    await side.finish(options);
    return side.unfinished();
  } finally {
    lockstep.destroy();
  }
}

async function timeOf(now: () => number, work: () => Promise<unknown>): Promise<number> {
  const start = now();
  await work();
  return now() - start;
}

/** Milliseconds of a step of one repetition on this thread, the first one left out. */
async function cpuStep(job: RepetitionJob, now: () => number): Promise<number> {
  const setup = repetitionSetup(job);
  const { knobs } = matchingVariants[job.variant];
  const [state, gradients] = [initialState(setup), createLocalGradients(setup)];
  const step = () => advance(setup, state, knobs, gradients);
  await step();
  let [spent, steps] = [0, 0];
  for (; spent < CPU_MS; steps++) spent += await timeOf(now, step);
  return spent / steps;
}

/** A repetition in its slot; milliseconds are its share of the device's time. */
interface Seated {
  readonly job: RepetitionJob;
  spent: number;
}

/** Jobs in the slots of a device: one that ends makes room for the next. */
function startSlots(lockstep: Lockstep, jobs: readonly RepetitionJob[], device: string) {
  const waiting = [...jobs];
  const lost: RepetitionJob[] = [];
  const seats: (Seated | null)[] = Array.from({ length: lockstep.slots }, (_, slot) => seat(slot));

  function seat(slot: number): Seated | null {
    const job = waiting.shift();
    if (!job) return null;
    lockstep.put(slot, repetitionSetup(job).seed);
    return { job, spent: 0 };
  }

  const running = () => seats.filter((seated) => seated !== null);

  /** Makes steps of all, and hands over what has ended. */
  async function advanceAll(
    steps: number,
    { now, onResults, breathe }: SideBySideOptions,
  ): Promise<void> {
    const start = now();
    const progress = await lockstep.advance(steps);
    const share = (now() - start) / Math.max(1, running().length);
    const results: RepetitionResult[] = [];
    for (const [slot, seated] of seats.entries()) {
      if (!seated) continue;
      seated.spent += share;
      if (progress[slot].ended === 'running') continue;
      if (progress[slot].ended === 'lost') lost.push(seated.job);
      else results.push(await resultOf(slot, seated, progress[slot]));
      seats[slot] = seat(slot);
    }
    onResults(results);
    await breathe();
  }

  async function resultOf(slot: number, { job, spent }: Seated, progress: Progress) {
    const { params, best } = await lockstep.weights(slot);
    const stopped = stopReason(progress, stopOf(job)) ?? '';
    const trained = { ...progress, params, bestParams: best, stopped, spent };
    return { ...repetitionResult(job, trained), device };
  }

  return {
    advance: advanceAll,
    async finish(options: SideBySideOptions): Promise<void> {
      let steps = DEVICE_STEPS;
      while (running().length > 0) {
        const took = await timeOf(options.now, () => advanceAll(steps, options));
        const fit = Math.round((steps * LOOK_MS) / Math.max(1, took));
        steps = Math.max(1, Math.min(fit, 2 * steps, MAX_STEPS_AT_ONCE));
      }
    },
    /** Jobs without a result. */
    unfinished: (): readonly RepetitionJob[] => [
      ...lost,
      ...running().map(({ job }) => job),
      ...waiting,
    ],
  };
}
