import { describe, expect, it } from 'vitest';
import { someSets, versusCase } from '../gallery/versus';
import { boxesOverlap, labelBox } from '../shared/labels';
import { valueAt } from '../shared/scale';
import { SIZES } from '../shared/testing';
import { verdictOf } from './data';
import { describeVersus } from './describe';
import { versusLayout } from './layout';

const data = versusCase(someSets);

describe('sets under two methods', () => {
  it.each([
    ['ahead', 'above', 'above'],
    ['level both ways', 'level', 'level'],
    ['level as a difference', 'below', 'level'],
    ['behind', 'below', 'below'],
    ['below 0', 'above', 'above'],
  ])('%s: %s as a ratio, %s as a difference', (id, ratio, difference) => {
    const point = someSets.find((each) => each.id === id)!;
    expect(verdictOf(data, point, 'ratio')).toBe(ratio);
    expect(verdictOf(data, point, 'difference')).toBe(difference);
  });

  it.each(SIZES)('have equal values on the diagonal: $width by $height', (size) => {
    const { diagonal, difference, dots, x, y, names } = versusLayout(data, size);
    for (const [a, b] of [
      [diagonal.x1, diagonal.y1],
      [diagonal.x2, diagonal.y2],
    ]) {
      expect(valueAt(x, a)).toBeCloseTo(valueAt(y, b), 9);
    }
    expect(valueAt(x, difference.x2) - valueAt(y, difference.y2)).toBeCloseTo(0.05, 9);
    for (const { point, at } of dots) {
      expect([valueAt(x, at.x), valueAt(y, at.y)].map((v) => v.toFixed(9))).toEqual(
        [point.x, point.y].map((v) => v.toFixed(9)),
      );
    }
    for (const [i, name] of names.entries()) {
      for (const other of names.slice(0, i)) {
        expect(boxesOverlap(labelBox(name), labelBox(other))).toBe(false);
      }
    }
  });

  it('describe themselves', () => {
    expect(describeVersus(data)).toMatchInlineSnapshot(
      `"ρ of Fenchel-Young against that of Squared error on 5 sets. Fenchel-Young is ahead on 2; behind, but level as a ratio on 1, as a difference on 2. It is furthest behind on behind (0.60 against 0.80), level as a difference (0.06 against 0.10) and level both ways (0.87 against 0.90)."`,
    );
    expect(describeVersus(versusCase([]))).toBe('There are no results yet.');
    expect(describeVersus(versusCase(someSets.slice(0, 1)))).toContain('It is behind on none.');
  });
});
