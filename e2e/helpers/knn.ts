import { expect, type Locator, type Page } from 'playwright/test';
import { atRest, visit } from './page';
import { atFullSpeed, trainingOn, type TrainingPage } from './training';

/** The neighbours lab as a reader meets it. */
export interface KnnPage extends TrainingPage {
  readonly main: Locator;
  /** Test accuracy of a run in percent, NaN before the first test. */
  accuracy(run?: number): Promise<number>;
  /** Tests the shown run, or raw pixels, on all images, and gives its row of the table. */
  fullTest(button?: RegExp): Promise<string[]>;
}

/** Opens the lab at a hash such as "?k=3" and waits until its images are there and drawn. */
export async function openKnn(page: Page, hash = '', site = './'): Promise<KnnPage> {
  await visit(page, `#/knn${atFullSpeed(hash)}`, site);
  const training = trainingOn(page);
  const { figure, details } = training;
  const main = figure('query');
  await expect(main.locator('.chart svg')).toBeVisible();
  return {
    ...training,
    main,
    async accuracy(run = 0) {
      const text = (await details.nth(run).textContent()) ?? '';
      return Number(/test ([\d.]+)%/.exec(text)?.[1] ?? NaN);
    },
    async fullTest(button = /^Test on all/) {
      const confusion = figure('confusion');
      const rows = confusion.locator('.accuracies tbody tr');
      const before = await rows.allTextContents();
      await confusion.getByRole('button', { name: button }).click();
      await atRest(page);
      expect(await rows.allTextContents()).not.toEqual(before);
      return rows.last().locator('th, td').allTextContents();
    },
  };
}
