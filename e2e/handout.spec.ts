import type { Page } from 'playwright/test';
import { scenes } from '../src/lecture/scenes';
import { sceneTexts } from '../src/lecture/texts';
import { expectAccessibleEverywhere } from './helpers/axe';
import { drop } from './helpers/files';
import { drawn, visit } from './helpers/page';
import { expect, test } from './helpers/test';

/** How many pages of paper the page takes. */
async function sheets(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const sizes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  // A4 in points
  for (const [, width, height] of sizes)
    expect([Math.round(+width), Math.round(+height)]).toEqual([595, 842]);
  return sizes.length;
}

const questions = (page: Page) => page.locator('.handout-question');

test('the lecture is a few sheets, and the answers are on the last alone', async ({ page }) => {
  await visit(page, '#/handout');
  await expect(questions(page)).toHaveText(scenes.map(({ id }) => sceneTexts[id].question));
  await expect(page.getByRole('img', { name: /^QR code of the scene/ })).toHaveCount(14);
  await expect(page.locator('.handout-figure > svg')).toHaveCount(14);
  const all = await sheets(page);
  expect(all).toBeGreaterThanOrEqual(3);
  expect(all).toBeLessThanOrEqual(6);
  for (const { id } of scenes) {
    const found = page.getByText(sceneTexts[id].reveal);
    await expect(found).toHaveCount(1);
    expect(await found.evaluate((e) => e.closest('.handout-last') !== null)).toBe(true);
  }
  // they begin a sheet and end on it
  await page.addStyleTag({ content: '.handout-last { display: none }' });
  expect(await sheets(page)).toBe(all - 1);
});

test('dark or light, wide or narrow, it reads well on the screen', async ({ page }) => {
  await visit(page, '#/handout');
  await expectAccessibleEverywhere(page);
});

test('a link leads to its scene, and the button prints', async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => void (document.documentElement.dataset['printed'] = 'yes');
  });
  await visit(page, '#/');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Handout to print' }).click();
  await drawn(page, 'handout');
  await page.getByRole('button', { name: 'Print' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes');
  await page.getByRole('link', { name: /#\/lecture\?scene=3$/ }).click();
  await drawn(page, 'argmax/scene-3');
});

test('a course has its own handout, with its own words', async ({ page }) => {
  await visit(page, '#/handout?course=tour');
  await expect(questions(page)).toHaveCount(5);
  await visit(page, '#/');
  const course = {
    ...{ app: 'noisy-argmax', kind: 'course', version: '0.1.0', title: 'Thursday' },
    scenes: [{ id: 8, question: 'Flacher oder steiler?' }, 3],
  };
  const bytes = new TextEncoder().encode(JSON.stringify(course));
  await drop(page, [{ name: 'course.json', bytes }]);
  await drawn(page, 'argmax/scene-8');
  await visit(page, '#/handout?course=own');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thursday');
  await expect(questions(page)).toHaveText(['Flacher oder steiler?', sceneTexts[3].question]);
  await expect(page.locator('.handout-last ol > li')).toHaveCount(2);
  expect(await sheets(page)).toBe(2);
});
