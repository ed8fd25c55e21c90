import { expectAccessible } from './helpers/axe';
import { clickOnMap, putPins } from './helpers/map';
import { openMatching } from './helpers/matching';
import { atRest } from './helpers/page';
import { expect, test } from './helpers/test';

test('the map of a training drives the lab, and its pins are trained in step', async ({ page }) => {
  const lab = await openMatching(page, '?d=5&stop=0&maxSteps=30');
  const map = lab.figure('map');
  await map.scrollIntoViewIfNeeded();
  await expect(map.locator('.chart-regime-map')).toBeVisible();
  await expect(map.locator('desc')).toContainText('at the weights of step 0');

  // by keys: to another noise scale and another loss weight
  const point = map.getByRole('slider', { name: /noise scale sigma/ });
  await point.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/sigma=/);
  await page.keyboard.press('ArrowUp');
  await expect(page).toHaveURL(/epsilon=/);

  // by a click, to a cell
  await clickOnMap(page, map);

  // pins are runs
  await putPins(page, map);
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
