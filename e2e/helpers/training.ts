import { expect, type Locator, type Page } from 'playwright/test';
import { atRest } from './page';

/** The parts that a lab with a training has. */
export interface TrainingPage {
  /** Runs and pauses. */
  readonly run: Locator;
  readonly status: Locator;
  /** Where each run stands, one line each. */
  readonly details: Locator;
  readonly sigma: Locator;
  figure(id: string): Locator;
  /** Steps of the run that is trained, which comes first. */
  step(): Promise<number>;
  /** Waits until it has made more steps than that. */
  passes(step: number): Promise<void>;
  /** Pauses what runs, and waits for the step that is under way. */
  pause(): Promise<void>;
  /** Trains until the first run has made so many steps, then pauses. */
  trainTo(step: number): Promise<void>;
  /** Trains until every run has stopped by its own rule. */
  trainToEnd(): Promise<void>;
}

/** A hash of a lab that trains without waiting to be watched: links do, the lab itself starts slowly. */
export const atFullSpeed = (hash: string): string => hash || '?speed=full';

export function trainingOn(page: Page): TrainingPage {
  const status = page.locator('.transport-status').first();
  const run = page.locator('.transport-run').first();
  // of the reader's own runs
  const details = page.locator('.run-detail').filter({ hasNotText: 'recorded' });
  const step = async () => {
    const text = (await details.first().textContent()) ?? '';
    return Number(/step (\d+)/.exec(text)?.[1] ?? 0);
  };
  const pause = async () => {
    await run.click();
    await atRest(page);
    await expect(run).toHaveText('Run');
  };
  return {
    run,
    status,
    details,
    step,
    pause,
    figure: (id) => page.locator(`#figure-${id}`),
    sigma: page.getByRole('slider', { name: /^(Noise scale|Factor on σ)/ }).first(),
    passes: (before) => expect.poll(step).toBeGreaterThan(before),
    async trainTo(wanted) {
      await expect(run).toHaveText('Run');
      await run.click();
      await expect.poll(step).toBeGreaterThanOrEqual(wanted);
      await pause();
    },
    async trainToEnd() {
      await expect(run).toHaveText('Run');
      await run.click();
      await atRest(page);
      await expect(status).toContainText('stopped');
    },
  };
}
