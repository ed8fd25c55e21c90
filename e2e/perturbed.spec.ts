import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright/test';
import { expectAccessible, expectAccessibleEverywhere } from './helpers/axe';
import { atRest, drag, drawn, enter, reload, save, smallestText } from './helpers/page';
import { openPerturbed } from './helpers/perturbed';
import { expect, onOnePage as test } from './helpers/test';

const valuesOf = async (point: Locator) =>
  /across (.*), up (.*)/.exec((await point.getAttribute('aria-valuetext'))!)!.slice(1);

test('scores are dragged into another cone, and the mean follows', async ({ page }) => {
  const lab = await openPerturbed(page);
  expect(await lab.said()).toContain('where ACB is predicted without noise');
  await drag(page, lab.scores, [-150, 0]);
  expect(page.url()).toContain('scores=');
  const [across] = await valuesOf(lab.scores);
  expect(across.startsWith('−')).toBe(true);
  expect(await lab.said()).not.toContain('where ACB is predicted');
  await expect(lab.main.locator('.figure-sentence')).not.toContainText('it picks ACB');
});

test('all is done by keys: scores, sigma along the path, the next draw', async ({ page }) => {
  const lab = await openPerturbed(page, '?scores=0.7,0.9');
  await lab.scores.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.url()).toContain('scores=0.75,0.9');
  await page.keyboard.press('Shift+ArrowDown');
  await expect.poll(() => page.url()).toContain('scores=0.75,0.4');
  const ring = lab.main.getByRole('slider', { name: /along the path/ });
  await ring.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => page.url()).toContain('sigma=0.01');
  expect(await lab.said()).toMatch(/pick CAB in (100|99\.\d)%/);
  await lab.main.getByRole('button', { name: 'Next draw' }).click();
  await expect(lab.main.locator('.figure-sentence')).toContainText('Draw 2 picks');
});

test('the polygon is the reader’s: corners are dragged, added and removed', async ({ page }) => {
  const lab = await openPerturbed(page, '?structure=polygon');
  const corners = lab.main.getByRole('slider', { name: /^corner/ });
  await expect(corners).toHaveCount(5);
  await drag(page, corners.nth(3), [-20, 15]);
  expect(page.url()).toContain('vertices=');
  await lab.main.getByRole('button', { name: 'Add a corner' }).click();
  await expect(corners).toHaveCount(6);
  await corners.nth(5).focus();
  await page.keyboard.press('ArrowUp');
  await lab.main.getByRole('button', { name: 'Remove one' }).click();
  await expect(corners).toHaveCount(5);
  // other than normal noise has no law: the mean is that of the draws
  await page.getByRole('radio', { name: 'Gumbel' }).check();
  await atRest(page);
  expect(await lab.said()).not.toContain('exactly');
});

test('measured shares agree with the exact ones, for every structure and law', async ({ page }) => {
  for (const hash of [
    '?structure=simplex&noise=gumbel',
    '?structure=simplex&noise=logistic',
    '?structure=switches&noise=logistic',
    '?structure=subset&noise=gumbel',
    '?structure=ranking&noise=gumbel',
    '?structure=polygon',
  ]) {
    const lab = await openPerturbed(page, hash);
    const said = await lab.said();
    const pairs = [...said.matchAll(/in ([\d.]+)% \(exactly ([\d.]+)%\)/g)];
    expect(pairs.length, hash).toBeGreaterThan(1);
    // 256 draws: four standard errors
    for (const [, drawnShare, exact] of pairs) {
      expect(Math.abs(Number(drawnShare) - Number(exact)), hash).toBeLessThan(12.5);
    }
  }
});

test('Fenchel-Young leads back from where the blackbox loss is flat', async ({ page }) => {
  const lab = await openPerturbed(page);
  await page.getByRole('button', { name: 'On the mesa' }).click();
  const loss = lab.figure('loss');
  await loss.scrollIntoViewIfNeeded();
  const sentence = loss.locator('.figure-sentence');
  await expect(sentence).toContainText('60 steps end in');
  await loss.getByLabel('Loss', { exact: true }).selectOption({ label: 'Blackbox' });
  await expect(sentence).toContainText(/flat|not in ABC/);
  await expect(loss.getByRole('slider', { name: /λ|Reach/ }).first()).toBeVisible();
  await loss.getByLabel('Loss', { exact: true }).selectOption({ label: 'Squared' });
  await expect(loss.getByRole('heading')).toContainText('mesa');
  await loss.getByLabel('Truth').selectOption({ label: 'CBA' });
  await expect.poll(() => page.url()).toContain('truth=5');
});

test('more draws bring every Jacobian nearer to the exact one', async ({ page }) => {
  const lab = await openPerturbed(page);
  const jacobians = lab.figure('jacobians');
  await jacobians.scrollIntoViewIfNeeded();
  const errors = async () => {
    const text = (await jacobians.locator('.figure-plot desc').textContent())!;
    return [...text.matchAll(/off by ([\d.]+)%/g)].map(([, error]) => Number(error));
  };
  await enter(page, /^Samples/, '100');
  await expect(jacobians.locator('.figure-source')).toContainText('100 samples');
  await atRest(page);
  const [few] = await errors();
  await enter(page, /^Samples/, '100000');
  await expect(jacobians.locator('.figure-source')).toContainText('100,000 samples');
  await atRest(page);
  const many = await errors();
  expect(many).toHaveLength(4);
  expect(many[0]).toBeLessThan(few / 5);
  // what sees the maximum alone pays the most
  expect(many[2]).toBeGreaterThan(many[1]);
});

test('the price is read off a pad, by pointer and by keys', async ({ page }) => {
  const lab = await openPerturbed(page);
  const price = lab.figure('price');
  const dot = price.getByRole('slider', { name: 'noise scale sigma and samples' });
  await drag(page, dot, [60, -40]);
  expect(page.url()).toMatch(/sigma=.*samples=/);
  await dot.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowUp');
  await expect(price.locator('.figure-sentence')).toContainText('off by');
  await price.getByLabel('Estimate').selectOption({ label: 'from max' });
  await expect.poll(() => page.url()).toContain('form=maxima');
});

test('a reload shows what was there, and copies are kept with a receipt', async ({ page }) => {
  const lab = await openPerturbed(page, '?structure=subset&noise=gumbel&sigma=0.4&seed=9&draw=7');
  const before = await lab.said();
  await reload(page);
  expect(await lab.said()).toBe(before);
  const svg = readFileSync(await save(page, lab.main, 'Save as SVG'), 'utf8');
  expect(svg).toContain('Each draw picks a corner');
  const csv = readFileSync(await save(page, lab.main, 'Save data as CSV'), 'utf8');
  expect(csv).toContain('structure,across,up,share of the draws,exact share');
  expect(csv.split('\n').filter((line) => /^[ABCD]{2},/.test(line))).toHaveLength(6);
});

test('every figure is presented, readable from the last row', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const readable = 0.033 * 720 - 0.5;
  for (const id of ['polytope', 'loss', 'jacobians', 'price']) {
    const lab = await openPerturbed(page, `?present=${id}`);
    await expect(lab.figure(id).locator('.figure-plot svg')).toBeVisible();
    expect(await smallestText(page), id).toBeGreaterThanOrEqual(readable);
    const plot = (await lab.figure(id).locator('.figure-plot').boundingBox())!;
    expect(plot.height, id).toBeGreaterThan(350);
  }
  await openPerturbed(page, '?present=polytope');
  await expectAccessible(page, 'presentation');
  await page.keyboard.press('PageDown');
  await drawn(page, 'perturbed/loss');
});

test('it is accessible in every window, light and dark', async ({ page }) => {
  const lab = await openPerturbed(page, '?structure=polygon');
  await expect(lab.figure('price').locator('.figure-plot svg')).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('on a phone both sides are seen, one above the other', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const lab = await openPerturbed(page);
  const plot = (await lab.main.locator('.figure-plot').boundingBox())!;
  expect(plot.x + plot.width).toBeLessThanOrEqual(390);
  const titles = lab.main.locator('.label-axis');
  const [scores, predictions] = await Promise.all(
    ['scores with noise', 'predictions'].map((text) =>
      titles.filter({ hasText: text }).boundingBox(),
    ),
  );
  expect(predictions!.y).toBeGreaterThan(scores!.y + 100);
  await drag(page, lab.scores, [-60, 20]);
});
