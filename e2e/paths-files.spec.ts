import { readFileSync } from 'node:fs';
import { atRest, reload } from './helpers/page';
import { openPaths } from './helpers/paths';
import { expect, test } from './helpers/test';

test('Figure 6 is shown as recorded; a run of its own is told, stopped, kept and gone on with', async ({
  page,
}) => {
  const lab = await openPaths(page);
  const figure = lab.figure('figure-6');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator('.interval')).toHaveCount(9);
  await expect(figure).toContainText(
    'Fenchel-Young above blackbox (Figure 6, left and right): here',
  );
  for (const name of ['Perturbed Fenchel-Young', 'Blackbox interpolation']) {
    await figure.getByRole('switch', { name, exact: true }).setChecked(false, { force: true });
  }
  await figure.getByRole('combobox', { name: 'Training' }).selectOption({ index: 0 });
  const repetitions = figure.getByRole('textbox', { name: 'Repetitions' });
  await repetitions.fill('3');
  await repetitions.press('Enter');
  await figure.getByRole('button', { name: 'Run the repetitions' }).click();
  const progress = figure.getByRole('progressbar', { name: 'Repetitions' });
  // a job tells how far it is before it is done
  const share = async () => Number(await progress.getAttribute('value'));
  await expect.poll(share).toBeGreaterThan(0);
  expect(await share()).toBeLessThan(3);
  await expect(figure).toContainText(/[12] of 3/);
  await figure.getByRole('button', { name: 'Stop' }).click();
  await expect(figure).toContainText('stopped, results are kept');
  const row = () => figure.locator('desc').textContent();
  expect(await row()).toContain('490 maps, 10 epochs, Squared error');
  await reload(page);
  await expect.poll(row).toContain('490 maps, 10 epochs, Squared error');

  for (const name of ['Perturbed Fenchel-Young', 'Blackbox interpolation']) {
    await figure.getByRole('switch', { name, exact: true }).setChecked(false, { force: true });
  }
  await figure.getByRole('combobox', { name: 'Training' }).selectOption({ index: 0 });
  await repetitions.fill('3');
  await repetitions.press('Enter');
  await figure.getByRole('button', { name: 'Run the repetitions' }).click();
  // only what is missing is run
  await expect(figure).toContainText(/([12]) of \1,|([12]) of \2$/);
  await atRest(page);
  const saving = page.waitForEvent('download');
  await figure.getByRole('button', { name: 'Save as JSON' }).click();
  const saved = JSON.parse(readFileSync(await (await saving).path(), 'utf8')) as {
    readonly kind: string;
    readonly results: readonly { readonly seed: number }[];
  };
  expect(saved.kind).toBe('paths-table');
  expect(saved.results.map(({ seed }) => seed).sort()).toEqual([1, 2, 3]);

  const curves = lab.figure('figure-6-curves');
  await curves.scrollIntoViewIfNeeded();
  await expect(curves.locator('.run-line')).toHaveCount(7);
  await curves.getByRole('combobox', { name: 'Training' }).selectOption('490 maps, 10 epochs');
  await expect(curves.locator('.run-line')).toHaveCount(1);
  await expect(lab.figure('gates')).toContainText('3 of 4 gates are met');
  await figure.getByRole('button', { name: 'Forget all results' }).click();
  await expect(figure.locator('.interval')).toHaveCount(9);
});
