import { describe, expect, it } from 'vitest';
import { rankingLinesCase } from '../gallery/rankings';
import { valueAt } from '../shared/scale';
import { SIZES } from '../shared/testing';
import { crossingsOf, placeIn, rankingAt, scoreAt } from './data';
import { describeRankingLines } from './describe';
import { rankingLinesLayout } from './layout';

const NAMES = Array.from({ length: 16 }, (_, i) => `label ${i + 1}`);
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

  it('have ribbons from the ends of the lines to the places where it is read', () => {
    const { ribbons, names, lines, upper, lower, marker } = rankingLinesLayout(data, PAGE);
    expect(marker.label.text).toBe('x = 0.25');
    const pointsIn = (d: string) => [...d.matchAll(/-?\d+(\.\d+)?/g)].map(([n]) => Number(n));
    const [begins, ends] = [names.slice(0, 3), names.slice(3)];
    expect(lines.map(({ weight }) => weight)).toEqual(['near', 'near', 'watched']);
    ribbons.forEach(({ d, weight }, i) => {
      expect(weight).toBe(lines[i].weight);
      // the watched label is drawn last
      const label = [2, 1, 0][i];
      const name = data.labels[label];
      const [x0, y0, ...rest] = pointsIn(d);
      const [x1, y1] = rest.slice(4, 6);
      const half = begins.find(({ end }) => end.text === name)!.label.y - y0;
      expect(half).toBeGreaterThan(0);
      expect(x0).toBeGreaterThan(upper.frame.right);
      expect(x1).toBeLessThan(PAGE.width);
      // places 0.5 to 3.5 from the top of the scores to the bottom of the places
      const share = (data.places[label] - 0.5) / 3;
      const { top } = upper.frame;
      expect(y1 + half).toBeCloseTo(top + share * (lower.frame.bottom - top), 9);
    });
    const order = [...ends].sort((a, b) => a.label.y - b.label.y);
    expect(order.map(({ end }) => end.text)).toEqual(['C', 'B', 'A']);
  });

  it('fade but for the neighbours of the watched label where there are many', () => {
    const scores = Array.from({ length: 16 }, (_, i) => [16 - i, 16 - i] as const);
    const many = { ...rankingLinesCase({ scores, sigma: 1, x: 0 }), labels: NAMES };
    const { lines, names } = rankingLinesLayout({ ...many, watched: 5 }, PAGE);
    expect(lines.filter(({ weight }) => weight === 'near')).toHaveLength(4);
    expect(lines.filter(({ weight }) => weight === 'far')).toHaveLength(11);
    expect(names.map(({ end }) => end.text)).toContain('label 6');
    const phone = rankingLinesLayout({ ...many, watched: 5 }, { width: 320, height: 260 });
    const told = phone.names.map(({ end }) => end.text);
    expect(told).toContain('label 6');
    expect(told.length).toBeLessThan(32);
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
