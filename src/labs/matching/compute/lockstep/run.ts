import { groupBy } from '../../../../core/group-by';
import { stopReason } from '../../../../core/training/stop';
import type { OpenDevice } from '../../../../gpu/device';
import { createLocalGradients } from '../../experiment/gradients';
import type { Training } from '../../experiment/repetition';
import { advance, initialState } from '../../experiment/run';
import { paperKnobs } from '../../experiment/spec';
import { hasRoom, mostSlots } from './buffers';
import { createLockstep, type Lockstep } from './lockstep';
import { planOf } from './plan';
import type { Progress, Weights } from './slot';

/** Trainings side by side at most: more gain nothing on any device, and would all end at once. */
const MAX_SLOTS = 512;
/** Milliseconds between two looks at how far all are, and steps at most. */
const LOOK_MS = 150;
const MAX_STEPS_AT_ONCE = 64;
/** Milliseconds that the CPU is measured for, and steps of the device. */
const CPU_MS = 200;
const DEVICE_STEPS = 4;
/** How much faster the device has to be. */
const WORTH = 1.2;
/** What processors have done in so many milliseconds is no work for a device: its shaders are compiled first. */
const SHORT_MS = 2000;

/** A training that has come to its end on a device, side by side with others in float32. */
export interface TrainedSideBySide extends Progress, Weights {
  /** Why it stopped. */
  readonly stopped: string;
  /** Its share of the device's time, in milliseconds. */
  readonly spent: number;
  /** Name of the device. */
  readonly device: string;
}

/** What trainings are made for. */
export interface Purpose<Job, Result> {
  training(job: Job): Training;
  result(job: Job, trained: TrainedSideBySide): Result;
}

/** A job and what came of it. */
export interface Made<Job, Result> {
  readonly job: Job;
  readonly result: Result;
}

export interface SideBySideOptions<Job, Result> {
  /** Milliseconds of any clock. */
  now(): number;
  /** Processors that would do it otherwise, a training each. */
  readonly cores: number;
  /** Hears of what is made as it comes, a few at once or none, several times a second. */
  onMade(made: readonly Made<Job, Result>[]): void;
  /** Called between steps; may throw to give up. */
  breathe(): Promise<void>;
}

/**
 * Makes trainings side by side on the device, plan by plan, where that is faster than a processor for each.
 * @returns jobs that are left to the CPU: of plans that are faster there, or of numbers that float32 has lost
 * @throws GpuError when the device fails: what had no result yet is left then too
 */
export async function runSideBySide<Job, Result>(
  open: OpenDevice,
  jobs: readonly Job[],
  purpose: Purpose<Job, Result>,
  options: SideBySideOptions<Job, Result>,
): Promise<readonly Job[]> {
  const plans = groupBy(jobs, (job) => planOf(purpose.training(job)).name);
  const left: Job[] = [];
  for (const own of plans.values()) left.push(...(await runPlan(open, own, purpose, options)));
  return left;
}

async function runPlan<Job, Result>(
  open: OpenDevice,
  jobs: readonly Job[],
  purpose: Purpose<Job, Result>,
  options: SideBySideOptions<Job, Result>,
): Promise<readonly Job[]> {
  const { now, cores } = options;
  const { limits } = open.device;
  const first = purpose.training(jobs[0]);
  const plan = planOf(first);
  if (!canTrain(first) || !hasRoom(plan, limits)) return jobs;
  const cpu = (await cpuStep(first, now)) / cores;
  if (cpu * jobs.length * first.stop.maxSteps < SHORT_MS) return jobs;
  const slots = Math.min(jobs.length, MAX_SLOTS, mostSlots(plan, limits));
  const lockstep = await createLockstep(open, plan, slots);
  try {
    const side = startSlots(lockstep, jobs, purpose, open.adapter.name);
    // the first step compiles what a driver has left for it
    await side.advance(1, options);
    const milliseconds = await timeOf(now, () => side.advance(DEVICE_STEPS, options));
    const faster = WORTH * (milliseconds / DEVICE_STEPS / slots) < cpu;
    if (faster) await side.finish(options);
    return side.unfinished();
  } finally {
    lockstep.destroy();
  }
}

/** Relaxed matchings are known to keep their digits in float32 as Table 1 has them. */
const canTrain = ({ setup, knobs: { temperature, iterations } }: Training) =>
  setup.method !== 'gumbel-sinkhorn' ||
  (temperature === paperKnobs.temperature && iterations === paperKnobs.iterations);

async function timeOf(now: () => number, work: () => Promise<unknown>): Promise<number> {
  const start = now();
  await work();
  return now() - start;
}

/** Milliseconds of a step of one training on this thread, the first one left out. */
async function cpuStep({ setup, knobs }: Training, now: () => number): Promise<number> {
  const [state, gradients] = [initialState(setup), createLocalGradients(setup)];
  const step = () => advance(setup, state, knobs, gradients);
  await step();
  let [spent, steps] = [0, 0];
  for (; spent < CPU_MS; steps++) spent += await timeOf(now, step);
  return spent / steps;
}

/** A job in its slot; milliseconds are its share of the device's time. */
interface Seated<Job> {
  readonly job: Job;
  readonly training: Training;
  spent: number;
}

/** Jobs in the slots of a device: one that ends makes room for the next. */
function startSlots<Job, Result>(
  lockstep: Lockstep,
  jobs: readonly Job[],
  purpose: Purpose<Job, Result>,
  device: string,
) {
  type Options = SideBySideOptions<Job, Result>;
  const waiting = [...jobs];
  const lost: Job[] = [];
  const seats = Array.from({ length: lockstep.slots }, (_, slot) => seat(slot));

  function seat(slot: number): Seated<Job> | null {
    if (waiting.length === 0) return null;
    const [job] = waiting.splice(0, 1);
    const training = purpose.training(job);
    lockstep.put(slot, training);
    return { job, training, spent: 0 };
  }

  const running = () => seats.filter((seated) => seated !== null);

  /** Makes steps of all, and hands over what has ended. */
  async function advanceAll(steps: number, { now, onMade, breathe }: Options): Promise<void> {
    const start = now();
    const progress = await lockstep.advance(steps);
    const share = (now() - start) / Math.max(1, running().length);
    const made: Made<Job, Result>[] = [];
    for (const [slot, seated] of seats.entries()) {
      if (!seated) continue;
      seated.spent += share;
      if (progress[slot].ended === 'running') continue;
      if (progress[slot].ended === 'lost') lost.push(seated.job);
      else made.push(await madeIn(slot, seated, progress[slot]));
      seats[slot] = seat(slot);
    }
    onMade(made);
    await breathe();
  }

  async function madeIn(slot: number, { job, training, spent }: Seated<Job>, progress: Progress) {
    const weights = await lockstep.weights(slot);
    const stopped = stopReason(progress, training.stop) ?? '';
    return {
      job,
      result: purpose.result(job, { ...progress, ...weights, stopped, spent, device }),
    };
  }

  return {
    advance: advanceAll,
    async finish(options: Options): Promise<void> {
      let steps = DEVICE_STEPS;
      while (running().length > 0) {
        const took = await timeOf(options.now, () => advanceAll(steps, options));
        const fit = Math.round((steps * LOOK_MS) / Math.max(1, took));
        steps = Math.max(1, Math.min(fit, 2 * steps, MAX_STEPS_AT_ONCE));
      }
    },
    /** Jobs without a result. */
    unfinished: (): readonly Job[] => [...lost, ...running().map(({ job }) => job), ...waiting],
  };
}
