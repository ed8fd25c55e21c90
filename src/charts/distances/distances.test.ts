import { expect, it } from 'vitest';
import { binsOf, distanceAt, distancesLayout } from './layout';

const data = {
  ...{ nearest: [0.5, 1, 1, 1.9], wrong: [1.5, 2.4], name: '5th nearest' },
  band: { ends: [0.6, 1.4] as const, text: 'noise 0.40' },
};
const size = { width: 640, height: 300 };

it('counts every distance in the bin in which it lies', () => {
  const bins = binsOf(data);
  for (const [name, values] of [
    ['nearest', data.nearest],
    ['wrong', data.wrong],
  ] as const) {
    expect(bins.reduce((sum, bin) => sum + bin[name], 0)).toBe(values.length);
    for (const bin of bins) {
      const inside = values.filter((v) => v >= bin.from - 1e-9 && v <= bin.to + 1e-9).length;
      expect(bin[name]).toBeLessThanOrEqual(inside);
    }
  }
  expect(bins[bins.length - 1].wrong).toBe(1);
});

it('has the flag at the upper end of the noise, and inside where that is beyond all distances', () => {
  const layout = distancesLayout(data, size);
  expect(distanceAt(layout, layout.marker!.x)).toBeCloseTo(1.4, 6);
  expect(layout.band!.x).toBeCloseTo(layout.x(0.6), 6);
  const loud = distancesLayout({ ...data, band: { ends: [0, 50], text: 'noise 40' } }, size);
  expect(loud.marker!.x).toBe(loud.frame.right);
  expect(distancesLayout({ ...data, band: null }, size).marker).toBeNull();
  // the axes stay where they are
  expect(loud.x.domain).toEqual(layout.x.domain);
});
