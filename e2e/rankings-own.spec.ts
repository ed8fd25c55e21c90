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
  await expect(page.getByLabel('Data').locator('option')).toHaveText(['Generated']);
});

test('what is wrong with a table is named by file, row and column, and nothing is lost', async ({
  page,
}) => {
  const lab = await openRankings(page);
  const said = await lab.said();
  for (const [text, why] of [
    ['', 'r.csv is empty'],
    ['age,ranking\n20,a>b\n30', 'r.csv, row 3: there are 1 cells; row 1 has 2.'],
    ['age;ranking\n20,5;a>b', 'r.csv, row 2, column "age": "20,5" has a decimal comma'],
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
  await page.getByLabel('Data').selectOption({ label: 'iris.txt' });
  await expect(page.getByText(/iris\.txt: 150 rows/)).toBeVisible();
  await atRest(page);
  await expect(lab.main).toContainText('on 75 of 150 rows held out');
});
