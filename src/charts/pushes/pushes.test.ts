import { describe, expect, it } from 'vitest';
import { pushesCase } from '../gallery/rankings';
import { SIZES } from '../shared/testing';
import { mostPushed } from './data';
import { describePushes } from './describe';
import { pushesLayout } from './layout';

const data = pushesCase([0.7, -0.4, 1.3], [1, 0, 2]);

describe('what pushes the scores', () => {
  it.each(SIZES)(
    'has bars as long as the pushes, each row to its scale: $width by $height',
    (size) => {
      const { rows } = pushesLayout(data, size);
      for (const { row, bars } of rows) {
        if (row.paired) continue;
        const full = Math.max(...Array.from(row.pushes, Math.abs));
        const longest = Math.max(...bars.map(({ box }) => box.height));
        bars.forEach(({ box, label, sign }) => {
          expect(box.height).toBeCloseTo((longest * Math.abs(row.pushes[label])) / (full || 1), 9);
          expect(sign).toBe(row.pushes[label] < 0 ? 'below' : 'above');
        });
      }
    },
  );

  it('has the exact bars made of pairs: up less down', () => {
    const { rows } = pushesLayout(data, { width: 900, height: 400 });
    const { bars, parts, zero } = rows.find(({ row }) => row.paired)!;
    // both labels of each of the three pairs
    expect(parts).toHaveLength(6);
    for (const { box, sign } of bars) {
      const middle = box.x + box.width / 2;
      const own = parts.filter(({ x, width }) => x < middle && middle < x + width);
      const sum = own.reduce(
        (total, { y, height }) => total + (y + height / 2 < zero.y1 ? height : -height),
        0,
      );
      expect(Math.abs(sum)).toBeCloseTo(box.height, 9);
      expect(sum < 0 ? 'below' : 'above').toBe(sign);
    }
  });

  it('stands in the true order', () => {
    const { rows } = pushesLayout(data, { width: 900, height: 400 });
    const order = [...rows[0].bars].sort((a, b) => a.box.x - b.box.x).map(({ label }) => label);
    expect(order).toEqual(data.truth);
  });

  it('describes itself', () => {
    expect(data.rows.map(mostPushed)).toEqual([1, null, 1, 2, 1]);
    expect(describePushes(data)).toMatchInlineSnapshot(
      `"The true ranking is B, A and C. Of all pairs B over C pushes most, by 0.846 of 1. Fenchel-Young pushes B most, up by 2.00. Blackbox pushes none. Exact FY pushes B most, up by 1.60. Squared error pushes C most, down by 2.30. Perturbed squared pushes B most, up by 0.160."`,
    );
  });
});
