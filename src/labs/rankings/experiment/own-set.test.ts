import { describe, expect, it } from 'vitest';
import { setLines, type OwnSet } from './own-set';

/** A cloud along (1, 2) in two features of unlike units. */
function cloud(rows: number): OwnSet {
  const x = Float64Array.from({ length: 2 * rows }, (_, at) => {
    const t = Math.sin(1 + Math.floor(at / 2) ** 2);
    return at % 2 === 0 ? 3 + t : 100 - 20 * t + Math.sin(at);
  });
  const ranks = Float64Array.from({ length: 2 * rows }, (_, at) => at % 2);
  return {
    id: 'own',
    file: 'r.csv',
    sum: '',
    rows,
    features: ['a', 'b'],
    labels: ['u', 'v'],
    x,
    ranks,
  };
}

describe('a set as it is learned', () => {
  it('is standardised by its training half, every other row held out', () => {
    const set = cloud(41);
    const { data, scales } = setLines(set, 1);
    expect([data.train.rows, data.test.rows, data.all.rows]).toEqual([21, 20, 41]);
    for (const feature of [0, 1]) {
      const own = data.train.x.filter((_, at) => at % 2 === feature);
      const mean = own.reduce((sum, value) => sum + value, 0) / 21;
      expect(mean).toBeCloseTo(0, 12);
      expect(own.reduce((sum, value) => sum + value ** 2, 0) / 21).toBeCloseTo(1, 12);
    }
    const back = scales.mean.map((mean, i) => mean + data.all.x[2 * 7 + i] / scales.scale[i]);
    expect([...back]).toEqual([...set.x.subarray(14, 16)].map((v) => expect.closeTo(v, 10)));
    expect([...data.test.x.subarray(0, 2)]).toEqual([...data.all.x.subarray(2, 4)]);
  });

  it('varies most along the first principal direction: of two that fall together the diagonal', () => {
    const { principal } = setLines(cloud(60), 1);
    for (const entry of principal) expect(Math.abs(entry)).toBeCloseTo(Math.SQRT1_2, 6);
    expect(principal[0] * principal[1]).toBeLessThan(0);
    expect(Math.max(...principal)).toBeGreaterThan(0);
  });

  it('has 2000 rows at most, drawn by the seed', () => {
    const set = cloud(2500);
    const [one, same, other] = [1, 1, 2].map((seed) => setLines(set, seed).data.all);
    expect(one.rows).toBe(2000);
    expect(one).toEqual(same);
    expect(one.x).not.toEqual(other.x);
  });
});
