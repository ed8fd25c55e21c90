import type { Locator, Page } from 'playwright/test';
import { courses, scenes, type Scene } from '../src/lecture/scenes';
import { sceneTexts } from '../src/lecture/texts';
import { expectAccessible } from './helpers/axe';
import { atRest, drawn } from './helpers/page';
import { expect, test } from './helpers/test';

/** Waits until a scene is drawn, with the answer to its question or without. */
async function arrive(page: Page, { id, lab }: Scene, asks: boolean): Promise<void> {
  await drawn(page, `${lab}/scene-${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(sceneTexts[id].sentence);
  await expect(page.getByRole('button', { name: 'Reveal', exact: true })).toHaveCount(asks ? 1 : 0);
  await expect(page.locator('.figure-plot svg').first()).toBeAttached();
  await atRest(page);
}

/** How many marks of these parts there are in the figure, and which of the parts can be seen. */
const partsOn = (page: Page, names: readonly string[]) =>
  page.locator('.figure-plot').evaluate(
    (plot, parts) =>
      parts.map((part) => {
        const marks = [...plot.querySelectorAll(`[data-part~="${part}"]`)];
        return {
          part,
          marks: marks.length > 0,
          seen: marks.some((mark) => mark.getClientRects().length > 0),
        };
      }),
    [...names],
  );

const all = (names: readonly string[], seen: boolean) =>
  names.map((part) => ({ part, marks: true, seen }));

/** Before the answer nothing of it is seen, read out or reached by the keyboard. */
async function expectQuiet(page: Page, { hides, withholds = [] }: Scene): Promise<void> {
  const left = [...hides, ...withholds];
  expect(await partsOn(page, left)).toEqual(all(left, false));
  const figure = page.locator('.figure');
  await expect(figure).toHaveAccessibleDescription(/is said when the answer is revealed/);
  expect(await figure.locator('.figure-plot').getAttribute('inert')).not.toBeNull();
  expect(await handlesOn(page)).toBe(0);
}

/** What can be worked beside the question and the way on. */
const handlesOn = (page: Page) =>
  page
    .locator('.lecture')
    .evaluate(
      (lecture) =>
        [...lecture.querySelectorAll('button, input, select, [role=slider], [tabindex]')].filter(
          (each) =>
            each.checkVisibility({ visibilityProperty: true }) &&
            !each.closest('[inert], .question, .presentation-nav'),
        ).length,
    );

async function expectTold(page: Page, { id, hides, withholds = [] }: Scene): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: sceneTexts[id].reveal })).toBeVisible();
  expect(await partsOn(page, hides)).toEqual(all(hides, true));
  expect(await partsOn(page, withholds)).toEqual(all(withholds, false));
  await expect(page.locator('.figure-plot[inert]')).toHaveCount(0);
}

const answerOf = (page: Page, number: number): Locator =>
  page
    .getByRole('list')
    .getByRole('button')
    .nth(number - 1);

test('the whole lecture with a remote and digits, back again, and out into the lab', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./#/lecture');
  for (const [i, scene] of scenes.entries()) {
    await test.step(`scene ${scene.id}`, async () => {
      await arrive(page, scene, true);
      await expectQuiet(page, scene);
      await page.keyboard.press(String(scene.right));
      await expect(answerOf(page, scene.right)).toHaveAttribute('aria-pressed', 'true');
      const ghost = page.locator('.figure-plot').getByText(/^you said/);
      if (scene.ghosts) await expect(page.locator('.ghost').or(ghost).first()).toBeAttached();
      await expectQuiet(page, scene);
      await page.keyboard.press('PageDown');
      await arrive(page, scene, false);
      await expectTold(page, scene);
      await expect(answerOf(page, scene.right)).toHaveText(/right$/);
      await expectAccessible(page, `scene ${scene.id}`);
      if (i < scenes.length - 1) await page.keyboard.press('PageDown');
    });
  }
  // what an own training has come to is there again
  for (const scene of scenes.slice(-3).reverse()) {
    if (scene !== scenes.at(-1)) await page.keyboard.press('PageUp');
    await arrive(page, scene, false);
    await page.keyboard.press('PageUp');
    await arrive(page, scene, true);
    await expectQuiet(page, scene);
  }
  // a training begins with its first step again
  await page.keyboard.press('PageDown');
  await expect(page.locator('.transport-status')).toHaveText(/^step \d\d? /);
  await page.keyboard.press('Escape');
  await drawn(page, 'matching');
  await expect(page).toHaveURL(/#\/matching\?(?!.*scene)/);
  await expect(page.getByRole('radio', { name: 'y* and y*(ε)' }).first()).toBeChecked();
  await expect(page.locator('#figure-matching .chart svg').first()).toBeVisible();
});

test('a question without its answer is accessible in every kind of figure', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./#/lecture');
  for (const id of [1, 4, 10, 13]) {
    const scene = scenes.find((each) => each.id === id)!;
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/lecture?scene=${id}`);
    await arrive(page, scene, true);
    await expectAccessible(page, `the question of scene ${id}`);
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the tour by touch: the figure has its height, and nothing scrolls sideways', async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto('./#/lecture?scene=1&course=tour');
    const tour = courses['tour'].map((id) => scenes.find((scene) => scene.id === id)!);
    for (const [i, scene] of tour.entries()) {
      await arrive(page, scene, true);
      await expectQuiet(page, scene);
      const plot = (await page.locator('.figure-plot').boundingBox())!;
      expect(plot.height).toBeGreaterThanOrEqual(300);
      const answer = answerOf(page, scene.right);
      expect((await answer.boundingBox())!.height).toBeGreaterThanOrEqual(48);
      await answer.tap();
      await page.getByRole('button', { name: 'Reveal', exact: true }).tap();
      await arrive(page, scene, false);
      await expectTold(page, scene);
      // the figure is where it was
      expect(await page.locator('.figure-plot').boundingBox()).toEqual(plot);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      const next = page.getByRole('button', { name: 'Next scene (Page Down)' });
      if (i < tour.length - 1) await next.tap();
      else await expect(next).toBeDisabled();
    }
  });

  test('on its side the figure is beside the question and as high as the screen', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 844, height: 390 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto('./#/lecture?scene=8');
    await arrive(page, scenes[7], true);
    const plot = (await page.locator('.figure-plot').boundingBox())!;
    expect(plot.height).toBeGreaterThanOrEqual(260);
    const question = (await page.getByRole('region', { name: 'Question' }).boundingBox())!;
    expect(question.x).toBeGreaterThanOrEqual(plot.x + plot.width);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(844);
  });
});
