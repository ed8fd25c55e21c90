/** Trainings of matchings side by side on the graphics device of this browser, for whoever drives the page. */
import { openDevice } from '../../../src/gpu/device';
import { forSweep, forTable } from '../../../src/labs/matching/compute/lockstep/purposes';
import { runSideBySide, type Purpose } from '../../../src/labs/matching/compute/lockstep/run';
import type { MeasuredCell } from '../../../src/labs/matching/compute/protocol';
import type {
  RepetitionJob,
  RepetitionResult,
  Training,
} from '../../../src/labs/matching/experiment/repetition';

declare global {
  interface Window {
    /** Name of the adapter, and whether it is a program on the CPU. */
    matchingAdapter(): Promise<{ readonly name: string; readonly software: boolean }>;
    /** Makes repetitions of Table 1, but for what only the CPU can do. */
    matchingRepetitions(jobs: readonly RepetitionJob[]): Promise<void>;
    /** The same of cells of a sweep. */
    matchingCells(trainings: readonly Training[]): Promise<void>;
    /** Of whoever drives it: takes what is made as it comes, and says whether more is wanted. */
    takeMade(made: readonly (RepetitionResult | MeasuredCell)[]): Promise<boolean>;
  }
}

const open = openDevice(navigator.gpu);
const shown = document.querySelector('pre')!;

async function make<Job, Result extends RepetitionResult | MeasuredCell>(
  jobs: readonly Job[],
  purpose: Purpose<Job, Result>,
): Promise<void> {
  let wanted = Promise.resolve(true);
  let done = 0;
  await runSideBySide(await open, jobs, purpose, {
    now: () => performance.now(),
    // whoever asks for the device does not ask whether processors are faster
    cores: 0,
    onMade(made) {
      done += made.length;
      shown.textContent = `${done} of ${jobs.length}`;
      wanted = window.takeMade(made.map(({ result }) => result));
    },
    async breathe() {
      if (!(await wanted)) throw new Error('No more are wanted.');
    },
  });
}

window.matchingAdapter = async () => (await open).adapter;
window.matchingCells = (trainings) =>
  make(
    trainings.map((training, at) => ({ at, training })),
    forSweep,
  );
window.matchingRepetitions = (jobs) => make(jobs, forTable);
