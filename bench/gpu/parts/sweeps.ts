/** Sweeps of the matching lab: a grid of trainings side by side to its end, and some of them on one thread of the CPU. */
import type { OpenDevice } from '../../../src/gpu/device';
import { forSweep } from '../../../src/labs/matching/compute/lockstep/purposes';
import { runSideBySide } from '../../../src/labs/matching/compute/lockstep/run';
import { measureTraining } from '../../../src/labs/matching/experiment/cell';
import { matchingSweep } from '../../../src/labs/matching/sweep';
import { defaultsOf } from '../../../src/state/params';

type Tell = (what: string, numbers: Record<string, number | string>) => void;

const [SIGMAS, EPSILONS] = [21, 11];
/** Cells that one thread makes: the first one warms up. */
const ALONE = 4;
const now = () => performance.now();

export async function measure(open: OpenDevice, soft: boolean, tell: Tell): Promise<void> {
  for (const d of soft ? [5] : [10, 40]) await sweep(open, d, soft ? 8 : 500, soft, tell);
}

async function sweep(open: OpenDevice, d: number, maxSteps: number, soft: boolean, tell: Tell) {
  const trainings = trainingsOf(d, maxSteps, soft ? [2, 2] : [SIGMAS, EPSILONS]);
  const alone: number[] = [];
  for (const training of trainings.slice(0, ALONE)) {
    const start = now();
    await measureTraining(training);
    alone.push(now() - start);
  }
  const cpu = alone.slice(1).reduce((sum, took) => sum + took, 0) / (ALONE - 1);
  const jobs = trainings.map((training, at) => ({ at, training }));
  const start = now();
  let made = 0;
  const left = await runSideBySide(open, jobs, forSweep, {
    // the device is what is measured, faster or not
    ...{ now, cores: 1e-6 },
    onMade: (some) => (made += some.length),
    breathe: () => Promise.resolve(),
  });
  const seconds = (now() - start) / 1000;
  tell(`sweep of ${jobs.length} trainings, d = ${d}, ${maxSteps} steps each`, {
    ...{ seconds, made, 'left to the CPU': left.length },
    'seconds on one CPU thread, by some': (cpu * jobs.length) / 1000,
    'times one CPU thread': (cpu * jobs.length) / 1000 / seconds,
  });
}

function trainingsOf(d: number, maxSteps: number, [sigmas, epsilons]: readonly [number, number]) {
  const values = { ...defaultsOf(matchingSweep.table), d, maxSteps, stop: false };
  const spread = (from: number, to: number, at: number, count: number) =>
    from * (to / from) ** (at / (count - 1));
  return Array.from({ length: sigmas * epsilons }, (_, cell) =>
    matchingSweep.task(
      {
        ...values,
        sigma: spread(0.1, 10, cell % sigmas, sigmas),
        epsilon: -spread(1.2, 100, Math.floor(cell / sigmas), epsilons),
      },
      1,
    ),
  );
}
