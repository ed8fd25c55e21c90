import { readFile } from 'node:fs/promises';
import { expectAccessibleEverywhere } from './helpers/axe';
import { atRest, drawn, reload, save, unfold, visit } from './helpers/page';
import { expect, test } from './helpers/test';

test('the map answers to pins by keyboard, which are in the link and in a row each', async ({
  page,
}) => {
  await visit(page, '#/map');
  const figure = page.locator('#figure-map');
  await expect(figure.locator('desc')).toContainText('error of the gradient is below its length');
  await expect(figure.locator('desc')).toContainText('in 58% of the map');
  // by keyboard alone: read a cell, put B there, make A the point again
  const cells = figure.getByRole('button', { name: /^Cells: read the 66 by 65/ });
  await cells.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('2');
  await expect(page).toHaveURL(/pin=B/);
  await expect(page).toHaveURL(/pins=0\.1,-1,/);
  const rows = page.locator('#figure-pins tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('−1.00');
  const pinA = figure.getByRole('button', { name: /^Pin A: sigma 0\.100, epsilon −1\.00/ });
  await pinA.focus();
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/pin=B/);
  const point = figure.getByRole('slider', { name: /noise scale sigma/ });
  await point.focus();
  await page.keyboard.press('ArrowUp');
  await atRest(page);
  const link = page.url();
  await reload(page);
  await expect(rows).toHaveCount(2);
  expect(page.url()).toBe(link);
  await page.getByRole('button', { name: 'Remove pin B' }).click();
  await expect(rows).toHaveCount(1);
});

test('a click puts the point, and the lab opens at it and leads back', async ({ page }) => {
  await visit(page, '#/map');
  const figure = page.locator('#figure-map');
  const box = (await figure.locator('.mark-hit').boundingBox())!;
  await page.mouse.click(box.x + 0.4 * box.width, box.y + 0.3 * box.height);
  await expect(page).toHaveURL(/epsilon=\d/);
  const sigma = new URLSearchParams(page.url().split('?')[1]).get('sigma');
  await page.getByRole('link', { name: 'Open in the lab' }).first().click();
  await drawn(page, 'argmax');
  await atRest(page);
  await expect(page).toHaveURL(new RegExp(`#/argmax\\?.*sigma=${sigma}`));
  const inLab = page.locator('#figure-map');
  await inLab.scrollIntoViewIfNeeded();
  await inLab.getByRole('link', { name: 'Open as a page' }).click();
  await drawn(page, 'map');
  await atRest(page);
  await expect(page).toHaveURL(new RegExp(`#/map\\?.*sigma=${sigma}`));
});

test('the lab has the pins of the page, as ghosts in its figures, and leads back with them', async ({
  page,
}) => {
  await visit(page, '#/map?scores=1,0.9,-1&loss=1,0,1&sigma=0.1&pins=0.1,-1,0.6,-0.3');
  await page.getByRole('link', { name: 'Open in the lab' }).first().click();
  await drawn(page, 'argmax');
  await atRest(page);
  await expect(page).toHaveURL(/pins=0\.1,-1,0\.6,-0\.3/);
  for (const id of ['plane', 'secant', 'bias-variance']) {
    const figure = page.locator(`#figure-${id}`);
    await figure.scrollIntoViewIfNeeded();
    await expect(figure.locator('desc')).toContainText('At pin B, sigma 0.600 and epsilon −0.300');
    await expect(figure.getByText('pin B', { exact: true })).toBeVisible();
  }
  const map = page.locator('#figure-map');
  await map.scrollIntoViewIfNeeded();
  // by keyboard: C at the cell that is read, then away again
  await map.getByRole('button', { name: /^Cells: read the/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('3');
  await expect(page).toHaveURL(/pin=C/);
  await map.getByRole('button', { name: 'Remove pin C' }).click();
  await expect(page).not.toHaveURL(/pin=C/);
  await map.getByRole('link', { name: 'Open as a page' }).click();
  await drawn(page, 'map');
  await expect(page.locator('#figure-pins tbody tr')).toHaveCount(2);
});

test('a part of the map is looked at closer: by mouse, by keyboard, by button, and back', async ({
  page,
}) => {
  await visit(page, '#/map');
  const figure = page.locator('#figure-map');
  const whole = figure.getByRole('button', { name: 'Whole map' });
  await expect(whole).toBeDisabled();
  const box = (await figure.locator('.cells-frame').nth(1).boundingBox())!;
  await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.2 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.8 * box.width, box.y + 0.7 * box.height, { steps: 5 });
  await expect(figure.locator('.map-area')).toBeVisible();
  await page.mouse.up();
  await expect(page).toHaveURL(/sigmas=1(\.\d+)?,/);
  // the point was elsewhere: B is in the middle now
  await expect(page).toHaveURL(/pin=B/);
  await expect(figure.locator('desc')).toContainText('A map of the noise scale from 1 to');
  await whole.click();
  await expect(page).not.toHaveURL(/sigmas=/);
  const cells = figure.getByRole('button', { name: /^Cells: read the/ });
  await cells.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('r');
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight');
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sigmas=/);
  await whole.click();
  await figure.getByRole('button', { name: 'Look closer' }).click();
  await expect(page).toHaveURL(/epsilons=/);
});

test('two maps and their difference: by closed forms, and by draws with their errors', async ({
  page,
}) => {
  await visit(page, '#/map?sigma=0.3&draws=4096');
  await page
    .locator('#figure-difference')
    .getByRole('button', { name: /^Compare/ })
    .click();
  await atRest(page);
  await expect(page).toHaveURL(/beside=law/);
  const figure = page.locator('#figure-map');
  await expect(figure.locator('desc')).toHaveCount(2);
  await expect(figure.locator('desc').nth(1)).toContainText('measured on 4096 draws');
  await expect(figure.locator('.figure-source')).toContainText('4,096 samples');
  const difference = page.locator('#figure-difference');
  await expect(difference.locator('desc')).toContainText('Normal noise beside Gumbel noise');
  await expect(difference).toContainText('not told apart by the draws');
  await page.getByRole('combobox', { name: 'Beside it' }).selectOption('classes');
  await atRest(page);
  await expect(difference.locator('desc')).toContainText('8 classes beside 3 classes');
  await expect(page.locator('#figure-pins desc')).toContainText('8 classes: ');
  await visit(page, '#/map?present=difference&beside=batch');
  await expect(page.locator('.presentation desc')).toContainText('M = 1 beside M = 100');
});

test('what is saved is read back: the table, the picture, and the map itself', async ({ page }) => {
  await visit(page, '#/map?noise=normal&draws=4096&sigma=0.4&seed=9');
  await expect(page.locator('#figure-map .figure-source')).toContainText('4,096 samples');
  await unfold(page, 'Take the map home');
  const saving = async (name: string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    return readFile(await (await download).path(), 'utf8');
  };
  const csv = await saving('All cells as CSV');
  const lines = csv
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  expect(lines[0]).toBe('map,lab,sigma,epsilon,quantity,mean,se,n,seed,version,hash');
  expect(lines).toHaveLength(1 + 66 * 65 * 7);
  const measured = lines.find((line) =>
    /^first,argmax,10[\d.]*,[\d.]+,error,[\d.e+-]+,[\d.e+-]+,4096,9,/.test(line),
  );
  expect(measured).toBeDefined();
  const json = await saving('Map as JSON');
  await expect(page.getByRole('region', { name: 'Lines for pandas' })).toContainText('read_csv');
  const svg = await readFile(await save(page, page.locator('#figure-map'), 'Save as SVG'), 'utf8');
  expect(svg).toContain('σ 0.4');
  expect(svg).toContain('4,096 samples');
  // elsewhere, and back by the file alone: nothing is drawn anew
  await visit(page, '#/map?sigma=3');
  await unfold(page, 'Take the map home');
  const input = page.locator('input[type=file]').first();
  await input.setInputFiles({
    name: 'map.json',
    mimeType: 'application/json',
    buffer: Buffer.from(json),
  });
  await expect(page).toHaveURL(/noise=normal/);
  await expect(page).toHaveURL(/sigma=0\.4/);
  await expect(page.locator('#figure-map .figure-source')).toContainText('recorded with version');
  expect((await saving('All cells as CSV')).includes(measured!)).toBe(true);
  await input.setInputFiles({
    name: 'other.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{}'),
  });
  await expect(page.locator('.notices')).toContainText('it is no map of this page');
});

test('the page is open to everyone, in every window', async ({ page }) => {
  await visit(page, '#/map?beside=batch&pins=0.1,-1,1,1&sigma=0.1');
  await expectAccessibleEverywhere(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await atRest(page);
  const maps = page.locator('#figure-map svg[role=group]');
  await expect(maps).toHaveCount(2);
  const boxes = await maps.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  expect(boxes[1]).toBeGreaterThan(boxes[0] + 200);
});

test('trainings from every cell: what they come to is told, drawn, saved, and on the phone too', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await visit(page, '#/map?scores=1,0.9,-1&loss=1,0,1&map=trained&sigma=0.3&batch=4');
  const figure = page.locator('#figure-map');
  await expect(figure.locator('desc')).toContainText(/50 steps lower the loss in \d/);
  await expect(figure.locator('desc')).toContainText('by 4 draws a step');
  await expect(figure).toContainText('ends with more loss');
  await page.setViewportSize({ width: 1280, height: 900 });
  await unfold(page, 'Take the map home');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'All cells as CSV' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv.match(/^first,argmax,[^,]+,[^,]+,trained_loss,[\d.e-]+,,4,/gm)).toHaveLength(66 * 65);
  await visit(page, '#/argmax?map=trained&batch=4&present=map');
  const presented = page.locator('.presentation');
  await expect(presented.locator('desc')).toContainText(/50 steps lower the loss in \d/);
});

test('a part of the map is presented with its own ends', async ({ page }) => {
  await visit(page, '#/map?sigmas=0.03,0.7&epsilons=0.02,2.5&sigma=0.1&present=map');
  const shown = page.locator('.presentation');
  await expect(shown.locator('desc')).toContainText('in size from 0.02 to 2.5');
  await expect(shown).toContainText('sizes of ε below 0.02 are not shown');
  await expect(shown.getByRole('button', { name: 'Whole map' })).toBeEnabled();
});
