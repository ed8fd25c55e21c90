import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drop } from './helpers/files';
import { expectAccessible } from './helpers/axe';
import { atRest, drag, reload, unfold } from './helpers/page';
import { openRankings } from './helpers/rankings';
import { expect, test } from './helpers/test';

/** Rankings of the reader's own: tables that are dropped, chosen or pasted, and the sets of the paper. */

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Voters who rank three parties by their age; the income says nothing. */
function votes(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const age = 20 + ((37 * i) % 60);
    const order =
      age < 35 ? 'green>centre>blue' : age < 55 ? 'centre>green>blue' : 'blue>centre>green';
    return `${age};${1000 + ((211 * i) % 997)};${order}`;
  });
  return ['age;income;ranking', ...lines].join('\n');
}

test('a table is dropped, learned along a feature, kept over a reload, and removed', async ({
  page,
}) => {
  const lab = await openRankings(page);
  await drop(page, [{ name: 'votes.csv', bytes: bytesOf(votes(60)) }]);
  const told =
    'votes.csv: 60 rows, half of them to learn from; 2 features; labels blue, centre, green.';
  await expect(page.getByRole('status').filter({ hasText: told })).toBeVisible();
  await atRest(page);
  expect(page.url()).toContain('data=own');
  expect(await lab.rho()).toBeGreaterThan(0.7);
  await lab.main.getByLabel('Axis').selectOption({ label: 'age' });
  await lab.main.getByLabel('Watch').selectOption({ label: 'blue' });
  const cursor = lab.main.getByRole('slider', { name: 'age' });
  const order = async () => (await cursor.getAttribute('aria-valuetext'))!.split(': ')[1];
  await cursor.focus();
  await page.keyboard.press('Home');
  await expect.poll(order).toMatch(/blue$/);
  await page.keyboard.press('End');
  await expect.poll(order).toMatch(/^blue/);
  // the ribbons follow the cursor
  const ribbon = lab.main.locator('.ribbon-watched');
  const before = (await ribbon.getAttribute('d'))!;
  await drag(page, cursor, [-400, 0]);
  await expect(ribbon).not.toHaveAttribute('d', before);
  const said = await lab.said();
  expect(said).toMatch(/At age = \d\d\.\d the scores rank/);
  await reload(page);
  expect(await lab.said()).toBe(said);
  await page.getByRole('button', { name: 'Remove votes.csv' }).click();
  await atRest(page);
  expect(page.url()).not.toContain('data=');
  await expect(lab.cursor).toBeVisible();
  await reload(page);
  await expect(page.getByLabel('Data', { exact: true }).locator('option')).toHaveText([
    'Generated',
  ]);
});

test('what is wrong with a table is named by file, row and column, and nothing is lost', async ({
  page,
}) => {
  const lab = await openRankings(page);
  const said = await lab.said();
  for (const [text, why] of [
    ['', 'r.csv is empty'],
    ['age,ranking\n20,a>b\n30', 'r.csv, row 3: there are 1 cells; row 1 has 2.'],
    ['age,ranking\n"20,5",a>b', 'r.csv, row 2, column "age": "20,5" has a decimal comma'],
    ['age,ranking\n20,a>b\n30,a', 'r.csv, row 3, column "ranking": the label "b" is missing.'],
    ['age,ranking\n20,a>b>a', 'r.csv, row 2, column "ranking": the label "a" stands there twice.'],
    ['age,ranking\n20,a>b=c', 'r.csv, row 2, column "ranking": "b=c" is a tie'],
    ['age,place:a,place:b\n20,1,', 'r.csv, row 2, column "place:b": the cell is empty'],
    ['age,place:a,place:b\n20,1,1', 'r.csv, row 2, column "place:b": place 1 is taken twice'],
    ['1,2,3\n4,5,6', 'r.csv, row 1: there is no header'],
    ['age,ranking\n20,a>b', 'r.csv has 1 rows; 4 are needed'],
  ] as const) {
    await drop(page, [{ name: 'r.csv', bytes: bytesOf(text) }]);
    await expect(page.getByRole('alert').filter({ hasText: why })).toBeVisible();
  }
  await atRest(page);
  expect(await lab.said()).toBe(said);
  expect(page.url()).not.toContain('data=');
});

test('a table is pasted, without a header, and the page stays accessible', async ({ page }) => {
  const lab = await openRankings(page);
  await unfold(page, 'Paste a table');
  const [, ...rows] = votes(40).split('\n');
  await page.getByLabel('Table of rankings').fill(rows.join('\n'));
  await page.getByRole('button', { name: 'Read the table' }).click();
  await expect(page.getByText(/pasted\.csv: 40 rows/)).toBeVisible();
  await atRest(page);
  await expect(lab.main.getByLabel('Axis').locator('option')).toHaveText([
    ...['principal direction', 'A1', 'A2'],
  ]);
  await expectAccessible(page, 'a table of one’s own');
});

const folder = fileURLToPath(new URL('../../shared/data/label-ranking/', import.meta.url));

test('sets of the paper are known by their files, and a link to one that is not here says so', async ({
  page,
}) => {
  test.skip(!existsSync(folder), `there is no ${folder}: this journey needs files of the sets`);
  const lab = await openRankings(page, '?data=wine');
  await expect(lab.main).toContainText('wine is not in this browser: open wine.txt.');
  const files = ['iris', 'wine'].map((id) => ({
    name: `${id}.txt`,
    bytes: new Uint8Array(readFileSync(`${folder}${id}.txt`)),
  }));
  await drop(page, [...files, { name: 'glass.txt', bytes: bytesOf(votes(20)) }]);
  await expect(page.getByRole('alert')).toContainText('glass.txt is');
  await expect(
    page.getByText(/wine\.txt: 178 rows, .* 13 features; labels a, b, c\./),
  ).toBeVisible();
  await atRest(page);
  expect(await lab.rho()).toBeGreaterThan(0.85);
  await page.getByLabel('Data', { exact: true }).selectOption({ label: 'iris.txt' });
  await expect(page.getByText(/iris\.txt: 150 rows/)).toBeVisible();
  await atRest(page);
  await expect(lab.main).toContainText('on 75 of 150 rows held out');
});

test('Figure 3: a set shows its folds, and a table of one’s own is run beside the sets', async ({
  page,
}) => {
  const lab = await openRankings(page);
  const sets = lab.figure('sets');
  await sets.scrollIntoViewIfNeeded();
  await expect(sets.getByRole('heading')).toContainText(/or better on \d+ of 21 sets|all 21 sets/);
  await expect(sets.locator('.figure-sentence')).toContainText('Printed: 76%');
  await sets.getByLabel('Against', { exact: true }).selectOption({ index: 0 });
  await expect(sets.locator('.figure-sentence')).toContainText('Printed: 90%');
  await expect(sets.locator('.versus-part')).toHaveCount(0);
  await sets.locator('.hits [tabindex="0"]').focus();
  await page.keyboard.press('Enter');
  await expect(sets.locator('.versus-part').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sets).toContainText('open a table of rankings');
  await drop(page, [{ name: 'votes.csv', bytes: bytesOf(votes(60)) }]);
  await expect(sets.getByRole('switch', { name: 'votes.csv' })).toBeChecked();
  await sets.getByRole('textbox', { name: 'Repetitions' }).fill('1');
  await page.keyboard.press('Enter');
  await sets.getByRole('button', { name: 'Run the repetitions' }).click();
  await expect(sets.getByText('3 of 3')).toBeVisible();
  await expect(sets.getByRole('heading')).toContainText('22 sets');
  await expect(sets.locator('.figure-plot svg')).toContainText('votes.csv');
  await reload(page);
  await sets.scrollIntoViewIfNeeded();
  await expect(sets.getByRole('heading')).toContainText('22 sets');
});

test('Figure 4: curves grow as they are run, can be stopped, and are kept', async ({ page }) => {
  const lab = await openRankings(page);
  const noisy = lab.figure('noisy');
  await noisy.scrollIntoViewIfNeeded();
  await expect(noisy.locator('.figure-sentence')).toContainText('Pale, recorded: 20 labels');
  const lines = noisy.locator('.run-line');
  await expect(lines).toHaveCount(3);
  const chosen = noisy.getByRole('switch', { checked: true });
  while ((await chosen.count()) > 1) await chosen.first().click();
  // more than are done before a hand stops them
  const repetitions = noisy.getByRole('textbox', { name: 'Repetitions' });
  await repetitions.fill('100');
  await repetitions.press('Enter');
  await noisy.getByRole('button', { name: 'Run the repetitions' }).click();
  await expect(lines).toHaveCount(4);
  await noisy.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(noisy.getByText(/\d of 900, stopped, results are kept/)).toBeVisible();
  await expect(noisy.locator('.figure-sentence')).toContainText('Here: 20 labels, 10 features');
  await noisy.getByRole('radio', { name: 'ρ' }).check();
  await expect(noisy.getByRole('heading')).toContainText('ρ =');
  await reload(page);
  await noisy.scrollIntoViewIfNeeded();
  await expect(lines).toHaveCount(4);
});

test('both figures are presented, and read on a phone', async ({ page }) => {
  for (const id of ['sets', 'noisy']) {
    const lab = await openRankings(page, `?present=${id}`);
    await expect(lab.figure(id).locator('.figure-plot svg')).toBeVisible();
    await expectAccessible(page, `${id} presented`);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  const lab = await openRankings(page);
  for (const id of ['sets', 'noisy']) {
    await lab.figure(id).scrollIntoViewIfNeeded();
    await expect(lab.figure(id).locator('.figure-plot svg')).toBeVisible();
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
  await expectAccessible(page, 'phone');
});
