import type { Page } from 'playwright/test';
import { encode } from 'uqr';
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
  // four to a sheet, on the first too
  await page.addStyleTag({ content: '.handout-scenes > :nth-child(n + 5) { display: none }' });
  expect(await sheets(page)).toBe(1);
});

/** The codes of the printed sheet: their addresses, what is dark in them, and their sides without the border. */
async function printedCodes(page: Page) {
  const codes = page.locator('.handout .qr');
  const addresses = await page
    .locator('.handout-link > a')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  const list = [];
  for (const [i, address] of addresses.entries()) {
    const { data, size } = encode(address, { ecc: 'M', border: 0 });
    const png = (await codes.nth(i).screenshot()).toString('base64');
    const box = (await codes.nth(i).boundingBox())!;
    const read = await page.evaluate(readModules, { png, size });
    const millimetres = (box.width * size) / (size + 8) / (96 / 25.4);
    list.push({ data, read, millimetres });
  }
  return list;
}

/** Whether the middle of each module is dark, in a picture with four light modules around. */
async function readModules({ png, size }: { png: string; size: number }) {
  const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes]));
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
  context.drawImage(image, 0, 0);
  const at = (module: number, side: number) => Math.floor(((module + 4.5) * side) / (size + 8));
  return Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) => {
      const { data } = context.getImageData(at(x, image.width), at(y, image.height), 1, 1);
      return data[0] < 128;
    }),
  );
}

test.describe('in print', () => {
  // a module is more than a dot
  test.use({ deviceScaleFactor: 4 });

  test('printed from a dark page, the codes are 2 cm wide and say their addresses', async ({
    page,
  }) => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.setViewportSize({ width: 794, height: 1123 });
    await visit(page, '#/handout?course=tour');
    const codes = await printedCodes(page);
    expect(codes).toHaveLength(5);
    for (const { data, read, millimetres } of codes) {
      expect(millimetres).toBeGreaterThanOrEqual(20);
      expect(read).toEqual(data);
    }
  });
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
  // another is dropped on it, and stays on paper
  const other = { ...course, title: 'Friday', scenes: [5] };
  const more = new TextEncoder().encode(JSON.stringify(other));
  await drop(page, [{ name: 'course.json', bytes: more }]);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Friday');
  await expect(questions(page)).toHaveText([sceneTexts[5].question]);
});
