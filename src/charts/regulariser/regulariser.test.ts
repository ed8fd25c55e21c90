import { describe, expect, it } from 'vitest';
import { describeRegulariser } from './describe';
import { regulariserLayout, type RegulariserData } from './layout';

const places = [
  [0, 1],
  [-0.9, -0.5],
  [0.9, -0.5],
] as const;

const side = {
  ...{ title: 'σΩ', levels: [], level: [[[0.1, 0.1] as const, [0.2, 0.3] as const]] },
  ...{ prediction: [0.2, 0.3] as const, cost: -0.4, worth: 0.25 },
  path: [[0, 1] as const, [0.2, 0.3] as const, [0, 0] as const],
};

const data: RegulariserData = {
  ...{ labels: ['A', 'B', 'C'], places, scores: [0.6, 0.8], sigma: 1 },
  ...{ sigmaBounds: [0.01, 100], sigmas: [0.01, 1, 100] },
  sides: [
    { ...side, id: 'noise' },
    { ...side, id: 'entropy' },
  ],
};

describe('the levels of regularisers', () => {
  it('stand side by side on a page, one above the other where it is narrow', () => {
    const [a, b] = regulariserLayout(data, { width: 900, height: 380 }).sides;
    expect([b.panel.box.x > a.panel.box.x, b.panel.box.y === a.panel.box.y]).toEqual([true, true]);
    const [c, d] = regulariserLayout(data, { width: 300, height: 700 }).sides;
    expect([d.panel.box.x === c.panel.box.x, d.panel.box.y > c.panel.box.y]).toEqual([true, true]);
  });

  it('have the scores as an arrow at the prediction, in their direction', () => {
    const [{ at, arrow, panel }] = regulariserLayout(data, { width: 900, height: 380 }).sides;
    expect(at.x - panel.origin.x).toBeCloseTo(0.2 * panel.unit, 9);
    expect(panel.origin.y - at.y).toBeCloseTo(0.3 * panel.unit, 9);
    expect((arrow!.y1 - arrow!.y2) / (arrow!.x2 - arrow!.x1)).toBeCloseTo(0.8 / 0.6, 9);
    const none = regulariserLayout({ ...data, scores: [0, 0] }, { width: 900, height: 380 });
    expect(none.sides[0].arrow).toBeNull();
  });

  it('are told with what a prediction is worth and what it costs', () => {
    expect(describeRegulariser({ ...data, sides: data.sides.slice(0, 1) })).toBe(
      'With the scores at (0.60, 0.80) and noise of scale 1.00: σΩ is −0.400 at its prediction (0.20, 0.30), which is worth 0.250; no other place has more worth above its level.',
    );
  });
});
