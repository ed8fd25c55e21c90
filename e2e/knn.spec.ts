import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import type { Locator, Page } from 'playwright/test';
import { serve } from '../scripts/serve.mjs';
import { dragSlider } from './helpers/argmax';
import { violations } from './helpers/axe';
import { drop, knnPage, openKnn, png } from './helpers/knn';
import { expect, test } from './helpers/test';
import { watch } from './helpers/watch';

const root = fileURLToPath(new URL('..', import.meta.url));

// training in full on two busy cores
test.describe.configure({ timeout: 120_000 });

async function save(page: Page, figure: Locator, item: string): Promise<string> {
  const download = page.waitForEvent('download');
  await figure.getByRole('button', { name: /^Options of/ }).click();
  await page.getByRole('menuitem', { name: item }).click();
  return (await download).path();
}

/** A number field of the controls is given another value. */
async function enter(page: Page, name: RegExp, value: string): Promise<void> {
  const field = page.getByRole('textbox', { name }).first();
  await field.fill(value);
  await field.press('Enter');
}

test('the drawn digits are learned within a minute, and the training shows itself', async ({
  page,
}) => {
  const lab = await openKnn(page);
  await expect(lab.main).toContainText('A network trained before');
  await expect(lab.details.first()).toHaveText('not trained yet');
  await lab.run.click();
  await expect.poll(() => lab.accuracy()).toBeGreaterThan(0);
  const start = await lab.accuracy();
  await expect(lab.main).toContainText('Training has begun');
  await expect(lab.status).toContainText(/step \d+ · loss/);
  await expect.poll(() => lab.accuracy(), { timeout: 60_000 }).toBeGreaterThan(start + 8);
  await expect(lab.main).toContainText('Training gathers');
  await lab.run.click();
  await expect(lab.run).toHaveText('Run');
});

test('one step, a slow step through its stages, and back to step 0', async ({ page }) => {
  const lab = await openKnn(page);
  await page.getByRole('button', { name: 'One step' }).first().click();
  await expect.poll(lab.step).toBe(1);
  await lab.figure('query').scrollIntoViewIfNeeded();
  const slow = page.locator('.transport-buttons button').nth(2);
  const stage = page.locator('.stages [aria-current]');
  const rows = lab.figure('query').locator('desc');
  const stages = ['distances', '+ σγ', 'top k', 'augmented top k', 'difference', 'update'];
  for (const [i, name] of stages.entries()) {
    await slow.click();
    await expect(stage).toHaveText(name);
    const has = expect(rows);
    if (i < 2) await has.not.toContainText('y*, with');
    if (i < 3) await has.not.toContainText('y*(ε), ε');
    if (i >= 3) await has.toContainText('y*(ε), ε');
  }
  await slow.click();
  await expect(page.locator('.stages')).toHaveCount(0);
  await expect.poll(lab.step).toBe(2);
  await page.getByRole('button', { name: 'Back to step 0' }).click();
  await expect.poll(lab.step).toBe(0);
  await expect(lab.details.first()).toHaveText('not trained yet');
});

test('sigma, epsilon and k act while it trains, and the curves say when', async ({ page }) => {
  const lab = await openKnn(page, '?method=direct-fixed-sigma');
  await lab.run.click();
  await expect.poll(lab.step).toBeGreaterThan(2);
  await dragSlider(page, lab.sigma, [0.5, 0.55, 0.6], 60);
  await enter(page, /Loss weight/, '-0.5');
  await enter(page, /^Neighbours/, '9');
  await expect(page).toHaveURL(/epsilon=-0.5/);
  await expect(page).toHaveURL(/k=9/);
  const before = await lab.step();
  await expect.poll(lab.step).toBeGreaterThan(before);
  await lab.run.click();
  const curve = lab.figure('neighbours');
  await curve.scrollIntoViewIfNeeded();
  for (const told of [/σ set to/, /ε set to -0.5/, /k set to 9/]) {
    await expect(curve.locator('.run-event title').filter({ hasText: told })).not.toHaveCount(0);
  }
  await expect(lab.figure('entries')).toContainText('place 9');
});

test('methods are compared in step, pinned, hidden and removed', async ({ page }) => {
  const lab = await openKnn(page, '?compare=direct-sigma-0,neuralsort-deterministic&maxSteps=20');
  await lab.run.click();
  const trained = lab.details.filter({ hasText: 'stopped' });
  await expect(trained).toHaveCount(3, { timeout: 60_000 });
  for (const text of await trained.allTextContents()) expect(text).toMatch(/step 20 .* test \d/);
  const accuracy = lab.figure('accuracy');
  await accuracy.scrollIntoViewIfNeeded();
  // accuracy and the ends of its interval, of each
  await expect(accuracy.locator('.run-line')).toHaveCount(9);
  await page.getByRole('button', { name: 'Keep a copy of NeuralSort' }).click();
  await expect(accuracy.locator('.run-line')).toHaveCount(12);
  await page.getByRole('button', { name: 'Hide NeuralSort', exact: true }).click();
  await expect(accuracy.locator('.run-line')).toHaveCount(9);
  await page.getByRole('button', { name: 'Remove NeuralSort, 20 steps' }).click();
  await page.getByRole('button', { name: 'Remove NeuralSort', exact: true }).click();
  await expect(page).toHaveURL(/compare=direct-sigma-0(&|$)/);
  await expect(accuracy.locator('.run-line')).toHaveCount(6);
});

test('the query is another test image, or a drawing of the reader', async ({ page }) => {
  const lab = await openKnn(page);
  const query = lab.figure('query');
  await query.scrollIntoViewIfNeeded();
  const desc = query.locator('desc');
  const image = (number: number) => expect(desc).toContainText(`test image ${number}`);
  await image(0);
  const slider = query.getByRole('slider', { name: /^Query/ });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await image(1);
  const pad = query.locator('.drawing-pad');
  await pad.scrollIntoViewIfNeeded();
  const { x, y, width } = (await pad.boundingBox())!;
  await page.mouse.move(x + width / 2, y + width / 5);
  await page.mouse.down();
  for (const at of [0.3, 0.5, 0.7, 0.8]) await page.mouse.move(x + width / 2, y + width * at);
  await page.mouse.up();
  await expect(page.getByRole('img', { name: 'Your drawing: 1 stroke' })).toBeVisible();
  await expect(desc).toContainText('your drawing');
  await expect(query).toContainText('Who are the nearest?');
  const none = page.getByRole('img', { name: 'Your drawing: 0 strokes' });
  await query.getByRole('button', { name: 'Clear the drawing' }).click();
  await image(1);
  await expect(none).toBeVisible();
  await pad.click();
  await expect(desc).toContainText('your drawing');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await image(2);
  await expect(none).toBeVisible();
});

test('points of the embedding show their images: hovered, circled, by keys', async ({ page }) => {
  const lab = await openKnn(page);
  const points = lab.main.getByRole('application');
  const images = lab.main.locator('.selection').getByRole('img');
  await expect(images).toHaveCount(0);
  await points.focus();
  await page.keyboard.press('ArrowRight');
  await expect(images).toHaveCount(1);
  await expect(images).toHaveAccessibleName(/(training|test) image \d+/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(images).toHaveCount(12);
  await points.focus();
  await page.keyboard.press('Escape');
  await expect(images).toHaveCount(0);
  const box = (await points.boundingBox())!;
  const at = (fx: number, fy: number) =>
    page.mouse.move(box.x + fx * box.width, box.y + fy * box.height);
  await at(0.05, 0.05);
  await page.mouse.down();
  for (const [fx, fy] of [
    [0.95, 0.05],
    [0.95, 0.95],
    [0.05, 0.95],
  ])
    await at(fx, fy);
  await page.mouse.up();
  await page.mouse.move(2, 2);
  await expect(images).toHaveCount(12);
  await expect(lab.main.locator('.selection')).toContainText(/and [\d,]+ more/);
});

test('the embedding is saved as SVG, PNG and CSV with a receipt', async ({ page }) => {
  const lab = await openKnn(page, '?seed=3');
  const svg = readFileSync(await save(page, lab.main, 'Save as SVG'), 'utf8');
  expect(svg).toContain('data:image/png');
  expect(svg).toContain('#/knn?seed=3');
  expect(svg).not.toContain('var(--');
  expect(svg.length).toBeGreaterThan(20_000);
  const saved = readFileSync(await save(page, lab.main, 'Save as PNG'));
  expect(saved.subarray(1, 4).toString()).toBe('PNG');
  expect(saved.length).toBeGreaterThan(20_000);
  const csv = readFileSync(await save(page, lab.main, 'Save data as CSV'), 'utf8');
  expect(csv.match(/^(training|test),/gm)).toHaveLength(1200);
});

test('all images are tested: accuracy, confusion matrix, hardest queries, raw pixels', async ({
  page,
}) => {
  const lab = await openKnn(page);
  const confusion = lab.figure('confusion');
  await confusion.scrollIntoViewIfNeeded();
  await confusion.getByRole('button', { name: /^Test on all 2000/ }).click();
  await expect(confusion.getByRole('progressbar')).toBeVisible();
  await expect(confusion).toContainText(/[\d.]+% of 2000 test images are right with k = 5/, {
    timeout: 60_000,
  });
  await expect(confusion.locator('desc')).toContainText('class');
  const percent = (row: string[]) => Number(/[\d.]+/.exec(row[3])![0]);
  const trained = await confusion
    .locator('.accuracies tr')
    .last()
    .locator('th, td')
    .allTextContents();
  const raw = await lab.fullTest(/^Raw pixels/);
  expect(raw[0]).toBe('raw pixels');
  expect(percent(raw)).toBeGreaterThan(30);
  expect(percent(trained)).toBeGreaterThan(percent(raw) + 3);
  const hardest = lab.figure('hardest');
  await hardest.scrollIntoViewIfNeeded();
  await expect(hardest.locator('image').first()).toBeVisible();
});

test('a network is saved and opened again, and is as good; a wrong file loses nothing', async ({
  page,
}) => {
  const lab = await openKnn(page, '?maxSteps=20');
  await lab.run.click();
  await expect(lab.details.first()).toContainText('stopped', { timeout: 60_000 });
  const before = await lab.fullTest();
  expect(before[0]).toContain('20 steps');
  await lab.unfold('Save and open networks');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the shown network' }).click();
  const text = readFileSync(await (await saving).path(), 'utf8');
  const open = (name: string, content: string) =>
    page
      .locator('.file-button', { hasText: 'Open a network' })
      .locator('input')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  const runs = await lab.details.count();
  const network = JSON.parse(text) as { params: string };
  for (const [name, content, says] of [
    ['broken.json', text.slice(0, 500), 'broken.json: The file is not JSON'],
    ['table.json', '{"app":"noisy-argmax","kind":"knn-table"}', 'table.json: The file is not a'],
    [
      'short.json',
      JSON.stringify({ ...network, params: network.params.slice(0, 4000) }),
      /short\.json: "params" of the file holds 750 weights; its network has \d+/,
    ],
  ] as const) {
    await open(name, content);
    await expect(page.locator('.notices')).toContainText(says);
    await expect(lab.details).toHaveCount(runs);
  }
  await open('saved.json', text);
  await expect(lab.details).toHaveCount(runs + 1);
  await expect(lab.status).toContainText('trained elsewhere');
  const after = await lab.fullTest();
  expect(after.slice(1, 5)).toEqual(before.slice(1, 5));
});

test('a run is taken up after a reload, and goes on', async ({ page }) => {
  const lab = await openKnn(page);
  await lab.trainTo(4);
  const before = await lab.step();
  await page.reload();
  await expect(page.getByText('Your runs of the last visit are back')).toBeVisible();
  await expect.poll(lab.step).toBe(before);
  await lab.trainTo(before + 1);
});

test.describe('a background thread that dies', () => {
  test.use({ tolerated: [/./] });

  test('is replaced, and training goes on from where it was', async ({ page }) => {
    const lab = await openKnn(page);
    await lab.run.click();
    await expect.poll(lab.step).toBeGreaterThan(5);
    await lab.unfold('Engine');
    for (let death = 0; death < 2; death++) {
      const before = await lab.step();
      await page.getByRole('button', { name: /^Stop the background thread/ }).click();
      await expect.poll(lab.step, { timeout: 30_000 }).toBeGreaterThan(before + 2);
    }
    await expect(lab.run).toHaveText('Pause');
  });
});

const mnist = join(root, '../shared/data/mnist');

test('MNIST is put on the site by npm run data, and is learned in the page', async ({
  browser,
}) => {
  test.skip(!existsSync(mnist), `there is no ${mnist}: this journey needs the files of MNIST`);
  const copy = mkdtempSync(join(tmpdir(), 'noisy-argmax-'));
  cpSync(join(root, 'dist'), copy, { recursive: true });
  const from = ['--from', mnist, '--only', 'mnist', '--to', join(copy, 'data')];
  execFileSync('npm', ['run', '--silent', 'data', '--', ...from], { cwd: root, stdio: 'ignore' });
  const site = await serve({ root: copy });
  const context = await browser.newContext();
  try {
    const problems = watch(context, new URL(site.url).origin);
    const page = await context.newPage();
    const lab = await openKnn(page, '', site.url);
    await page.getByRole('combobox', { name: 'Images' }).selectOption('mnist');
    await expect(page.getByText(/60000 to learn from, 10000 to test/)).toBeVisible({
      timeout: 30_000,
    });
    await lab.run.click();
    await expect.poll(() => lab.accuracy(), { timeout: 90_000 }).toBeGreaterThan(85);
    await expect(lab.main.locator('desc')).toContainText('1200 points');
    await lab.run.click();
    // a network of the drawn digits has no place among these images, and one among its own
    await page.getByRole('radio', { name: /instance of Pre-trained/ }).check();
    await expect(lab.main).toContainText('This network is of other images');
    await page.getByRole('combobox', { name: 'Images' }).selectOption('drawn');
    await expect(lab.main).toContainText('A network trained before');
    expect(problems).toEqual([]);
  } finally {
    await context.close();
    await site.close();
    rmSync(copy, { recursive: true, force: true });
  }
});

test('a set that is not on the site: the page says how to add it, and the digits come back', async ({
  page,
}) => {
  const lab = await openKnn(page);
  await lab.trainTo(2);
  const images = page.getByRole('combobox', { name: 'Images' });
  await images.selectOption('fashion-mnist');
  const told = page.getByText(/Fashion-MNIST is not on this site.*npm run data/);
  await expect(told.first()).toBeVisible();
  await expect(lab.main).toContainText('These images are not here');
  await images.selectOption('drawn');
  await expect(page.getByText(/6000 to learn from/)).toBeVisible();
  expect(await lab.step()).toBeGreaterThanOrEqual(2);
  await lab.trainTo((await lab.step()) + 1);
});

test('files that are no images are named when they are dropped, and nothing is lost', async ({
  page,
}) => {
  const lab = await openKnn(page);
  await lab.trainTo(2);
  const before = await lab.step();
  // the magic number of IDX images, and a promise of 60000 of them
  const cut = Uint8Array.from([0, 0, 8, 3, 0, 0, 234, 96, 0, 0, 0, 28, 0, 0, 0, 28, 1, 2, 3]);
  for (const [name, bytes] of [
    ['notes.idx', strToU8('Dear diary')],
    ['cut-images.idx', cut],
    ['cut.zip', strToU8('PK\x03\x04 and no more')],
    ['notes.txt', strToU8('Dear diary')],
  ] as const) {
    await drop(page, [{ name, bytes }]);
    await expect(page.getByRole('alert').filter({ hasText: name })).toBeVisible();
    expect(await lab.step()).toBe(before);
  }
  await expect(page).not.toHaveURL(/dataset/);
  await lab.trainTo(before + 1);
});

/** Images of two kinds that a network can tell apart, in a folder each. */
function stripes(perClass: number) {
  const files: Record<string, Uint8Array> = {};
  for (let i = 0; i < perClass; i++) {
    const wave = (at: number) => ((at + i) % 8 < 4 ? 255 : (13 * i) % 90);
    files[`mine/upright/${i}.png`] = png(28, 28, (x) => wave(x));
    files[`mine/level/${i}.png`] = png(28, 28, (_, y) => wave(y));
  }
  return zipSync(files);
}

test('a zip of images in sub-folders becomes a set of its own, is learned, and stays', async ({
  page,
}) => {
  const lab = await openKnn(page, '?queries=5');
  await drop(page, [{ name: 'stripes.zip', bytes: stripes(60) }]);
  await expect(page.getByText(/100 to learn from, 20 to test, 2 classes/)).toBeVisible();
  await expect(page).toHaveURL(/dataset=own/);
  await lab.trainTo(20);
  await expect.poll(() => lab.accuracy()).toBeGreaterThan(90);
  const step = await lab.step();
  await page.reload();
  const again = await knnPage(page);
  await expect(page.getByText(/100 to learn from, 20 to test, 2 classes/)).toBeVisible();
  await expect.poll(again.step).toBeGreaterThanOrEqual(step);
  await again.trainTo(step + 2);
});

test('settings in the address are taken, and bad ones are clamped and named', async ({ page }) => {
  const lab = await openKnn(page, '?k=500&sigma=0.25&compare=direct-sigma-0,magic&candidates=lots');
  const notices = page.locator('.notices');
  await expect(notices).toContainText(/k must be a whole number from 1 to/);
  await expect(notices).toContainText('magic');
  await expect(notices).toContainText(/candidates.*lots/);
  await expect(page.getByRole('textbox', { name: /Noise scale/ }).first()).toHaveValue('0.25');
  await expect(lab.details).toHaveCount(3);
  await enter(page, /^Neighbours/, '7');
  await page.reload();
  await expect(page.getByRole('textbox', { name: /^Neighbours/ })).toHaveValue('7');
  await expect(page).toHaveURL(/sigma=0.25/);
});

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
      const lab = await openKnn(page, '?maxSteps=10&compare=direct-sigma-0');
      await lab.run.click();
      await expect(lab.status).toContainText('stopped', { timeout: 60_000 });
      await page.getByRole('button', { name: /^Test on all/ }).click();
      await expect(lab.figure('hardest').locator('image').first()).toBeAttached({
        timeout: 30_000,
      });
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });
  }

  test(`no accessibility violation in a presentation, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openKnn(page, '?present=embedding');
    expect(await violations(page)).toEqual([]);
  });
}

test('a presentation shows the embedding, readable from the last row, and trains', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const lab = await openKnn(page);
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  await expect(lab.main).toBeVisible();
  await expect(lab.figure('query')).toBeHidden();
  await lab.run.click();
  await expect(lab.main).toContainText('Training has begun', { timeout: 30_000 });
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
  await page.keyboard.press('PageDown');
  await expect(lab.figure('query').locator('.chart svg')).toBeVisible();
  expect(await smallest()).toBeGreaterThanOrEqual(0.033 * 720 - 0.5);
  await page.keyboard.press('p');
  await expect(lab.main).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(lab.figure('accuracy')).toBeVisible();
});

test('the main story fits 1366 x 768 without scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  const lab = await openKnn(page);
  for (const part of [lab.main, lab.main.locator('.chart'), lab.run, lab.sigma]) {
    const box = (await part.boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(768);
  }
});
