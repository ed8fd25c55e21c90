import { readFileSync } from 'node:fs';
import { writeNpy } from '../src/data/testing';
import { expectAccessibleEverywhere } from './helpers/axe';
import { drop, png } from './helpers/files';
import { atRest, reload } from './helpers/page';
import { openPaths } from './helpers/paths';
import { expect, test } from './helpers/test';

test('Figure 6 is shown as recorded; a run of its own is told, stopped, kept and gone on with', async ({
  page,
}) => {
  const lab = await openPaths(page);
  const figure = lab.figure('figure-6');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator('.interval')).toHaveCount(10);
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
  await expect(lab.figure('gates')).toContainText('4 of 4 gates are met');
  await figure.getByRole('button', { name: 'Forget all results' }).click();
  await expect(figure.locator('.interval')).toHaveCount(10);
});

/** Two Warcraft maps as they are released: a dear diagonal on the first one, and costs that are alike. */
function warcraft() {
  const pixels = Uint8Array.from({ length: 2 * 96 * 96 * 3 }, (_, i) => (i * 7) % 251);
  const costs = new Float32Array(288).fill(1.2);
  for (let i = 1; i < 11; i++) costs[13 * i] = 9.2;
  return [
    { name: 'test_maps.npy', bytes: writeNpy('|u1', [2, 96, 96, 3], pixels) },
    { name: 'test_vertex_weights.npy', bytes: writeNpy('<f4', [2, 12, 12], costs) },
  ];
}

test('Warcraft files are looked at, walked through, and are there after a reload', async ({
  page,
}) => {
  const lab = await openPaths(page);
  const [maps, weights] = warcraft();
  await drop(page, [maps]);
  await expect(page.getByText('test_maps.npy: drop test_vertex_weights.npy too.')).toBeVisible();
  await drop(page, [weights]);
  await expect(page.getByText('2 Warcraft maps.')).toBeVisible();
  await atRest(page);
  await expect(page).toHaveURL(/source=warcraft/);
  await expect(lab.main.locator('.land-picture')).toBeAttached();
  const first = await lab.said();
  expect(first).toContain('A picture of 12 by 12 cells');
  // around the dear diagonal: 13 cells at 1.2
  expect(first).toContain('goes over 13 of them and costs 15.60');
  const number = page.getByRole('slider', { name: /^Map\b/ });
  await number.focus();
  await page.keyboard.press('ArrowRight');
  await atRest(page);
  expect(await lab.said()).toContain('goes over 12 of them and costs 14.40');
  // what can be done with a map can be done with this one
  await lab.map.focus();
  await page.keyboard.press('+');
  await expect.poll(() => page.url()).toContain('costs=');
  await lab.main.getByRole('button', { name: 'Restore' }).click();
  await atRest(page);
  await reload(page);
  await expect(page.getByText('2 Warcraft maps.')).toBeVisible();
  await atRest(page);
  expect(await lab.said()).toContain('goes over 12 of them and costs 14.40');
  // the network sees the pictures alone
  await page.getByRole('radio', { name: 'A network' }).check();
  await expect(lab.sentence).toContainText('By the costs of the network the path is');
  await atRest(page);
});

test('wrong files are told by name, and nothing is lost', async ({ page }) => {
  const lab = await openPaths(page);
  const said = await lab.said();
  const [maps] = warcraft();
  await drop(page, [
    { name: 'notes.txt', bytes: Buffer.from('hello') },
    { name: 'train_maps.npy', bytes: maps.bytes },
  ]);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('notes.txt is a text; drop a PNG or JPEG');
  await expect(alert).toContainText('train_maps.npy is of maps to train on; drop test_maps.npy');
  await atRest(page);
  expect(await lab.said()).toBe(said);
  await openPaths(page, '?source=warcraft');
  await expect(
    page.getByText(/^Your Warcraft maps are not here; drop test_maps.npy/),
  ).toBeVisible();
  await expect(lab.main.locator('.land-ground').first()).toBeAttached();
});

test('an own picture has costs that a network believes, and the path of these for its goal', async ({
  page,
}) => {
  const lab = await openPaths(page);
  await drop(page, [{ name: 'mine.png', bytes: png(240, 160, (x, y) => (x + y) % 200) }]);
  await expect(lab.sentence).toContainText('believes these costs of your picture');
  await atRest(page);
  await expect(page).toHaveURL(/source=own/);
  const said = await lab.said();
  expect(said).toContain('A picture of 12 by 12 cells');
  const gradients = lab.figure('gradients');
  await gradients.scrollIntoViewIfNeeded();
  const sentence = gradients.locator('.figure-sentence');
  await expect(sentence).toContainText('that of the first costs of your picture');
  await reload(page);
  await expect(lab.sentence).toContainText('believes these costs of your picture');
  await atRest(page);
  expect(await lab.said()).toBe(said);
  await expectAccessibleEverywhere(page);
});

test('costs of a generated map by the network that came with the page', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const lab = await openPaths(page);
  const isNetwork = (path: string) => path.endsWith('/networks/paths-cells.json');
  expect(asked.some(isNetwork)).toBe(false);
  await page.getByRole('radio', { name: 'A network' }).check();
  await expect(lab.main.locator('.land-picture')).toBeAttached();
  await expect(lab.sentence).toContainText('By the costs of the network the path is a right one.');
  expect(asked.filter(isNetwork)).toHaveLength(1);
  await expect(page).toHaveURL(/costsFrom=network/);
  await page.getByRole('radio', { name: 'The map' }).check();
  await expect(lab.main.locator('.land-picture')).toHaveCount(0);
});
