import { describe, expect, it } from 'vitest';
import { polytopeCase } from '../gallery/polytope';
import { withinBounds } from '../shared/PointHandle';
import { reachOf } from './data';
import { describePolytope } from './describe';
import { conesOf, looksOf, panelOf, pixelOf, pointAt, wedgeIn } from './geometry';
import { polytopeLayout } from './layout';

const SQUARE = [
  [1, 1],
  [-1, 1],
  [-1, -1],
  [1, -1],
] as const;
const PAGE = { width: 900, height: 400 };
const panel = panelOf({ x: 100, y: 20, width: 200, height: 200 }, 2);

describe('a panel', () => {
  it('has the origin in its middle, y upwards, and goes back from pixels', () => {
    expect(pixelOf(panel, [0, 0])).toEqual({ x: 200, y: 120 });
    expect(pixelOf(panel, [1, 2])).toEqual({ x: 250, y: 20 });
    expect(pointAt(panel, pixelOf(panel, [0.3, -0.7]))).toEqual([
      expect.closeTo(0.3, 12),
      expect.closeTo(-0.7, 12),
    ]);
  });
});

describe('cones', () => {
  it('of a square are the quadrants', () => {
    const cones = conesOf(SQUARE);
    expect(cones).toHaveLength(4);
    for (const { corner, from, to } of cones) {
      const middle = (from + to) / 2;
      expect(to - from).toBeCloseTo(Math.PI / 2, 12);
      expect(Math.cos(middle) * SQUARE[corner][0]).toBeGreaterThan(0);
      expect(Math.sin(middle) * SQUARE[corner][1]).toBeGreaterThan(0);
    }
    const wedge = wedgeIn(
      panel,
      cones.find(({ corner }) => corner === 0)!,
    );
    expect(wedge.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
      [200, 120],
      [300, 120],
      [300, 20],
      [200, 20],
    ]);
  });

  it('are none of points on a line, and none of a point inside', () => {
    expect(
      conesOf([
        [0, 0],
        [1, 1],
      ]),
    ).toEqual([]);
    expect(conesOf([...SQUARE, [0, 0]]).map(({ corner }) => corner)).not.toContain(4);
  });

  it('look unlike their neighbours', () => {
    for (const count of [3, 4, 5, 8]) {
      const places = Array.from({ length: count }, (_, i) => {
        const angle = (2 * Math.PI * i) / count;
        return [Math.cos(angle), Math.sin(angle)] as const;
      });
      const cones = conesOf(places);
      const looks = looksOf(cones, count);
      cones.forEach(({ corner }, c) => {
        expect(looks[corner]).not.toBe(looks[cones[(c + 1) % count].corner]);
      });
    }
  });
});

describe('the layout', () => {
  const data = polytopeCase({ places: SQUARE, scores: [0.7, 0.9], sigma: 0.8 });

  it('puts its sides side by side on a page, one above the other on a phone', () => {
    const wide = polytopeLayout(data, PAGE);
    expect(wide.outcome.box.x).toBeGreaterThan(wide.scores.box.x + wide.scores.box.width);
    const high = polytopeLayout(data, { width: 360, height: 420 });
    expect(high.outcome.box.y).toBeGreaterThan(high.scores.box.y + high.scores.box.height);
  });

  it('shows all scores, and shares by area', () => {
    const { scores, tip, corners } = polytopeLayout(data, PAGE);
    expect(scores.unit * reachOf(3)).toBeCloseTo(scores.box.width / 2, 9);
    expect(tip.x).toBeCloseTo(scores.origin.x + 0.7 * scores.unit, 9);
    const area = (s: number) => corners[s].radius ** 2;
    expect(area(0) / area(1)).toBeCloseTo(data.shares[0] / data.shares[1], 9);
  });

  it('follows a draw to the corner that it picks', () => {
    const { followed, corners } = polytopeLayout(data, PAGE);
    expect(followed!.corner).toEqual(corners[data.draws.winners[3]].at);
    expect(polytopeLayout({ ...data, draw: null }, PAGE).followed).toBeNull();
  });
});

it('describes what is picked, where the mean is and what it does', () => {
  const data = polytopeCase({ places: SQUARE, scores: [0.7, 0.9], sigma: 0.8 });
  expect(describePolytope(data)).toMatchInlineSnapshot(
    `"The scores are at (0.70, 0.90), where A is predicted without noise. With noise of scale 0.800 200 draws pick A in 69.0% (exactly 70.4%), B in 13.5% (exactly 16.6%) and D in 13.5% (exactly 10.5%). The mean prediction is at (0.65, 0.65), exactly at (0.62, 0.74). As the noise grows it goes from A to (0.01, 0.01)."`,
  );
});

it('keeps a dragged point within its bounds, in hundredths', () => {
  expect(withinBounds([0.1234, -7], [-3, 3])).toEqual([0.12, -3]);
});
