import { describe, expect, it } from 'vitest';
import {
  printedAccuracies,
  printedAccuracy,
  PRINTED_KS,
  printedFailure,
  variantsOf,
} from './printed';
import { knnVariants } from './spec';

describe('what the paper prints', () => {
  it('is found by set, method and k', () => {
    expect(printedAccuracy('mnist', 'direct-learned-sigma', 5)).toBe(99.4);
    expect(printedAccuracy('mnist', 'direct-fixed-sigma', 1)).toBe(16);
    expect(printedAccuracy('fashion-mnist', 'neuralsort-stochastic', 9)).toBe(93.4);
    expect(printedAccuracy('cifar10', 'relax-subsample', 5)).toBe(90.1);
  });

  it('is nothing for other sets, methods and k, and for empty cells', () => {
    expect(printedAccuracy('drawn', 'direct-learned-sigma', 5)).toBeNull();
    expect(printedAccuracy('mnist', 'cross-entropy', 5)).toBeNull();
    expect(printedAccuracy('mnist', 'direct-learned-sigma', 4)).toBeNull();
    expect(printedAccuracy('mnist', 'relax-subsample', 1)).toBeNull();
  });

  it('is a percentage for every k of known methods, or nothing', () => {
    for (const rows of Object.values(printedAccuracies)) {
      for (const [variant, cells] of Object.entries(rows)) {
        expect(Object.keys(knnVariants)).toContain(variant);
        expect(cells).toHaveLength(PRINTED_KS.length);
        expect(cells.every((cell) => Number.isNaN(cell) || (cell > 10 && cell < 100))).toBe(true);
      }
    }
  });
});

it('knows the failures: one method on MNIST, three on CIFAR-10 at k = 1', () => {
  const failed = Object.keys(printedAccuracies).flatMap((set) =>
    variantsOf(set).flatMap((variant) =>
      PRINTED_KS.filter((k) => printedFailure(set, variant, k)).map(
        (k) => `${set} ${variant} ${printedAccuracy(set, variant, k)}`,
      ),
    ),
  );
  expect(failed).toEqual([
    ...[16, 53.84, 14.25, 41.53].map((value) => `mnist direct-fixed-sigma ${value}`),
    ...[24.9, 27, 39.6, 39.9].map((value) => `cifar10 direct-sigma-0 ${value}`),
    'cifar10 direct-fixed-sigma 23.1',
    'cifar10 direct-learned-sigma 29.6',
  ]);
  expect(printedAccuracy('cifar10', 'neuralsort-deterministic', 1)).toBe(88.7);
});
