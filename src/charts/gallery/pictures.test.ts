import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CASES } from './cases';
import { fileOf, pictureOf } from './pictures';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const sheets = { charts: read('../charts.css'), tokens: read('../../styles/tokens.css') };

/* A browser shows them. After a change that is meant: npm run test:unit -- src/charts/gallery -u */
it.each(CASES.map((shown) => [fileOf(shown), shown] as const))(
  'draws pictures/%s as it was',
  async (file, shown) => {
    await expect(pictureOf(shown, sheets)).toMatchFileSnapshot(`pictures/${file}`);
  },
);

it('keeps no picture of a case that is gone', () => {
  const names = new Set(CASES.map(fileOf));
  const files = readdirSync(new URL('pictures/', import.meta.url));
  expect(files.filter((file) => !names.has(file))).toEqual([]);
});
