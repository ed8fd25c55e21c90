import { describe, expect, it } from 'vitest';
import { middleSquare, resize } from './resize';

/** An image from rows of [red, green, blue, opacity]. */
function image(rows: number[][][]) {
  return {
    width: rows[0].length,
    height: rows.length,
    rgba: Uint8ClampedArray.from(rows.flat(2)),
  };
}
const grey = (value: number) => [value, value, value, 255];

describe('resize', () => {
  it('averages over the area of each pixel', () => {
    const four = image([
      [grey(0), grey(100), grey(10), grey(10)],
      [grey(100), grey(200), grey(10), grey(34)],
    ]);
    expect([...resize(four, 1, 1)]).toEqual([(100 + 16) / 2]);
    expect([...resize(four, 2, 1)]).toEqual([50, 10, 150, 22]);
  });

  it('splits a pixel that two pixels cover', () => {
    const three = image([[grey(0), grey(90), grey(240)]]);
    expect([...resize(three, 2, 1)]).toEqual([30, 190, 30, 190]);
  });

  it('leaves an image of the right size as it is, and repeats the pixels of a smaller one', () => {
    const two = image([
      [grey(1), grey(2)],
      [grey(3), grey(4)],
    ]);
    expect([...resize(two, 2, 1)]).toEqual([1, 2, 3, 4]);
    expect([...resize(two, 4, 1)].slice(0, 8)).toEqual([1, 1, 2, 2, 1, 1, 2, 2]);
  });

  it('keeps the mean', () => {
    const values = Array.from({ length: 35 }, (_, i) => (i * 73) % 256);
    const rows = Array.from({ length: 5 }, (_, y) => values.slice(7 * y, 7 * y + 7).map(grey));
    const mean = (list: Iterable<number>) => {
      const all = [...list];
      return all.reduce((a, b) => a + b) / all.length;
    };
    expect(Math.abs(mean(resize(image(rows), 28, 1)) - mean(values))).toBeLessThan(0.5);
  });

  it('keeps colours or weighs them to grey', () => {
    const red = image([[[255, 0, 0, 255]]]);
    expect([...resize(red, 1, 3)]).toEqual([255, 0, 0]);
    expect([...resize(red, 1, 1)]).toEqual([76]);
    expect([...resize(image([[[255, 255, 255, 255]]]), 1, 1)]).toEqual([255]);
  });

  it('puts what is transparent on white', () => {
    const half = image([
      [
        [0, 100, 200, 0],
        [0, 0, 0, 51],
      ],
    ]);
    expect([...resize(half, 2, 3).subarray(0, 6)]).toEqual([255, 255, 255, 204, 204, 204]);
  });
});

describe('the middle square', () => {
  const numbered = (width: number, height: number) =>
    image(
      Array.from({ length: height }, (_, y) =>
        Array.from({ length: width }, (_, x) => grey(10 * y + x)),
      ),
    );
  const greys = ({ rgba }: { rgba: Uint8ClampedArray }) => [...rgba].filter((_, i) => i % 4 === 0);

  it('is cut out of a wide or a high image, neither turned nor stretched', () => {
    const wide = middleSquare(numbered(5, 2));
    expect([wide.width, wide.height, ...greys(wide)]).toEqual([2, 2, 1, 2, 11, 12]);
    const high = middleSquare(numbered(2, 4));
    expect([high.width, high.height, ...greys(high)]).toEqual([2, 2, 10, 11, 20, 21]);
    expect(middleSquare(numbered(3, 3))).toEqual(numbered(3, 3));
  });
});
