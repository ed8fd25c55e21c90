import { readFileSync } from 'node:fs';
import { expectAccessible, expectAccessibleEverywhere } from './helpers/axe';
import { atRest, drag, dragSlider, drawn, enter, reload, save, smallestText } from './helpers/page';
import { openRankings } from './helpers/rankings';
import { expect, onOnePage as test } from './helpers/test';

test('sigma is dragged, and the lines are trained anew on the way', async ({ page }) => {
  const lab = await openRankings(page, '?method=fenchel-young-exact');
  const scores = lab.main.locator('.rank-watched');
  const before = (await scores.getAttribute('d'))!;
  await dragSlider(page, page.getByRole('slider', { name: /^Noise scale/ }).first(), [0.42, 0.8]);
  await atRest(page);
  expect(page.url()).toContain('sigma=');
  await expect(scores).not.toHaveAttribute('d', before);
  await expect(lab.figure('places').locator('.figure-sentence')).toContainText(/σ = \d/);
});

test('the cursor is dragged by mouse and by keys, and says the ranking there', async ({ page }) => {
  const lab = await openRankings(page);
  const order = async () => (await lab.cursor.getAttribute('aria-valuetext'))!.split(': ')[1];
  const before = await order();
  expect(await lab.said()).toContain('At x = 0.20 the scores rank E');
  await drag(page, lab.cursor, [-300, 0]);
  expect(page.url()).toMatch(/x=-0\.\d+/);
  expect(await order()).not.toBe(before);
  await lab.cursor.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => page.url()).toContain('x=-1');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.url()).toContain('x=-0.98');
  await expect(lab.figure('places').locator('.figure-sentence')).toContainText('x = −0.98');
  await lab.main.getByLabel('Watch').selectOption({ label: 'D' });
  await expect.poll(() => page.url()).toContain('watch=3');
  expect(await lab.said()).toContain('D is in place');
});

test('the training is followed by its step: in the controls, and along the curves', async ({
  page,
}) => {
  const lab = await openRankings(page);
  await enter(page, /^Step/, '0');
  await expect(lab.main.locator('.figure-sentence')).toContainText('After 0 steps');
  expect(await lab.said()).toContain('Its line crosses no other.');
  const learning = lab.figure('learning');
  const flag = learning.getByRole('slider', { name: 'training step' });
  await flag.focus();
  await page.keyboard.press('End');
  await expect.poll(() => page.url()).not.toContain('step=');
  await drag(page, flag, [-200, 0]);
  expect(page.url()).toMatch(/step=\d+/);
  await expect(lab.main.locator('.figure-sentence')).toContainText(/After 1\d\d steps/);
  await learning.getByRole('radio', { name: 'Training loss' }).check();
  await expect(learning.getByRole('heading')).toContainText('units of its own');
});

test('every loss is chosen by its name, and an example by its number', async ({ page }) => {
  const lab = await openRankings(page);
  const method = lab.main.getByLabel('Method');
  for (const option of await method.locator('option').allTextContents()) {
    await method.selectOption({ label: option });
    await atRest(page);
    await expect(lab.main.locator('.figure-sentence')).toContainText('held out');
  }
  await page.getByRole('button', { name: 'One swap' }).click();
  await atRest(page);
  expect(await lab.said()).toMatch(/Its line crosses those of B at 0\.\d+\./);
  const pairs = lab.figure('pairs');
  await pairs.scrollIntoViewIfNeeded();
  await pairs.getByRole('textbox', { name: /^Example/ }).fill('3');
  await page.keyboard.press('Enter');
  await expect(pairs.locator('.figure-sentence')).toContainText('Example 3 at x = −0.92');
});

test('a reload shows what was there, and copies are kept with a receipt', async ({ page }) => {
  const hash = '?labels=7&examples=90&blur=0.6&method=squared&sigma=0.8&step=60&watch=4&x=-0.3';
  const lab = await openRankings(page, hash);
  const [before, rho] = [await lab.said(), await lab.rho()];
  await reload(page);
  expect(await lab.said()).toBe(before);
  expect(await lab.rho()).toBe(rho);
  const svg = readFileSync(await save(page, lab.main, 'Save as SVG'), 'utf8');
  expect(svg).toContain('A ranking changes only where lines cross');
  const csv = readFileSync(await save(page, lab.main, 'Save data as CSV'), 'utf8');
  expect(csv).toContain('x,held out,ranking,ranking of the scores,place of E');
  expect(csv.split('\n').filter((line) => /,(yes|no),/.test(line))).toHaveLength(90);
});

test('every figure is presented, readable from the last row', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const readable = 0.033 * 720 - 0.5;
  for (const id of ['lines', 'learning', 'places', 'pairs']) {
    const lab = await openRankings(page, `?present=${id}`);
    await expect(lab.figure(id).locator('.figure-plot svg')).toBeVisible();
    expect(await smallestText(page), id).toBeGreaterThanOrEqual(readable);
    const plot = (await lab.figure(id).locator('.figure-plot').boundingBox())!;
    expect(plot.height, id).toBeGreaterThan(350);
  }
  await openRankings(page, '?present=lines');
  await expectAccessible(page, 'presentation');
  await page.keyboard.press('PageDown');
  await drawn(page, 'rankings/learning');
});

test('it is accessible in every window, light and dark', async ({ page }) => {
  const lab = await openRankings(page, '?labels=8&examples=200');
  await expect(lab.figure('pairs').locator('.figure-plot svg')).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('on a phone the ranking is read by a finger’s width', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const lab = await openRankings(page);
  const plot = (await lab.main.locator('.figure-plot').boundingBox())!;
  expect(plot.x + plot.width).toBeLessThanOrEqual(390);
  await drag(page, lab.cursor, [-60, 0]);
  expect(page.url()).toContain('x=');
});
