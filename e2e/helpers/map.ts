import type { Locator, Page } from 'playwright/test';
import { frames } from './page';
import { expect } from './test';

/** Takes the lab to another place of the map of its training, by a click on a cell. */
export async function clickOnMap(page: Page, map: Locator): Promise<void> {
  const chart = map.locator('.chart-regime-map');
  const box = (await chart.boundingBox())!;
  await chart.click({ position: { x: 0.16 * box.width, y: 0.8 * box.height } });
  await expect.poll(() => new URL(page.url()).hash).toMatch(/sigma=0\.(0|1)/);
  await frames(page);
}

/**
 * Puts pin A by its button and pin B by the key of its number: both are runs.
 * @returns the names of the runs
 */
export async function putPins(page: Page, map: Locator): Promise<Locator> {
  await map.getByRole('button', { name: 'Train here too: pin A' }).click();
  await expect(page).toHaveURL(/pins=/);
  await page.keyboard.press('Escape');
  await map.getByRole('button', { name: /^Cells: read/ }).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('2');
  await expect(map.getByRole('button', { name: /^Pin B: sigma/ })).toBeVisible();
  const names = page.getByRole('textbox', { name: 'Name of the run' });
  await expect(names.nth(1)).toHaveValue(/^A \(σ /);
  await expect(names.nth(2)).toHaveValue(/^B \(σ /);
  return names;
}
