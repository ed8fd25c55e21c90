import { describe, expect, it } from 'vitest';
import { jacobiansCase, priceCase } from '../gallery/polytope';
import { describeJacobians } from '../jacobians/describe';
import { jacobiansLayout } from '../jacobians/layout';
import { describePrice } from './describe';
import { errorAt, formatError, priceLayout } from './layout';

const PAGE = { width: 900, height: 400 };

describe('the price of a gradient', () => {
  const data = priceCase(0.5, 0.8, 1000);

  it('halves its error with four times as many draws', () => {
    expect(errorAt(data, 0.8, 4000)).toBeCloseTo(errorAt(data, 0.8, 1000) / 2, 12);
    const [sigma, error] = [data.sigmas[20], data.errors[20]];
    expect(errorAt(data, sigma, 1)).toBeCloseTo(error, 9);
  });

  it('says errors as far as they say something', () => {
    expect([0.0123, 0.999, 1.26, 14, 1e9, NaN].map(formatError)).toEqual([
      '1.2%',
      '100%',
      '126%',
      '14 times',
      'more than 1000 times',
      'more than 1000 times',
    ]);
  });

  it('draws finite lines where no number of draws is enough', () => {
    const { lines } = priceLayout({ ...data, errors: data.errors.map(() => Infinity) }, PAGE);
    for (const { d } of lines) expect(d).not.toMatch(/NaN|Infinity/);
  });

  it('describes itself', () => {
    expect(describePrice(data)).toMatchInlineSnapshot(
      `"With sigma 0.800 and 1000 draws the error of the Jacobian is 14% of its size. It is cheapest near sigma 100, where 901 draws bring the error to a tenth. From sigma 8.0 on the mean prediction is all but that of endless noise."`,
    );
    expect(describePrice({ ...data, loud: null })).not.toContain('endless');
  });
});

describe('matrices of signed entries', () => {
  it('have squares whose area is the size, within their cells', () => {
    const data = jacobiansCase(3);
    const { panels } = jacobiansLayout(data, PAGE);
    const [exact] = panels;
    const values = data.panels[0].values!;
    const area = (e: number) => exact.entries[e].square.width ** 2;
    expect(area(1) / area(0)).toBeCloseTo(Math.abs(values[1] / values[0]), 9);
    expect(exact.entries.map(({ sign }) => sign)).toEqual(
      Array.from(values, (value) => (value < 0 ? 'below' : 'above')),
    );
    for (const { entries } of panels) {
      for (const { cell, square } of entries) {
        expect(square.width).toBeLessThanOrEqual(cell.width);
      }
    }
    expect(panels[4].entries).toEqual([]);
  });

  it('say how good they are', () => {
    expect(describeJacobians(jacobiansCase(2))).toMatchInlineSnapshot(
      `"The slopes of the mean prediction in the scores, a matrix of 2 rows and columns. exact: from the law. from y*: off by 19%. y*, symmetric: off by 9%. from max: off by 120%. max, centred: on its way."`,
    );
  });
});
