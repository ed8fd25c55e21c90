import { expect, type Locator, type Page } from 'playwright/test';

/** The matching lab as a reader meets it. */
export interface MatchingPage {
  readonly main: Locator;
  readonly run: Locator;
  readonly status: Locator;
  readonly sigma: Locator;
  figure(id: string): Locator;
  /** Steps of the run that is shown. */
  step(): Promise<number>;
  /** Numbers in their right places, and all of them, under y*. */
  right(): Promise<[right: number, of: number]>;
  /** Opens a fold of the controls. */
  unfold(summary: string): Promise<void>;
}

/** Opens the lab at a hash such as "?d=10" and waits until it is drawn. */
export async function openMatching(page: Page, hash = ''): Promise<MatchingPage> {
  await page.goto(`./#/matching${hash}`);
  const figure = (id: string) => page.locator(`#figure-${id}`);
  const main = figure('matching');
  await expect(main.locator('.chart svg').first()).toBeVisible();
  const status = page.locator('.transport-status').first();
  return {
    main,
    figure,
    status,
    run: page.locator('.transport-run').first(),
    sigma: page.getByRole('slider', { name: /^Noise scale/ }).first(),
    async step() {
      return Number(/step (\d+)/.exec((await status.textContent()) ?? '')?.[1] ?? 0);
    },
    async right() {
      const text = (await main.locator('.chart svg').first().textContent()) ?? '';
      const [, right, of] = /y\*: (\d+) of (\d+) right/.exec(text) ?? [];
      return [Number(right), Number(of)];
    },
    async unfold(summary) {
      const fold = page.locator('details', { has: page.getByText(summary, { exact: true }) });
      if (
        !(await fold
          .first()
          .getAttribute('open')
          .then((open) => open !== null))
      ) {
        await fold.first().locator('summary').click();
      }
    },
  };
}
