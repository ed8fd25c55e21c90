import { describe, expect, it } from 'vitest';
import { differenceShares, mapDifference } from '../../core/maps/difference';
import { describeMapCuts } from '../map-cuts/describe';
import { mapCutsLayout } from '../map-cuts/layout';
import { differenceCase, mapCase, trainedCase } from '../gallery/maps';
import { placeInMap } from '../regime-map/view';
import { borderPath } from './border';
import { describeMapDifference, mapDifferenceTitle } from './describe';
import { mapDifferenceLayout } from './layout';

const SIZE = { width: 640, height: 360 };

describe('the difference of two maps as it is drawn', () => {
  const data = differenceCase('error', { scores: [1, 0.2, -1] });
  const layout = mapDifferenceLayout(data, SIZE);

  it('has a pixel of one hue or of the other, as large as the difference', () => {
    const { values } = layout.difference;
    layout.halves.forEach(({ more, less }, half) => {
      more.forEach((value, i) => {
        const row = half * 33 + Math.floor(i / 65);
        const difference = values[placeInMap(data.first.map, row, i % 65)];
        expect(value - less[i]).toBe(difference);
        expect(value * less[i]).toBe(0);
      });
    });
  });

  it('has a border between the signs, and is hatched where draws leave it open only', () => {
    expect(layout.halves.some(({ border }) => border.length > 100)).toBe(true);
    expect(layout.halves.map(({ open }) => open)).toEqual(['', '']);
    const sampled = mapDifferenceLayout(differenceCase('bias', { k: 2 }), SIZE);
    expect(sampled.halves.some(({ open }) => open.length > 100)).toBe(true);
    expect(sampled.key.entries).toHaveLength(1);
    expect(layout.key.entries).toHaveLength(0);
  });

  it('draws each edge between unlike neighbours once', () => {
    const values = [
      [1, 1, -1],
      [1, 0, -1],
    ];
    const box = { x: 0, y: 0, width: 30, height: 20 };
    expect(borderPath((row, column) => values[row][column], { rows: 2, columns: 3 }, box)).toBe(
      'M20.0,0.0v10.0',
    );
  });

  it('is told in a title and in sentences', () => {
    const { more, less } = differenceShares(layout.difference);
    expect(more + less).toBeCloseTo(1, 1);
    expect(mapDifferenceTitle(data)).toMatchInlineSnapshot(
      `"the other one: a larger error of the gradient in 93% of the map"`,
    );
    expect(describeMapDifference(data)).toMatchInlineSnapshot(
      `"The error of the gradient of two maps, cell by cell: the other one beside Gumbel noise, as a ratio. the other one has more in 93% of the map and less in 7.2%; in 0% they are the same, or not told apart. In the cell of the point it is 0.601 with Gumbel noise and 251 with the other one."`,
    );
    expect(mapDifferenceTitle(differenceCase('differ'))).toBe(
      'The share of draws that differ is the same in both maps',
    );
  });
});

describe('the cuts of one map and of two', () => {
  const two = {
    grounds: [
      { ...mapCase(), heading: 'one' },
      { ...mapCase({ scores: [1, 0.2, -1] }), heading: 'two' },
    ],
    ...{ sigma: 0.1, epsilon: -1 },
  } as const;

  it('lie over each other, side by side where there is room', () => {
    const wide = mapCutsLayout(two, SIZE);
    expect(wide.beside).toHaveLength(2);
    expect(wide.beside[0]).not.toBe(wide.cuts[0].curve);
    expect(wide.cuts[1].marker.x1).toBeGreaterThan(SIZE.width / 2);
    expect(wide.labels[0].text).toBe('solid: one; dashed: two');
    const narrow = mapCutsLayout(two, { width: 320, height: 300 });
    expect(narrow.cuts[1].marker.x1).toBeLessThan(320);
    expect(narrow.cuts[1].marker.y1).toBeGreaterThan(150);
    const one = mapCutsLayout({ ...two, grounds: [two.grounds[0]] }, SIZE);
    expect(one.beside).toEqual([]);
    expect(one.labels).toEqual([]);
  });

  it('are described by their least values', () => {
    expect(describeMapCuts({ ...two, grounds: [mapCase()] })).toMatchInlineSnapshot(
      `"error / length is 0.601 at the point. Along σ it is least, 0.161, at 0.649; along ε, 0.0784, at −0.316."`,
    );
    expect(describeMapCuts(two)).toMatch(/^one: error .* two: error /);
  });
});

it('compares trainings by their losses in parts of the range, nearly equal ones being the same', () => {
  const { map, training } = trainedCase({ loss: [4, 0, 4] });
  const measured = { map, errors: null, draws: 1000 };
  const losses = training!.losses.map((loss, at) => loss + [0.03, -1, 2][at % 3]);
  const second = { ...measured, training: { ...training!, losses } };
  const { values, open } = mapDifference({ ...measured, training }, second, 'trained');
  expect([...values.slice(0, 3)]).toEqual([0, expect.closeTo(-0.25, 9), expect.closeTo(0.5, 9)]);
  expect(open.every((left) => left === 0)).toBe(true);
  // while one of them is not there
  expect(mapDifference(measured, second, 'trained').values.every(Number.isNaN)).toBe(true);
});
