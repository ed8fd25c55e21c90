import { readFileSync } from 'node:fs';
import { expectAccessible } from './helpers/axe';
import { openKnn } from './helpers/knn';
import { clickOnMap, putPins } from './helpers/map';
import { atRest, reload, save } from './helpers/page';
import { expect, test } from './helpers/test';

test('the map of the neighbours drives the lab, its pins are trained in step, and its cells are read', async ({
  page,
}) => {
  const lab = await openKnn(page, '?maxSteps=10&queries=5&candidates=50');
  const map = lab.figure('map');
  await map.scrollIntoViewIfNeeded();
  await expect(map.locator('.chart-regime-map')).toBeVisible();

  // by keys, and by a click: to another noise scale and another loss weight
  await map.getByRole('slider', { name: /noise scale sigma/ }).focus();
  await page.keyboard.press('ArrowUp');
  await expect(page).toHaveURL(/epsilon=/);
  await clickOnMap(page, map);

  // pins are runs of direct loss, by a button and by the key of their number
  const names = await putPins(page, map);
  await lab.trainToEnd();
  const trained = lab.details.filter({ hasText: 'stopped' });
  await expect(trained).toHaveCount(3);
  for (const text of await trained.allTextContents()) expect(text).toContain('step 10');

  // the map has followed, and says where the training went
  await map.scrollIntoViewIfNeeded();
  await expect(map.locator('desc')).toContainText('at the weights of step 10');
  await expect(map.locator('desc')).toContainText('Pin B is at sigma');
  await atRest(page);

  // every cell as a row, the first of them on the page too
  await map.getByRole('button', { name: /^Options of/ }).click();
  await page.getByRole('menuitem', { name: 'Show data as table' }).click();
  const rows = map.getByRole('table').locator('tbody tr');
  await expect(rows.first()).toContainText(/right|wrong/);
  await page.keyboard.press('Escape');
  const csv = readFileSync(await save(page, map, 'Save data as CSV'), 'utf8');
  expect(csv).toContain('share of neighbours that differ');
  // the point, and 21 noise scales by 11 loss weights on each side
  expect(csv.match(/,(right|wrong),/g)).toHaveLength(1 + 21 * 22);

  // pins are in the link, and go one by one or all at once
  await reload(page);
  await expect(names.nth(2)).toHaveValue(/^B \(σ /);
  await page.getByRole('button', { name: /^Remove A \(σ/ }).click();
  await map.scrollIntoViewIfNeeded();
  await expect(map.getByRole('button', { name: /^Pin A: sigma/ })).toBeVisible();
  await expect(map.getByRole('button', { name: /^Pin B: sigma/ })).toHaveCount(0);
  await map.getByRole('button', { name: 'Remove the pins' }).click();
  await expect(page).not.toHaveURL(/pins=/);
  await atRest(page);
  await expectAccessible(page, 'with its map');
});
