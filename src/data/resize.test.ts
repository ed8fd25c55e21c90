import { describe, expect, it } from 'vitest';
import { fit, middleSquare, resize } from './resize';

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

describe('an image that is fitted in', () => {
  /** A black disc in the middle of a white picture. */
  const disc = (width: number, height: number, radius: number) =>
    image(
      Array.from({ length: height }, (_, y) =>
        Array.from({ length: width }, (_, x) => {
          const [dx, dy] = [x + 0.5 - width / 2, y + 0.5 - height / 2];
          return grey(dx * dx + dy * dy < radius * radius ? 0 : 255);
        }),
      ),
    );

  it.each([
    [120, 90],
    [90, 120],
  ])('of %i by %i pixels leaves a disc round', (width, height) => {
    const pixels = fit(disc(width, height, 40), 28, 1);
    const dark = (row: (i: number) => number) =>
      Array.from({ length: 28 }, (_, i) => pixels[row(i)]).filter((value) => value < 128).length;
    const [across, down] = [dark((i) => 28 * 14 + i), dark((i) => 28 * i + 14)];
    // 80 of 120 pixels, as of 28, to the nearest pixel
    expect(Math.abs(across - 80 * (28 / 120))).toBeLessThanOrEqual(1);
    expect(Math.abs(down - 80 * (28 / 120))).toBeLessThanOrEqual(1);
  });

  it('has the colour of its edges beside it', () => {
    const wide = image([[10, 20, 30, 40].map(grey), [50, 60, 70, 80].map(grey)]);
    expect([...fit(wide, 4, 1)]).toEqual([
      ...[45, 45, 45, 45],
      ...[10, 20, 30, 40],
      ...[50, 60, 70, 80],
      ...[45, 45, 45, 45],
    ]);
    const red = image([[[255, 0, 0, 255]], [[255, 0, 0, 255]], [[255, 0, 0, 255]]]);
    expect([...fit(red, 3, 3)]).toEqual(Array(9).fill([255, 0, 0]).flat());
  });

  it('is at least a pixel wide, and as it is where it is square', () => {
    const line = image([Array.from({ length: 300 }, () => grey(9))]);
    expect([...fit(line, 4, 1)]).toEqual(Array(16).fill(9));
    const two = image([
      [grey(1), grey(2)],
      [grey(3), grey(4)],
    ]);
    expect(fit(two, 2, 1)).toEqual(resize(two, 2, 1));
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
