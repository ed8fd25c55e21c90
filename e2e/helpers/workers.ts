import type { Page } from 'playwright/test';

/** Keeps the workers that the page starts from now on, so that they can be ended. */
export const keepWorkers = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const workers: Worker[] = [];
    Object.assign(window, { workersOfThePage: workers });
    window.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        workers.push(this);
      }
    };
  });

/** Ends all workers as a browser does with threads that have taken too much memory. */
export const endWorkers = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { workersOfThePage } = window as unknown as { workersOfThePage: Worker[] };
    for (const worker of workersOfThePage) {
      worker.terminate();
      worker.dispatchEvent(new Event('error'));
    }
  });
