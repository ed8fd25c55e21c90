import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright/test';
import { expectAccessible, expectAccessibleEverywhere } from './helpers/axe';
import { atRest, drawn, frames, reload, save, smallestText } from './helpers/page';
import { openPaths } from './helpers/paths';
import { expect, onOnePage as test } from './helpers/test';

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Goes with the hand down from one spot to another, each move drawn; in between the address stays. */
async function drag(page: Page, from: Spot, to: Spot) {
  const before = page.url();
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (const share of [0.25, 0.5, 0.75, 1]) {
    await page.mouse.move(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y));
    await frames(page);
  }
  expect(page.url()).toBe(before);
  await page.mouse.up();
  await expect.poll(() => page.url()).not.toBe(before);
  await atRest(page);
}

const shareOf = async (sentence: Locator) =>
  Number(/([\d.]+)% of the draws/.exec((await sentence.textContent())!)![1]);

test('threads leave the cheapest path as sigma is dragged up', async ({ page }) => {
  const lab = await openPaths(page, '?sigma=0.02');
  expect(await shareOf(lab.sentence)).toBe(100);
  await expect(lab.main.locator('.path-thread')).toHaveCount(64);
  const threads = () =>
    lab.main.locator('.path-thread').evaluateAll((all) => all.map((one) => one.getAttribute('d')));
  const before = await threads();
  const sigma = page.getByRole('slider', { name: /Noise scale/ }).first();
  const box = (await sigma.boundingBox())!;
  const y = box.y + box.height / 2;
  await drag(page, { x: box.x + 0.08 * box.width, y }, { x: box.x + 0.33 * box.width, y });
  expect(page.url()).toContain('sigma=');
  expect(await shareOf(lab.sentence)).toBeLessThan(90);
  // frozen noise: those that are still on the path have not moved
  const after = await threads();
  const stayed = after.filter((d, draw) => d === before[draw]).length;
  expect(stayed).toBeGreaterThan(0);
  expect(stayed).toBeLessThan(64);
  // what was kept from answer to answer is what a page draws that has seen none before
  const draws = page.locator('#figure-map [data-part="draws"]');
  const dragged = await draws.innerHTML();
  await reload(page);
  await expect.poll(() => draws.innerHTML()).toBe(dragged);
});

test('a cell is dragged up until the path goes another way', async ({ page }) => {
  const lab = await openPaths(page, '?sigma=0.1');
  const said = await lab.said();
  const cell = await lab.cell(8, 3);
  await page.mouse.move(cell.x, cell.y);
  await expect(lab.map).toHaveAttribute('aria-valuetext', /^row 8, column 3: /);
  await drag(page, cell, { x: cell.x, y: cell.y - 160 });
  expect(page.url()).toContain('costs=');
  expect(Number(await lab.map.getAttribute('aria-valuenow'))).toBeGreaterThan(8);
  const moved = await lab.said();
  expect(moved).toContain('One cost is changed. It is not the path that is wanted.');
  expect(moved).not.toBe(said);
  await expect(lab.main.locator('.truth-ring').first()).toBeVisible();
  await lab.main.getByRole('button', { name: 'Restore' }).click();
  await atRest(page);
  expect(await lab.said()).toBe(said);
  expect(page.url()).not.toContain('costs=');
});

test('the same by keys: to a cell, dearer, cheaper, painted', async ({ page }) => {
  const lab = await openPaths(page);
  await lab.map.focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  await expect(lab.map).toHaveAttribute('aria-valuetext', /^row 3, column 2: /);
  const cost = Number(await lab.map.getAttribute('aria-valuenow'));
  await page.keyboard.press('+');
  await expect(lab.map).toHaveAttribute('aria-valuenow', String(Number((cost + 0.5).toFixed(2))));
  await expect.poll(() => page.url()).toContain('costs=');
  await page.keyboard.press('-');
  // costs of the map itself need no words in a link
  await expect.poll(() => page.url()).not.toContain('costs=');
  await lab.main.getByLabel('Brush').selectOption({ label: 'Rock 9.2' });
  await lab.map.focus();
  await page.keyboard.press('Enter');
  await expect(lab.map).toHaveAttribute('aria-valuetext', /^row 3, column 2: rock, cost [89]\./);
  await expect.poll(() => page.url()).toContain('costs=');
});

test('land is painted with a brush, and a reload shows what was painted', async ({ page }) => {
  const lab = await openPaths(page, '?size=8&map=2', { size: 8 });
  await lab.main.getByLabel('Brush').selectOption({ label: 'Rock 9.2' });
  await drag(page, await lab.cell(4, 1), await lab.cell(4, 7));
  const said = await lab.said();
  expect(said).toMatch(/The costs of [67] cells are changed\./);
  await lab.main.getByLabel('Brush').selectOption({ label: 'Dirt 0.8' });
  await drag(page, await lab.cell(2, 8), await lab.cell(7, 8));
  const painted = await lab.said();
  expect(painted).not.toBe(said);
  await reload(page);
  expect(await lab.said()).toBe(painted);
  const csv = readFileSync(await save(page, lab.main, 'Save data as CSV'), 'utf8');
  expect(csv).toContain('row,column,terrain,cost,on the cheapest path,share of the draws');
  expect(csv.split('\n').filter((line) => /^4,\d,rock,/.test(line)).length).toBeGreaterThan(5);
  const svg = readFileSync(await save(page, lab.main, 'Save as SVG'), 'utf8');
  expect(svg).toContain('Noise turns one cheapest path');
  // another map has its own costs
  await page.getByRole('button', { name: 'Two ways' }).click();
  await atRest(page);
  expect(await lab.said()).not.toContain('changed');
});

test('land of one terrain is filled and painted, and a network says what it believes of its picture', async ({
  page,
}) => {
  const lab = await openPaths(page);
  const show = lab.main.getByRole('button', { name: 'Show it to a network' });
  await expect(lab.main.getByRole('button', { name: /^Fill with/ })).toHaveCount(0);
  await lab.main.getByLabel('Brush').selectOption({ label: 'Grass 1.2' });
  await lab.main.getByRole('button', { name: 'Fill with grass' }).click();
  await atRest(page);
  expect(await lab.said()).toMatch(/goes over 1[23] of them and costs 1[3-6]\./);
  await lab.main.getByLabel('Brush').selectOption({ label: 'Water 7.7' });
  await drag(page, await lab.cell(9, 3), await lab.cell(3, 9));
  await show.click();
  await expect(lab.main.locator('.land-picture')).toBeAttached();
  await expect(lab.sentence).toContainText('By the costs of the network the path is');
  await expect(page.getByText(/^Your land as a picture/)).toBeVisible();
  await expect(show).toHaveCount(0);
  await atRest(page);
  const said = await lab.said();
  await reload(page);
  await expect(lab.main.locator('.land-picture')).toBeAttached();
  await atRest(page);
  expect(await lab.said()).toBe(said);
});

test('steps move the costs until the path follows', async ({ page }) => {
  const lab = await openPaths(page);
  await page.getByRole('button', { name: 'Nothing known' }).click();
  await atRest(page);
  const gradients = lab.figure('gradients');
  await gradients.scrollIntoViewIfNeeded();
  const sentence = gradients.locator('.figure-sentence');
  await expect(sentence).toContainText('dearer on the map');
  const step = gradients.getByRole('button', { name: 'Fenchel-Young', exact: true });
  for (let i = 0; i < 30 && (await sentence.textContent())!.includes('dearer'); i++) {
    const url = page.url();
    await step.click();
    await expect.poll(() => page.url()).not.toBe(url);
    await atRest(page);
  }
  await expect(sentence).toContainText('is the path of the map');
  // where the path is right, blackbox has nothing to say
  expect(await lab.said('gradients')).toContain('Blackbox: zero: nothing moves.');
  await expect(gradients.getByRole('button', { name: 'Blackbox', exact: true })).toBeDisabled();
  await expect(step).toBeEnabled();
});

test('a draw flips along sigma where the strip says', async ({ page }) => {
  const lab = await openPaths(page, '?moves=forward&sigma=0.05');
  const flips = lab.figure('flips');
  await flips.scrollIntoViewIfNeeded();
  await expect(flips.locator('.winner-line')).toBeVisible();
  const said = await lab.said('flips');
  expect(said).toMatch(/of 128 draws/);
  await flips.getByRole('button', { name: 'Next draw' }).click();
  await expect(flips.locator('.figure-sentence')).toContainText('draw 2');
  await expect.poll(() => page.url()).toContain('draw=1');
  const marker = flips.getByRole('slider', { name: 'noise scale sigma' });
  await marker.focus();
  await page.keyboard.press('End');
  await expect.poll(() => page.url()).toContain('sigma=100');
  await expect(lab.sentence).toContainText('of the draws take the cheapest path');
  const laws = lab.figure('laws');
  await laws.scrollIntoViewIfNeeded();
  await atRest(page);
  expect(await lab.said('laws')).toMatch(/Gibbs, exact: the same at t = /);
});

test('every figure is presented, readable from the last row', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const readable = 0.033 * 720 - 0.5;
  const trained = ['maps', 'machine', 'believed', 'held-out', 'valid'];
  for (const id of ['map', 'gradients', 'flips', 'laws', ...trained]) {
    const lab = await openPaths(page, `?present=${id}`);
    await expect(lab.figure(id).locator('.figure-plot svg').first()).toBeVisible();
    expect(await smallestText(page), id).toBeGreaterThanOrEqual(readable);
    const plot = (await lab.figure(id).locator('.figure-plot').boundingBox())!;
    expect(plot.height, id).toBeGreaterThan(350);
  }
  await openPaths(page, '?present=map');
  await expectAccessible(page, 'presentation');
  await page.keyboard.press('PageDown');
  await drawn(page, 'paths/maps');
});

test('it is accessible in every window, light and dark', async ({ page }) => {
  const lab = await openPaths(page);
  await expect(lab.figure('laws').locator('.figure-plot svg')).toBeVisible();
  await expectAccessibleEverywhere(page);
});

test('on a phone the map takes the width, with the list under it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const lab = await openPaths(page);
  const map = (await lab.map.locator('.handle-hit').boundingBox())!;
  expect(map.width).toBeGreaterThan(220);
  const list = (await lab.main.locator('.path-share').first().boundingBox())!;
  expect(list.y).toBeGreaterThan(map.y + map.height);
  const cell = await lab.cell(8, 3);
  await drag(page, cell, { x: cell.x, y: cell.y - 120 });
  expect(page.url()).toContain('costs=');
});
