import { expect, type Locator, type Page } from 'playwright/test';
import { visit } from './page';
import { atFullSpeed, trainingOn, type TrainingPage } from './training';

/** The matching lab as a reader meets it. */
export interface MatchingPage extends TrainingPage {
  readonly main: Locator;
  /** Numbers in their right places, and all of them, under y*. */
  right(): Promise<[right: number, of: number]>;
}

/** Opens the lab at a hash such as "?d=10" and waits until it is drawn. */
export async function openMatching(page: Page, hash = ''): Promise<MatchingPage> {
  await visit(page, `#/matching${atFullSpeed(hash)}`);
  const training = trainingOn(page);
  const main = training.figure('matching');
  const chart = main.locator('.chart svg').first();
  await expect(chart).toBeVisible();
  return {
    ...training,
    main,
    async right() {
      const text = (await chart.textContent()) ?? '';
      const [, right, of] = /y\*: (\d+) of (\d+) right/.exec(text) ?? [];
      return [Number(right), Number(of)];
    },
  };
}
