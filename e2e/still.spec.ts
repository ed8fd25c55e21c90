import type { Page } from 'playwright/test';
import { openArgmax } from './helpers/argmax';
import { openKnn } from './helpers/knn';
import { openMatching } from './helpers/matching';
import { atRest, enter, unfold, visit } from './helpers/page';
import { expect, test } from './helpers/test';
import type { TrainingPage } from './helpers/training';

/** Pixels that a part of the page may move when something changes. */
const STILL = 2;

type Boxes = Readonly<Record<string, readonly number[]>>;

/** Where the header, the panel with its parts, and all figures with their plots are on the page. */
const boxesOf = (page: Page): Promise<Boxes> =>
  page.evaluate(() => {
    const panel = document.querySelector('.lab-panel')!;
    const named = (name: string, element: Element, scrolled: number) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [name, [x, y + scrolled, width, height]] as const;
    };
    const parts = [...panel.querySelectorAll('.controls > :not(.controls-core)')];
    const figures = [...document.querySelectorAll('.figure')].flatMap((figure) => [
      named(figure.id, figure, scrollY),
      ...[...figure.querySelectorAll('.figure-plot')]
        // a sentence stands where there is nothing to plot
        .filter((plot) => !plot.querySelector('.figure-empty'))
        .map((plot) => named(`${figure.id}, plot`, plot, scrollY)),
    ]);
    return Object.fromEntries([
      named('header', document.querySelector('.header')!, 0),
      named('panel', panel, 0),
      ...parts.map((part, i) => named(`part ${i} of the panel`, part, panel.scrollTop)),
      ...figures,
    ]);
  });

/** Whatever is done, nothing moves; a main figure may give a line of its plot to its text. */
async function expectStill(page: Page, acts: Readonly<Record<string, () => Promise<unknown>>>) {
  const main = await page.locator('.lab-main .figure').getAttribute('id');
  const before = await boxesOf(page);
  for (const [name, act] of Object.entries(acts)) {
    await act();
    const after = await boxesOf(page);
    const moved = Object.keys(before).filter(
      (part) =>
        part !== `${main}, plot` &&
        after[part] &&
        before[part].some((side, i) => Math.abs(side - after[part][i]) > STILL),
    );
    expect(moved, name).toEqual([]);
  }
}

test.use({ viewport: { width: 1366, height: 768 } });

test('argmax: nothing moves when values, k or the law change', async ({ page }) => {
  await openArgmax(page);
  const set = (name: RegExp, value: string) => enter(page, name, value).then(() => atRest(page));
  await expectStill(page, {
    sigma: () => set(/^Noise scale/, '2'),
    epsilon: () => set(/^Loss weight/, '3'),
    k: () => set(/^Subset size/, '2'),
    law: async () => {
      await page.getByLabel('Noise law', { exact: true }).selectOption('normal');
      await atRest(page);
    },
  });
});

/** What is done in the labs that train: values, law, runs, and the list of them. */
const training = (page: Page, lab: TrainingPage, size: RegExp) => {
  const set = (name: RegExp, value: string) => enter(page, name, value).then(() => atRest(page));
  return {
    sigma: () => set(/^(Noise scale|Factor on σ)/, '2'),
    epsilon: () => set(/^Loss weight/, '3'),
    law: async () => {
      await page.getByLabel('Noise law', { exact: true }).selectOption('normal');
      await atRest(page);
    },
    size: () => set(size, '6'),
    'run started': async () => {
      await lab.run.click();
      await lab.passes(2);
    },
    'run paused': () => lab.pause(),
    'run kept': () =>
      page
        .getByRole('button', { name: /^Keep a copy of/ })
        .first()
        .click(),
    'run at step 0': async () => {
      await page.getByRole('button', { name: 'Back to step 0' }).click();
      await atRest(page);
    },
  };
};

test('matching: nothing moves when values, the law, d or runs change', async ({ page }) => {
  const lab = await openMatching(page, '?stop=0&maxSteps=20000&speed=full');
  await unfold(page, 'Data and noise');
  await expectStill(page, {
    ...training(page, lab, /^Numbers to sort|d$/),
    'fewer steps': () => visit(page, page.url().replace(/.*#/, '#').replace('20000', '100')),
    'run stopped': () => lab.trainToEnd(),
  });
});

test('neighbours: nothing moves when values, the law, k or runs change', async ({ page }) => {
  const lab = await openKnn(page);
  await unfold(page, 'Seed, noise, temperature');
  await expectStill(page, training(page, lab, /^Neighbours/));
});
