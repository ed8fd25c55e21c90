import { test as base, expect } from 'playwright/test';
import { watch } from './watch';

export { expect };

interface Fixtures {
  /** Problems that this journey provokes on purpose; all others fail it. */
  tolerated: RegExp[];
  /** What went wrong behind the page so far. */
  problems: string[];
}

/**
 * Playwright's `test` for journeys: besides its own expectations, each journey fails on errors
 * in the console, uncaught exceptions, failed requests and requests that leave the origin.
 * A journey that provokes some says which: `test.use({ tolerated: [/device was lost/] })`.
 */
export const test = base.extend<Fixtures>({
  tolerated: [[], { option: true }],
  problems: [
    async ({ context, baseURL, tolerated }, use) => {
      const problems = watch(context, new URL(baseURL!).origin);
      await use(problems);
      const unexpected = problems.filter((text) => !tolerated.some((known) => known.test(text)));
      expect(unexpected, 'errors, failed requests and requests to other origins').toEqual([]);
    },
    { auto: true },
  ],
});
