/** Repetitions of Table 1 side by side on the graphics device of this browser, for whoever drives the page. */
import { openDevice } from '../../../src/gpu/device';
import { runSideBySide } from '../../../src/labs/matching/compute/lockstep/run';
import type {
  RepetitionJob,
  RepetitionResult,
} from '../../../src/labs/matching/experiment/repetition';

declare global {
  interface Window {
    /** Name of the adapter, and whether it is a program on the CPU. */
    matchingAdapter(): Promise<{ readonly name: string; readonly software: boolean }>;
    /** Makes repetitions, but for what only the CPU can do. */
    matchingRepetitions(jobs: readonly RepetitionJob[]): Promise<void>;
    /** Of whoever drives it: takes results as they come, and says whether more are wanted. */
    takeRepetitions(results: readonly RepetitionResult[]): Promise<boolean>;
  }
}

const open = openDevice(navigator.gpu);
const shown = document.querySelector('pre')!;

window.matchingAdapter = async () => (await open).adapter;
window.matchingRepetitions = async (jobs) => {
  let wanted = Promise.resolve(true);
  let done = 0;
  await runSideBySide(await open, jobs, {
    now: () => performance.now(),
    // whoever asks for the device does not ask whether processors are faster
    cores: 0,
    onResults(results) {
      done += results.length;
      shown.textContent = `${done} of ${jobs.length}`;
      wanted = window.takeRepetitions(results);
    },
    async breathe() {
      if (!(await wanted)) throw new Error('No more are wanted.');
    },
  });
};
