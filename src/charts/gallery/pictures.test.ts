import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CASES } from './cases';
import { fileOf, pictureOf } from './pictures';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const sheets = { charts: read('../charts.css'), tokens: read('../../styles/tokens.css') };

/** What was there before these tests drew anything. */
const kept = readdirSync(new URL('pictures/', import.meta.url)).sort();

/* A browser shows them. After a change that is meant: npm run test:unit -- src/charts/gallery -u */
it.each(CASES.map((shown) => [fileOf(shown), shown] as const))(
  'draws pictures/%s as it was',
  async (file, shown) => {
    await expect(pictureOf(shown, sheets)).toMatchFileSnapshot(`pictures/${file}`);
  },
);

// a picture that is missing has been drawn by the tests above: whoever adds a case looks at it
it('has a picture of every case in the repository, and no other', () => {
  expect(kept).toEqual(CASES.map(fileOf).sort());
});
