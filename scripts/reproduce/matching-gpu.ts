import type { Page } from 'playwright';
import { messageOf } from '../../src/core/message-of';
import { resultOf, sweepResults, type SweepResult } from '../../src/core/sweeps/sweep';
import { anySweep } from '../../src/labs/kit/sweep';
import type { MeasuredCell } from '../../src/labs/matching/compute/protocol';
import type {
  RepetitionJob,
  RepetitionResult,
} from '../../src/labs/matching/experiment/repetition';
import { jobName } from '../../src/labs/matching/experiment/table';
import { matchingSweep } from '../../src/labs/matching/sweep';
import type { Ahead } from './interruptible';
import type { SweepTask } from './map.worker';

/** How tasks get to the page, and results back. */
interface Way<Task, Result, Told> {
  ask(page: Page, tasks: readonly Task[]): Promise<void>;
  resultOf(told: Told, tasks: readonly Task[]): Result;
  /** Names of the job of a task, and of that of a result. */
  nameOf(task: Task): string;
  nameOfResult(result: Result): string;
}

/**
 * Makes trainings side by side on the graphics device of a browser. What it can't make, also because it fails on the
 * way, is said and left to the processors.
 */
const onDevice =
  <Task, Result, Told>(way: Way<Task, Result, Told>): Ahead<Task, Result> =>
  async (tasks, { ended, onResult }) => {
    const made = new Set<string>();
    try {
      // tables that are made without a browser load none
      const { openPage, tellAdapter } = await import('./page');
      const { page, close } = await openPage('./matching-page', 'matchingRepetitions');
      try {
        await page.exposeFunction('takeMade', (told: readonly Told[]) => {
          for (const result of told.map((each) => way.resultOf(each, tasks))) {
            made.add(way.nameOfResult(result));
            onResult(result);
          }
          return !ended();
        });
        tellAdapter(await page.evaluate(() => window.matchingAdapter()));
        await way.ask(page, tasks);
      } finally {
        await close();
      }
    } catch (error) {
      const [why] = messageOf(error).split('\n');
      if (!ended()) console.error(`${why}\nThe processors go on.`);
    }
    const left = tasks.filter((task) => !made.has(way.nameOf(task)));
    const are = left.length === 1 ? 'is' : 'are';
    if (left.length > 0 && !ended()) console.error(`${left.length} ${are} left to the processors`);
    return left;
  };

/** Repetitions of Table 1. */
export const repetitionsOnDevice = onDevice<RepetitionJob, RepetitionResult, RepetitionResult>({
  ask: (page, jobs) => page.evaluate((asked) => window.matchingRepetitions(asked), jobs),
  resultOf: (told) => told,
  nameOf: jobName,
  nameOfResult: jobName,
});

const sweep = anySweep(matchingSweep);

/** Cells of sweeps. */
export const cellsOnDevice = onDevice<SweepTask, SweepResult, MeasuredCell>({
  ask: (page, tasks) =>
    page.evaluate(
      (asked) => window.matchingCells(asked),
      tasks.map(({ job }) => sweep.task(job)),
    ),
  resultOf: ({ at, measured, device }, tasks) => resultOf(tasks[at].job, measured, device),
  nameOf: ({ job }) => sweepResults.nameOf(job),
  nameOfResult: sweepResults.nameOf,
});
