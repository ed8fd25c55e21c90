import type { Locator, Page } from 'playwright/test';
import { scenes, type Scene } from '../src/lecture/scenes';
import { keyHints, sceneTexts } from '../src/lecture/texts';
import { expectAccessible } from './helpers/axe';
import { atRest, drawn, expectAbove, visit } from './helpers/page';
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

/** What a scene is not about is not seen; the figure may not even draw it. */
async function expectWithheld(page: Page, names: readonly string[]): Promise<void> {
  for (const part of await partsOn(page, names)) expect(part.seen, part.part).toBe(false);
}

/** Before the answer nothing of it is seen, read out or reached by the keyboard. */
async function expectQuiet(page: Page, { hides, withholds = [] }: Scene): Promise<void> {
  expect(await partsOn(page, hides)).toEqual(all(hides, false));
  await expectWithheld(page, withholds);
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
        [
          ...lecture.querySelectorAll('button, input, select, [role=slider], [tabindex="0"]'),
        ].filter(
          (each) =>
            each.checkVisibility({ visibilityProperty: true }) &&
            !each.closest('[inert], .question, .presentation-nav'),
        ).length,
    );

async function expectTold(page: Page, { id, hides, withholds = [] }: Scene): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: sceneTexts[id].reveal })).toBeVisible();
  expect(await partsOn(page, hides)).toEqual(all(hides, true));
  await expectWithheld(page, withholds);
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
      await expectAccessible(page, `the question of scene ${scene.id}`);
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

test('from the address to scene 3 without a mouse', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await visit(page, '#/');
  await page.keyboard.press('Enter');
  for (const scene of scenes.slice(0, 2)) {
    await arrive(page, scene, true);
    const hints = page.getByText(keyHints);
    await expect(hints).toHaveCount(scene.id === 1 ? 1 : 0);
    await page.keyboard.press('PageDown');
    await arrive(page, scene, false);
    await page.keyboard.press('PageDown');
  }
  await arrive(page, scenes[2], true);
  await page.keyboard.press('.');
  const blank = page.locator('.blank');
  await expect(blank).toBeVisible();
  // a remote that goes on brings the screen back first
  await page.keyboard.press('PageDown');
  await expect(blank).toHaveCount(0);
  await arrive(page, scenes[2], true);
});

test('the whole lecture as it is read out, by names and the keyboard', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./#/lecture');
  for (const [i, { id, right }] of scenes.entries()) {
    const { sentence, setting, question, answers, reveal } = sceneTexts[id];
    await test.step(`scene ${id}`, async () => {
      await expect(page.getByRole('main', { name: `Scene ${id}`, exact: true })).toBeVisible();
      // the focus says what the scene is, and what it asks
      const heading = page.getByRole('heading', { level: 1, name: sentence, exact: true });
      await expect(heading).toBeFocused();
      for (const part of [setting, question, ...answers]) {
        expect(await heading.evaluate(descriptionOf)).toContain(part);
      }
      await expect(page.getByRole('figure', { name: new RegExp(`^Scene ${id}: `) })).toBeVisible();
      const status = page.getByRole('region', { name: 'Question' }).getByRole('status');
      await expect(status).toHaveText('');
      const answer = page.getByRole('button', { name: answers[right - 1], exact: true });
      await answer.press('Enter');
      await expect(
        page.getByRole('button', { name: answers[right - 1], pressed: true }),
      ).toHaveCount(1);
      await page.getByRole('button', { name: 'Reveal', exact: true }).press('Enter');
      await expect(status).toContainText(reveal);
      await expect(
        page.getByRole('button', { name: `${answers[right - 1]} right` }),
      ).toBeDisabled();
      const next = page.getByRole('button', { name: 'Next scene (Page Down)' });
      if (i < scenes.length - 1) await next.press('Enter');
      else await expect(next).toBeDisabled();
    });
  }
});

/** What is read out after the name of an element. */
const descriptionOf = (element: Element): string =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')
    .replaceAll('\u00a0', ' ');

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the whole lecture by touch: all that a step needs is in reach, and nothing moves', async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto('./#/lecture');
    for (const [i, scene] of scenes.entries()) {
      await test.step(`scene ${scene.id}`, async () => {
        await arrive(page, scene, true);
        await expectQuiet(page, scene);
        const plot = (await page.locator('.figure-plot').boundingBox())!;
        expect(plot.height).toBeGreaterThanOrEqual(300);
        const nav = (await page.getByRole('navigation', { name: 'Scenes' }).boundingBox())!;
        const reveal = page.getByRole('button', { name: 'Reveal', exact: true });
        const answers = sceneTexts[scene.id].answers.map((_, k) => answerOf(page, k + 1));
        for (const button of [...answers, reveal]) {
          expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(48);
        }
        await expectAbove(nav.y, [...answers, reveal]);
        await answerOf(page, scene.right).tap();
        await reveal.tap();
        await arrive(page, scene, false);
        await expectTold(page, scene);
        await expectAbove(nav.y, [page.locator('.question-truth')]);
        // the figure is where it was
        expect(await page.locator('.figure-plot').boundingBox()).toEqual(plot);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
        const next = page.getByRole('button', { name: 'Next scene (Page Down)' });
        await expectAbove(844, [next]);
        if (i < scenes.length - 1) await next.tap();
        else await expect(next).toBeDisabled();
      });
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
