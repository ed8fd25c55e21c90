import { readFileSync } from 'node:fs';
import type { Page } from 'playwright/test';
import { openArgmax } from './helpers/argmax';
import { violations } from './helpers/axe';
import { expect, test } from './helpers/test';

const screens = [
  { name: 'desktop', width: 1366, height: 768 },
  { name: 'phone', width: 390, height: 844 },
  { name: 'smallest', width: 320, height: 640 },
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const { name, width, height } of screens) {
    test(`no accessibility violation and no sideways scrolling: ${name}, ${colorScheme}`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      const lab = await openArgmax(page);
      await lab.settled();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });
  }

  test(`no accessibility violation in a presentation, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openArgmax(page, '?present=frequency');
    expect(await violations(page)).toEqual([]);
  });
}

test('the main story fits 1366 x 768 without scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  const lab = await openArgmax(page);
  const figure = (await lab.main.boundingBox())!;
  expect(figure.y + figure.height).toBeLessThanOrEqual(768);
  for (const name of ['Noise law', 'Noise scale σ', 'Loss weight ε']) {
    const box = (await page.getByLabel(name, { exact: true }).first().boundingBox())!;
    expect(box.y + box.height, name).toBeLessThanOrEqual(768);
  }
});

test('on a phone the bar with sigma and epsilon stays in reach and covers no focus', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const lab = await openArgmax(page);
  const bar = page.getByRole('complementary', { name: 'Controls' });
  await lab.figure('loss').scrollIntoViewIfNeeded();
  await expect(bar.getByRole('slider').first()).toBeInViewport();
  const marker = lab.figure('loss').getByRole('slider');
  await marker.focus();
  const focused = (await marker.boundingBox())!;
  const barBox = (await bar.boundingBox())!;
  expect(focused.y).toBeLessThan(barBox.y);
});

test('a presentation shows one figure, readable from the last row, and obeys a remote', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const lab = await openArgmax(page);
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  await expect(lab.figure('frequency')).toBeVisible();
  await expect(lab.figure('draw')).toBeHidden();
  const smallest = () =>
    page.evaluate(() => {
      const sizes = [...document.querySelectorAll<HTMLElement>('main *')]
        .filter((e) => [...e.childNodes].some((c) => c.nodeType === 3 && c.textContent!.trim()))
        .filter(
          (e) => e.checkVisibility() && !e.closest('.visually-hidden, desc, .hits, table, option'),
        )
        .map((e) => parseFloat(getComputedStyle(e).fontSize));
      return Math.min(...sizes);
    });
  expect(await smallest()).toBeGreaterThanOrEqual(0.033 * 720 - 0.5);
  for (const id of ['flips', 'simplex', 'gradient', 'bias-variance', 'loss']) {
    await page.goto(`./#/argmax?present=${id}`);
    await expect(lab.figure(id).locator('.figure-plot svg')).toBeVisible();
    expect(await smallest(), id).toBeGreaterThanOrEqual(0.033 * 720 - 0.5);
  }
  await page.goto('./#/argmax?present=frequency');
  await page.keyboard.press('PageDown');
  await expect(lab.figure('draw')).toBeVisible();
  await page.keyboard.press('b');
  await expect(page.getByRole('button', { name: /screen is blank/ })).toBeVisible();
  await page.keyboard.press('b');
  await page.keyboard.press('PageUp');
  await expect(lab.figure('frequency')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(lab.figure('gradient')).toBeVisible();
});

test('the header leads to every lab, and each has its figures', async ({ page }) => {
  await openArgmax(page);
  for (const [name, id, first] of [
    ['Matching', 'matching', 'matching'],
    ['Neighbours', 'knn', 'embedding'],
    ['Argmax', 'argmax', 'frequency'],
  ]) {
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`#/${id}`));
    await expect(page.locator(`#figure-${first} .chart svg`).first()).toBeVisible();
    await expect(page.locator('.broken')).toHaveCount(0);
  }
});

test('the theme is chosen, kept after a reload, and follows the system until then', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openArgmax(page);
  const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
  expect(await theme()).toBe('dark');
  await page.getByRole('button', { name: /^Theme/ }).click();
  await expect.poll(theme).toBe('light');
  await page.reload();
  expect(await theme()).toBe('light');
});

async function save(page: Page, figure: string, item: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page
    .locator(`#figure-${figure}`)
    .getByRole('button', { name: /^Options of/ })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
  const file = await (await download).path();
  await page.keyboard.press('Escape');
  return file;
}

test('a figure is saved as SVG, PNG and CSV, each with a receipt that replays it', async ({
  page,
}) => {
  const lab = await openArgmax(page, '?sigma=0.4&seed=7');
  await lab.settled();
  const svg = readFileSync(await save(page, 'gradient', 'Save as SVG'), 'utf8');
  expect(svg).toContain('<metadata');
  expect(svg).toContain('Two predictions under one noise');
  expect(svg).not.toContain('var(--');
  const csv = readFileSync(await save(page, 'frequency', 'Save data as CSV'), 'utf8');
  expect(csv).toContain('class,score,loss');
  expect(csv.split('\n').filter((line) => /^[ABC],/.test(line))).toHaveLength(3);
  const png = await save(page, 'loss', 'Save as PNG');
  expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG');

  await page.goto('./#/argmax');
  await page.reload();
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menuitem', { name: /Open a saved figure/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'loss.png',
    mimeType: 'image/png',
    buffer: readFileSync(png),
  });
  await expect.poll(() => page.url()).toContain('seed=7');
  expect(page.url()).toContain('sigma=0.4');
});

test('a wrong file is refused with a sentence, and nothing changes', async ({ page }) => {
  await openArgmax(page, '?sigma=0.4');
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menuitem', { name: /Open a saved figure/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'holiday.png',
    mimeType: 'image/png',
    buffer: Buffer.from('not a picture'),
  });
  await expect(dialog.getByRole('alert')).toBeVisible();
  expect(page.url()).toContain('sigma=0.4');
});

test('the data of a figure is shown as a table on demand', async ({ page }) => {
  const lab = await openArgmax(page);
  await lab.main.getByRole('button', { name: /^Options of/ }).click();
  await page.getByRole('menuitem', { name: 'Show data as table' }).click();
  await expect(lab.main.getByRole('table').getByRole('row')).toHaveCount(4);
});

test('a tooltip gives exact values and sticks on click', async ({ page }) => {
  const lab = await openArgmax(page);
  const box = (await lab.main.locator('.figure-plot svg').first().boundingBox())!;
  const at = [box.x + box.width * 0.2, box.y + box.height * 0.8] as const;
  await page.mouse.move(...at);
  const tooltip = lab.main.locator('.tooltip').first();
  await expect(tooltip).toBeVisible();
  await page.mouse.click(...at);
  await page.mouse.move(5, 5);
  await expect(tooltip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tooltip).toBeHidden();
});

test('pointing at a term of the formula lights its marks', async ({ page }) => {
  await openArgmax(page);
  const frame = page.locator('.lab-frame');
  await page.locator('.formula [data-term="noise"]').first().hover();
  await expect(frame).toHaveAttribute('data-highlight', 'noise');
  await page.mouse.move(5, 5);
  await expect(frame).not.toHaveAttribute('data-highlight', 'noise');
});

test('words in the text move the figure', async ({ page }) => {
  const lab = await openArgmax(page);
  await page.getByRole('button', { name: 'Turn the noise down' }).click();
  await expect.poll(async () => (await lab.shares())[0].exact).toBeGreaterThan(0.999);
});
