import { messageOf } from '../../src/core/message-of';
import type {
  RepetitionJob,
  RepetitionResult,
} from '../../src/labs/matching/experiment/repetition';
import { jobName } from '../../src/labs/matching/experiment/table';
import type { Ahead } from './interruptible';

/**
 * Makes repetitions of Table 1 side by side on the graphics device of a browser. What it can't make, also
 * because it fails on the way, is said and left to the processors.
 */
export const onDevice: Ahead<RepetitionJob, RepetitionResult> = async (
  jobs,
  { ended, onResult },
) => {
  const made = new Set<string>();
  try {
    // tables that are made without a browser load none
    const { openPage, tellAdapter } = await import('./page');
    const { page, close } = await openPage('./matching-page', 'matchingRepetitions');
    try {
      await page.exposeFunction('takeRepetitions', (results: readonly RepetitionResult[]) => {
        for (const result of results) {
          made.add(jobName(result));
          onResult(result);
        }
        return !ended();
      });
      tellAdapter(await page.evaluate(() => window.matchingAdapter()));
      await page.evaluate((asked) => window.matchingRepetitions(asked), jobs);
    } finally {
      await close();
    }
  } catch (error) {
    const [why] = messageOf(error).split('\n');
    if (!ended()) console.error(`${why}\nThe processors go on.`);
  }
  const left = jobs.filter((job) => !made.has(jobName(job)));
  const are = left.length === 1 ? 'is' : 'are';
  if (left.length > 0 && !ended()) console.error(`${left.length} ${are} left to the processors`);
  return left;
};
