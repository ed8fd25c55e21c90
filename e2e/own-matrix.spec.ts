import { readFile } from 'node:fs/promises';
import { openMatching } from './helpers/matching';
import { atRest, reload, save, visit } from './helpers/page';
import { expect, test } from './helpers/test';

test('a matrix of the reader: pasted, refused, filled up, opened, linked, and looked at from all sides', async ({
  page,
}) => {
  const lab = await openMatching(page, '?d=4&maxSteps=10');
  const figure = lab.figure('own-matrix');
  const title = figure.locator('.figure-title');
  await figure.scrollIntoViewIfNeeded();
  await expect(title).toHaveText('The best matching costs 26.5, the next one 1.1 more');

  // several are best: each can be seen
  await figure.getByRole('combobox', { name: 'Matrix' }).selectOption({ index: 3 });
  await expect(title).toHaveText('3 matchings are best: each costs 25');
  await figure.getByRole('combobox', { name: 'Show' }).selectOption('Matching 3 of 3');

  // what is no square matrix is told, and nothing of before is lost
  const paste = figure.getByRole('textbox', { name: /^Your matrix/ });
  const read = figure.getByRole('button', { name: 'Read the matrix' });
  const status = figure.getByRole('status');
  await paste.fill('who,tea,milk,water\nAda,1,Infinity,3\nBob,2,5,6');
  await read.click();
  await expect(status).toContainText('Row 1, column 2 is “Infinity”');
  await paste.fill('who,tea,milk,water\nAda,1,2,3\nBob,2,5,6');
  await read.click();
  await expect(status).toContainText('The matrix has 2 rows and 3 columns');
  await expect(title).toHaveText('3 matchings are best: each costs 25');
  await figure.getByRole('switch', { name: /^Fill up/ }).click();
  await expect(title).toHaveText('The best matching costs 4, the next one 1 more');
  await expect(status).toContainText('filled up with zeros');

  // scores instead of costs, and it is all in the address
  await figure.getByRole('radio', { name: 'Scores' }).click();
  await expect(title).toHaveText('2 matchings are best: each scores 8');
  await atRest(page);
  expect(page.url()).toContain('matrix=Ada:1,2,3;Bob:2,5,6;none:0,0,0~tea,milk,water');
  await reload(page);
  await figure.scrollIntoViewIfNeeded();
  await expect(title).toHaveText('2 matchings are best: each scores 8');
  await expect(figure.locator('desc')).toContainText('rows (row)');

  // the sigma of the lab is that of the shares
  await visit(page, `${new URL(page.url()).hash}&sigma=5`);
  await figure.scrollIntoViewIfNeeded();
  await expect(figure).toContainText('share, σ 5');

  // a file of a program, and the numbers out again
  await figure.locator('input[type="file"]').setInputFiles({
    name: 'costs.py',
    mimeType: 'text/x-python',
    buffer: Buffer.from(
      'costs = np.array([[4, 1, 3],\n                  [2, 0, 5],\n                  [3, 2, 2]])',
    ),
  });
  await expect(title).toHaveText('The best matching scores 11, the next one 2 less');
  const csv = await readFile(await save(page, figure, 'Save data as CSV'), 'utf8');
  expect(csv).toContain('row,column,score,in the best matching,at stake,share');
});
