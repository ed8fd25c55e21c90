import { expect, it } from 'vitest';
import { createRng } from '../../../core/rng/rng';
import { memoryTitle, otherVotersTitle } from './measurements';

const rng = createRng(3, 'titles');

it('read the last test, of 200 random courses', () => {
  for (let i = 0; i < 200; i++) {
    const count = rng.word(i, 0) % 5;
    const column = (c: number) =>
      Array.from({ length: count }, (_, k) => (rng.word(i, 10 * c + k) % 501) / 500);
    const [test, train, test1, test3, test5, test9] = [1, 2, 3, 4, 5, 6].map(column);
    const step = Array.from({ length: count }, (_, k) => 20 * k);
    const images = step.map(() => 500);
    const tests = { step, test, train, test1, test3, test5, test9, images };
    const percents = (title: string) => (title.match(/[\d.]+(?=%)/g) ?? []).map(Number);
    const voters = percents(otherVotersTitle({ tests }));
    const memory = percents(memoryTitle({ tests }));
    if (count === 0) {
      expect([...voters, ...memory]).toEqual([]);
      continue;
    }
    // to two digits, counted in images
    const wrong = (shares: readonly number[]) => (500 - Math.round(500 * shares[count - 1])) / 5;
    const said = [...voters, ...memory];
    [test9, test1, test, train].forEach((shares, k) => {
      expect(Math.abs(said[k] - wrong(shares))).toBeLessThanOrEqual(
        0.06 * Math.max(1, wrong(shares)),
      );
    });
  }
});
