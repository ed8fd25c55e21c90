import { describe, expect, it } from 'vitest';
import { rankingLinesCase } from '../gallery/rankings';
import { valueAt } from '../shared/scale';
import { SIZES } from '../shared/testing';
import { crossingsOf, placeIn, rankingAt, scoreAt } from './data';
import { describeRankingLines } from './describe';
import { rankingLinesLayout } from './layout';

const PAGE = { width: 900, height: 400 };
const scores = [
  [1, -1],
  [-1, 1],
  [0.5, 0.5],
] as const;
const data = rankingLinesCase({ scores, sigma: 0.3, x: 0.25 });

describe('rankings from lines', () => {
  it('change where lines cross', () => {
    expect(crossingsOf(data)).toEqual([
      { x: -0.5, label: 2 },
      { x: 0, label: 1 },
    ]);
    expect([-0.6, -0.4, 0.1].map((x) => rankingAt(data, x))).toEqual([
      [0, 2, 1],
      [2, 0, 1],
      [2, 1, 0],
    ]);
    expect(scoreAt(data, 0, 0.5)).toBe(-0.5);
    expect(placeIn(data, rankingAt(data, 1))).toBe(3);
    // of equal scores the first label comes first
    expect(rankingAt(data, 0)).toEqual([2, 0, 1]);
  });

  it('have a guide from every crossing to the step under it', () => {
    const { guides, lower, upper } = rankingLinesLayout(data, PAGE);
    expect(guides.map(({ x1 }) => valueAt(upper.x, x1))).toEqual([-0.5, 0]);
    for (const { y1, y2 } of guides) {
      expect(y1).toBeLessThan(upper.frame.bottom);
      expect(y2).toBe(lower.frame.bottom);
    }
  });

  it('stand in a list at the heights of their places, or over the cursor where that has no room', () => {
    const list = rankingLinesLayout(data, PAGE);
    expect(list.marker.label.text).toBe('x = 0.25');
    const names = list.labels.filter(({ x, anchor }) => x === 900 && anchor === 'end').slice(1);
    expect(names.map(({ text, y }) => [text, y])).toEqual(
      ['C', 'B', 'A'].map((name, place) => [name, list.lower.y(place + 1)]),
    );
    const eight = rankingLinesCase({ scores: Array(8).fill([0, 0]), sigma: 1, x: 0 });
    const low = rankingLinesLayout(eight, { width: 320, height: 200 });
    expect(low.marker.label.text).toBe('x = 0.00: A B C D E F G H');
  });

  it.each(SIZES)('share one axis of the feature: $width by $height', (size) => {
    const { upper, lower } = rankingLinesLayout(data, size);
    for (const x of [-1, 0, 1]) expect(upper.x(x)).toBe(lower.x(x));
    expect(upper.frame.bottom).toBeLessThan(lower.frame.top);
    expect(lower.y(1)).toBeLessThan(lower.y(3));
  });

  it('describe themselves', () => {
    expect(describeRankingLines(data)).toMatchInlineSnapshot(
      `"At x = 0.25 the scores rank C, B and A. A is in place 3; under noise it is in place 2.77 on average. Its line crosses those of C at −0.50 and B at 0.00. 18 of 24 examples have it in the place that the scores give it."`,
    );
    const apart = rankingLinesCase({
      scores: [
        [0, 0],
        [1, 1],
      ],
      sigma: 1,
      x: 0,
    });
    expect(describeRankingLines(apart)).toContain('Its line crosses no other.');
  });
});
