import { describe, expect, it } from 'vitest';
import { createMoments, momentumSgd, sgd } from './optimisers';

describe('SGD with momentum', () => {
  it('takes the steps that one takes by hand', () => {
    const params = Float64Array.of(1, -2);
    const moments = createMoments(new Float64Array(2), new Float64Array(2));
    const rule = { rate: 0.1, momentum: 0.9, decay: 0.5 };
    // v = 0.5 + 0.5 * 1 = 1, x = 1 - 0.1;  v = 3 - 1 = 2, x = -2 - 0.2
    momentumSgd(params, Float64Array.of(0.5, 3), moments, rule);
    expect(params[0]).toBeCloseTo(0.9, 15);
    expect(params[1]).toBeCloseTo(-2.2, 15);
    // v = 0.9 + 0.25 + 0.45 = 1.6, x = 0.9 - 0.16;  v = 1.8 + 0 - 1.1 = 0.7, x = -2.2 - 0.07
    momentumSgd(params, Float64Array.of(0.25, 0), moments, rule);
    expect(params[0]).toBeCloseTo(0.74, 15);
    expect(params[1]).toBeCloseTo(-2.27, 15);
    expect(Array.from(moments.first, (v) => v.toFixed(12))).toEqual([
      '1.600000000000',
      '0.700000000000',
    ]);
    expect(Array.from(moments.second)).toEqual([0, 0]);
  });

  it('is plain SGD without momentum and decay', () => {
    const [a, b] = [Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 3)];
    const moments = createMoments(new Float64Array(3), new Float64Array(3));
    for (let step = 1; step <= 3; step++) {
      const gradient = Float64Array.of(step, -step, 0.5);
      momentumSgd(a, gradient, moments, { rate: 0.2, momentum: 0, decay: 0 });
      sgd(b, gradient, 0.2);
    }
    expect(a).toEqual(b);
    expect(b[0]).toBeCloseTo(1 - 0.2 * 6, 14);
  });

  it('leaves what lies outside its range alone', () => {
    const params = Float64Array.of(1, 1, 1, 1);
    const moments = createMoments(new Float64Array(4), new Float64Array(4));
    const rule = { rate: 1, momentum: 0.9, decay: 0.1 };
    momentumSgd(params, Float64Array.of(1, 1, 1, 1), moments, rule, 1, 3);
    expect(params[0]).toBe(1);
    expect(params[1]).toBeCloseTo(-0.1, 15);
    expect(params[2]).toBe(params[1]);
    expect(params[3]).toBe(1);
    expect(moments.first[0] + moments.first[3]).toBe(0);
  });
});
