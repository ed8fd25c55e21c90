import type { KnnVariant } from './spec';

/** Table 3 of the paper: test accuracy in percent per k = 1, 3, 5, 9; NaN where none is printed. */
export const printedAccuracies: Readonly<
  Record<string, Readonly<Partial<Record<KnnVariant, readonly number[]>>>>
> = {
  mnist: {
    'direct-sigma-0': [99.1, 99.2, 99.3, 99.2],
    'direct-fixed-sigma': [16, 53.84, 14.25, 41.53],
    'direct-learned-sigma': [99.34, 99.4, 99.4, 99.34],
    'neuralsort-deterministic': [99.2, 99.5, 99.3, 99.3],
    'neuralsort-stochastic': [99.1, 99.3, 99.4, 99.4],
    'relax-subsample': [NaN, NaN, 99.3, NaN],
  },
  'fashion-mnist': {
    'direct-sigma-0': [89.8, 93.2, 93.5, 93.7],
    'direct-fixed-sigma': [92.5, 93.4, 93.3, 93.2],
    'direct-learned-sigma': [92.6, 93.3, 94, 93.7],
    'neuralsort-deterministic': [92.6, 93.2, 93.5, 93],
    'neuralsort-stochastic': [92.2, 93.1, 93.3, 93.4],
    'relax-subsample': [NaN, NaN, 93.6, NaN],
  },
  cifar10: {
    'direct-sigma-0': [24.9, 27, 39.6, 39.9],
    'direct-fixed-sigma': [23.1, 89.95, 90.85, 91.6],
    'direct-learned-sigma': [29.6, 90.7, 91.25, 91.7],
    'neuralsort-deterministic': [88.7, 90, 90.2, 90.7],
    'neuralsort-stochastic': [85.1, 87.8, 88, 89.5],
    'relax-subsample': [NaN, NaN, 90.1, NaN],
  },
};

/** The values of k that the columns of Table 3 are for. */
export const PRINTED_KS = [1, 3, 5, 9] as const;

/** The printed accuracy in percent, or null where the paper has none. */
export function printedAccuracy(dataset: string, variant: KnnVariant, k: number): number | null {
  const column = PRINTED_KS.findIndex((printed) => printed === k);
  const value = printedAccuracies[dataset]?.[variant]?.[column];
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** Percent that a printed value may lie under the best of its set and k. */
const FAR = 10;

/** Whether a printed accuracy is far under the best printed one of the same set and k. */
export function printedFailure(dataset: string, variant: KnnVariant, k: number): boolean {
  const value = printedAccuracy(dataset, variant, k);
  if (value === null) return false;
  const column = variantsOf(dataset).map((other) => printedAccuracy(dataset, other, k) ?? 0);
  return value < Math.max(...column) - FAR;
}

/** The methods that the paper has of a set. */
export const variantsOf = (dataset: string) =>
  Object.keys(printedAccuracies[dataset] ?? {}) as KnnVariant[];
