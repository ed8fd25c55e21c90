import { readFile } from 'node:fs/promises';
import { expect, test } from './helpers/test';
import { openMatching } from './helpers/matching';
import { atRest, reload } from './helpers/page';

test('a sweep of two settings runs, stops, outlives a reload, and takes the lab to a cell', async ({
  page,
}) => {
  const lab = await openMatching(page, '?d=4&maxSteps=20&method=direct-sigma-1');
  const figure = lab.figure('sweep');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator('desc')).toContainText('Nothing is measured yet');
  for (const axis of ['Across', 'Up']) {
    const values = figure.getByRole('textbox', { name: `${axis}: values` });
    await values.fill('3');
    await values.press('Enter');
  }
  await figure.getByRole('button', { name: 'Run the repetitions' }).click();
  await expect(figure).toContainText('9 of 9');
  await atRest(page);
  await expect(figure.locator('.figure-title')).toContainText('Least held-out places wrong');
  // whoever comes back asks for the same map and finds every cell
  await reload(page);
  await figure.scrollIntoViewIfNeeded();
  for (const axis of ['Across', 'Up']) {
    const values = figure.getByRole('textbox', { name: `${axis}: values` });
    await values.fill('3');
    await values.press('Enter');
  }
  await expect(figure.locator('desc')).not.toContainText('Nothing is measured yet');
  const saving = page.waitForEvent('download');
  await figure.getByRole('button', { name: 'Save as JSON' }).click();
  const saved = JSON.parse(await readFile(await (await saving).path(), 'utf8')) as {
    results: { settings: string }[];
  };
  expect(saved.results).toHaveLength(9);
  expect(saved.results[0].settings).toBe('d=4&method=direct-sigma-1&maxSteps=20');
  // by keyboard alone: the upper left cell is the least sigma and the weakest push
  const cells = figure.getByRole('button', { name: /^Cells: read the 3 by 3/ });
  await cells.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sigma=0\.1&/);
  await expect(page).toHaveURL(/epsilon=-1\.2/);
});

test('a sweep that can’t be made is told in a sentence', async ({ page }) => {
  const lab = await openMatching(page);
  const figure = lab.figure('sweep');
  await figure.scrollIntoViewIfNeeded();
  await figure.getByRole('combobox', { name: 'Up' }).selectOption('sigma');
  await expect(figure).toContainText('Both axes are sigma; a map needs two settings.');
  await expect(figure.getByRole('button', { name: 'Run the repetitions' })).toBeDisabled();
  const from = figure.getByRole('textbox', { name: 'Across: from' });
  await from.fill('1000');
  await from.press('Enter');
  await expect(figure).toContainText('The range of sigma is empty: 1000 is not less than 10.');
});
