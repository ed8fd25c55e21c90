import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from './finite-differences';
import { dot } from '../vector';
import { gumbelSoftmax } from './gumbel-softmax';

const logits = [0.4, -1, 2, 0.1];
const gumbel = [1.3, 0.3, -0.4, 0.5];
const dy = [1, -2, 0.5, 3];

describe('gumbelSoftmax', () => {
  it('has the gradient of <dy, y> by finite differences, at several temperatures', () => {
    for (const tau of [0.3, 1, 10]) {
      const f = (x: Float64Array) => dot(dy, gumbelSoftmax(x, gumbel, tau, dy).y);
      const wanted = finiteDifferenceGradient(f, logits);
      gumbelSoftmax(logits, gumbel, tau, dy).dlogits.forEach((d, i) =>
        expect(d).toBeCloseTo(wanted[i], 8),
      );
    }
  });

  it('tends to the argmax as the temperature falls, and logz to the maximum', () => {
    const { y, logz, argmax } = gumbelSoftmax(logits, gumbel, 1e-3, dy);
    expect(argmax).toBe(0);
    expect(y[0]).toBeCloseTo(1, 12);
    expect(logz).toBeCloseTo(1.7, 12);
    expect(gumbelSoftmax(logits, gumbel, 1e-320, dy).logz).toBe(0.4 + 1.3);
  });

  it('has y as the gradient of logz', () => {
    const wanted = finiteDifferenceGradient((x) => gumbelSoftmax(x, gumbel, 0.7, dy).logz, logits);
    gumbelSoftmax(logits, gumbel, 0.7, dy).y.forEach((p, i) =>
      expect(p).toBeCloseTo(wanted[i], 10),
    );
  });

  it('names what is wrong with its arguments', () => {
    expect(() => gumbelSoftmax(logits, gumbel, 0, dy)).toThrow(
      'tau must be positive and finite, got 0',
    );
    expect(() => gumbelSoftmax(logits, [1], 1, dy)).toThrow('gumbel must have 4 entries, got 1');
    expect(() => gumbelSoftmax(logits, gumbel, 1, [1, 2, 3, NaN])).toThrow('dy[3]');
  });
});
