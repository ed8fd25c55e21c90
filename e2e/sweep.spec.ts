import { readFile } from 'node:fs/promises';
import { expect, test } from './helpers/test';
import { openMatching } from './helpers/matching';
import { atRest, reload, visit } from './helpers/page';

interface Saved {
  results: { settings: string; x: number; values: object }[];
}

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
  // the axes are in the address: whoever comes back finds every cell
  await expect(page).toHaveURL(/sweep=sigma=0\.1\.\.10:3~epsilon=-100\.\.-1\.2:3~wrong/);
  await reload(page);
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator('desc')).toContainText('It is least');
  const saving = page.waitForEvent('download');
  await figure.getByRole('button', { name: 'Save as JSON' }).click();
  const saved = JSON.parse(await readFile(await (await saving).path(), 'utf8')) as Saved;
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

test('a sweep that is stopped goes on to the cells of one that is not, and its file opens the map again', async ({
  page,
}) => {
  const sweep = 'sweep=sigma=0.1..10:5~d=3,4~steps';
  // cells that take a while: some are left when it is stopped
  const lab = await openMatching(page, `?maxSteps=4000&stop=0&method=direct-sigma-1&${sweep}`);
  const figure = lab.figure('sweep');
  await figure.scrollIntoViewIfNeeded();
  const run = figure.getByRole('button', { name: 'Run the repetitions' });
  const file = async () => {
    const saving = page.waitForEvent('download');
    await figure.getByRole('button', { name: 'Save as JSON' }).click();
    return await (await saving).path();
  };
  const resultsIn = async (path: string) => {
    const { results } = JSON.parse(await readFile(path, 'utf8')) as Saved;
    return results.map((result) => JSON.stringify(result)).sort();
  };
  await run.click();
  await expect(figure.getByText(/^[1-9] of 10/)).toBeVisible();
  await figure.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(figure).toContainText('stopped, results are kept');
  await reload(page);
  await figure.scrollIntoViewIfNeeded();
  await run.click();
  await expect(run).toBeVisible();
  await atRest(page);
  const resumed = await file();
  await figure.getByRole('button', { name: 'Forget all results' }).click();
  await run.click();
  await expect(figure).toContainText('10 of 10');
  await expect(run).toBeVisible();
  expect(await resultsIn(await file())).toEqual(await resultsIn(resumed));
  // in a lab that stands elsewhere the file brings its settings and axes along
  await figure.getByRole('button', { name: 'Forget all results' }).click();
  await visit(page, '#/matching?d=7');
  await figure.scrollIntoViewIfNeeded();
  await figure.locator('input[type=file]').setInputFiles(resumed);
  await expect(figure.locator('desc')).toContainText('for 5 values of noise scale σ and 2 of');
  await expect(figure.locator('desc')).toContainText('It is least');
  await expect(page).toHaveURL(/maxSteps=4000.*sweep=sigma=0\.1\.\.10:5~d=3\.\.4:2~wrong/);
});

test('a rectangle of the map is swept finer, drawn or chosen by keys, and known cells stay', async ({
  page,
}) => {
  await visit(page, '#/argmax?sweep=sigma=0.1..10:5~batch=1..10000:5~error');
  const figure = page.locator('#figure-sweep');
  await figure.scrollIntoViewIfNeeded();
  await figure.getByRole('button', { name: 'Run the repetitions' }).click();
  await expect(figure).toContainText('25 of 25');
  const cells = figure.locator('.mark-hit');
  await cells.scrollIntoViewIfNeeded();
  const box = (await cells.boundingBox())!;
  const at = (column: number, row: number) =>
    [box.x + ((column + 0.5) * box.width) / 5, box.y + ((row + 0.5) * box.height) / 5] as const;
  await page.mouse.move(...at(1, 1));
  await page.mouse.down();
  await page.mouse.move(...at(2, 2));
  await page.mouse.move(...at(3, 3));
  await page.mouse.up();
  await expect(page).toHaveURL(
    /sweep=sigma=0\.316227766017\.\.3\.16227766017:5~batch=10\.\.1000:5~error/,
  );
  // every second cell of both axes is known
  await expect(figure.locator('desc')).toContainText('9 of 25 cells are there.');
  await figure.getByRole('button', { name: 'Back out of this part' }).click();
  await expect(page).toHaveURL(/sweep=sigma=0\.1\.\.10:5~batch=1\.\.10000:5~error/);
  await expect(figure.getByRole('button', { name: 'Back out of this part' })).toHaveCount(0);
  await cells.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(cells).toHaveAccessibleName(
    /^Part: .* 0\.100 to 0\.316, .* 1000 to 10000\. Enter sweeps/,
  );
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sweep=sigma=0\.1\.\.0\.316227766017:5~batch=1000\.\.10000:5~error/);
});

test('the lab of neighbours sweeps, and offers its sweep to other programs', async ({ page }) => {
  await visit(page, '#/knn?cellSteps=10&queries=20&candidates=50&sweep=sigma=0.5,1~k=1,3~loss');
  const figure = page.locator('#figure-sweep');
  await figure.scrollIntoViewIfNeeded();
  await figure.getByRole('button', { name: 'Run the repetitions' }).click();
  await expect(figure).toContainText('4 of 4');
  await expect(figure.locator('.figure-title')).toContainText('Least training loss');
  await figure.getByText('The command line, pandas and R').click();
  await expect(figure.getByRole('region', { name: 'Command' })).toContainText(
    "map --link '#/knn?queries=20&candidates=50&cellSteps=10' --x sigma=0.5,1 --y k=1,3 --reps 1 --seed 1",
  );
  await expect(figure.getByRole('region', { name: 'Lines for pandas' })).toContainText(
    'one.pivot(index="k", columns="sigma", values="mean")',
  );
  const saving = page.waitForEvent('download');
  await figure.getByRole('button', { name: 'All cells as CSV' }).click();
  const lines = (await readFile(await (await saving).path(), 'utf8')).split('\n');
  const table = lines.filter((line) => line !== '' && !line.startsWith('#'));
  expect(table[0]).toBe('lab,sigma,k,quantity,mean,se,n,seed,version,hash,made_on');
  expect(table).toHaveLength(1 + 4 * 5);
  expect(table[1]).toMatch(/^knn,0\.5,1,wrong,[\d.]+,,1,1,[\d.]+,"#\/knn\?queries=20&/);
});

test('a link to a sweep that there can’t be says so', async ({ page }) => {
  await visit(page, '#/argmax?sweep=sigma=0.1..100:1000~epsilon=-10..-1:1000');
  const figure = page.locator('#figure-sweep');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toContainText('1000 by 1000 are 1,000,000 cells; 10,000 at most.');
  await visit(page, '#/argmax?sweep=k=1..3:3~sigma=0.1..10:3');
  await expect(figure).toContainText("k can't be 3 under these settings: it would be 2.");
});
