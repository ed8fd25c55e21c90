import { expectAccessible } from './helpers/axe';
import { openMatching } from './helpers/matching';
import { atRest, frames } from './helpers/page';
import { expect, test } from './helpers/test';

test('the map of a training drives the lab, and its pins are trained in step', async ({ page }) => {
  const lab = await openMatching(page, '?d=5&stop=0&maxSteps=30');
  const map = lab.figure('map');
  await map.scrollIntoViewIfNeeded();
  const chart = map.locator('.chart-regime-map');
  await expect(chart).toBeVisible();
  await expect(map.locator('desc')).toContainText('at the weights of step 0');

  // by keys: to another noise scale and another loss weight
  const point = map.getByRole('slider', { name: /noise scale sigma/ });
  await point.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/sigma=/);
  await page.keyboard.press('ArrowUp');
  await expect(page).toHaveURL(/epsilon=/);

  // by a click, to a cell
  const box = (await chart.boundingBox())!;
  await chart.click({ position: { x: 0.16 * box.width, y: 0.8 * box.height } });
  await expect.poll(() => new URL(page.url()).hash).toMatch(/sigma=0\.(0|1)/);
  await frames(page);

  // pins are runs
  await map.getByRole('button', { name: 'Train here too: pin A' }).click();
  await expect(page).toHaveURL(/pins=/);
  await page.keyboard.press('Escape');
  const cells = map.getByRole('button', { name: /^Cells: read/ });
  await cells.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('2');
  await expect(map.getByRole('button', { name: /^Pin B: sigma/ })).toBeVisible();
  const names = page.getByRole('textbox', { name: 'Name of the run' });
  await expect(names.nth(1)).toHaveValue(/^A \(σ /);
  await expect(names.nth(2)).toHaveValue(/^B \(σ /);
  await lab.trainToEnd();
  for (const text of (await lab.details.allTextContents()).slice(0, 3)) {
    expect(text).toContain('step 30');
  }
  await map.scrollIntoViewIfNeeded();
  await expect(map.locator('desc')).toContainText('at the weights of step 30');
  await expect(map.locator('desc')).toContainText('The training has gone from');

  // they go one by one, or all at once
  await page.getByRole('button', { name: /^Remove A \(σ/ }).click();
  await expect(map.getByRole('button', { name: /^Pin A: sigma/ })).toBeVisible();
  await expect(map.getByRole('button', { name: /^Pin B: sigma/ })).toHaveCount(0);
  await map.getByRole('button', { name: 'Remove the pins' }).click();
  await expect(page).not.toHaveURL(/pins=/);
  await atRest(page);
  await expectAccessible(page, 'with its map');
});
