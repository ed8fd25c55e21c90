import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kSubset } from '../oracles/k-subset/k-subset';
import { matching } from '../oracles/matching/matching';
import { dot } from '../vector';
import { linearLoss } from '../losses/linear';
import { withLoss, type Loss } from './loss';
import { paperSortingLoss, sortingLoss } from '../check/sorting-losses';
import { squareLoss } from '../check/square-loss';

const x = [0.9, 0.1, 0.5, 0.4];
const sorted = [0.1, 0.4, 0.5, 0.9];
const truth = sorted.flatMap((s) => x.map((value) => (value === s ? 1 : 0)));

describe('sorting losses', () => {
  it('are the squared distances of the text, summed over places (exact)', () => {
    const loss = sortingLoss(x, truth);
    for (const y of matching(4).enumerate()) {
      let wanted = 0;
      for (let i = 0; i < 4; i++) wanted += (dot(x, y.subarray(4 * i, 4 * i + 4)) - sorted[i]) ** 2;
      expect(loss.value(y)).toBeCloseTo(wanted, 14);
    }
    expect(loss.value(truth)).toBe(0);
  });

  it('are x_j^2 for every cell that differs (paper), whose linear part is the printed t_ij', () => {
    const loss = paperSortingLoss(x, truth);
    for (const y of matching(4).enumerate()) {
      let wanted = 0;
      y.forEach((cell, c) => (wanted += x[c % 4] ** 2 * (cell - truth[c]) ** 2));
      expect(loss.value(y)).toBeCloseTo(wanted, 14);
    }
    loss.linear!.forEach((t, c) => expect(t).toBe(x[c % 4] ** 2 * (1 - 2 * truth[c])));
  });

  it('are two different losses', () => {
    const y = [...matching(4).enumerate()][5];
    expect(sortingLoss(x, truth).value(y)).not.toBeCloseTo(paperSortingLoss(x, truth).value(y), 3);
  });

  it('reject a truth of another size or with entries that are not 0 or 1', () => {
    expect(() => sortingLoss(x, [1])).toThrow('truth must have 16 entries, got 1');
    expect(() => paperSortingLoss([1], [0.5])).toThrow('truth[0] must be 0 or 1, got 0.5');
  });
});

describe('loss-augmented prediction', () => {
  const scores = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: 6,
    maxLength: 6,
  });
  const epsilon = fc.constantFrom(-12, -0.5, 0.1, 3);
  const oracle = kSubset(6, 3);
  const structures = [...oracle.enumerate()];

  const losses: Loss[] = [
    linearLoss([1, -2, 0.5, 3, 0, 1]),
    squareLoss([1, -2, 0.5, 3, 0, 1], 0.7),
  ];
  const augmentedOf = (loss: Loss) =>
    withLoss(oracle, loss, ({ oracle: held, augmented }) => {
      const y = held.create();
      return (scores: Float64Array, epsilon: number) => {
        augmented(scores, epsilon, y);
        const out = new Float64Array(6);
        held.indicator(y, out);
        return out;
      };
    });
  it.each(losses)('maximises score plus epsilon times the $name loss', (loss) => {
    const augmentedArgmax = augmentedOf(loss);
    fc.assert(
      fc.property(scores, epsilon, (mu, eps) => {
        const objective = (y: Float64Array) => dot(mu, y) + eps * loss.value(y);
        const best = Math.max(...structures.map(objective));
        const out = augmentedArgmax(Float64Array.from(mu), eps);
        expect(objective(out)).toBeCloseTo(best, 11);
      }),
      { numRuns: 1000, seed: 3 },
    );
  });

  it('rejects a loss over another number of parts, and coefficients that are not finite', () => {
    expect(() => augmentedOf(linearLoss([1]))).toThrow('loss is over 1 parts, the oracle over 6');
    expect(() => linearLoss([1, NaN])).toThrow('coefficients[1] must be a finite number, got NaN');
    expect(() => squareLoss([1], Infinity)).toThrow('target must be finite, got Infinity');
  });
});
