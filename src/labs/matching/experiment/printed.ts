import type { MatchingVariant } from './spec';

/** A cell of the paper's Table 1, in percent: perfect test sequences, wrong places and their deviation. */
export interface Printed {
  readonly perfect: number;
  readonly wrong: number;
  readonly std: number;
}

type Row = readonly [perfect: number, wrong: number, std: number];

/** Table 1 of Cohen Indelman and Hazan (ICML 2021): 200 repetitions each. */
const table: Readonly<Record<number, Partial<Record<MatchingVariant, Row>>>> = {
  5: rows([98.5, 0.6, 4.9], [100, 0, 0], [100, 0, 0], [100, 0, 0]),
  10: rows([97, 0.6, 3.4], [100, 0, 0], [100, 0, 0], [100, 0, 0]),
  25: rows([89.5, 0.9, 2.8], [97.5, 0.3, 1.7], [97.5, 0.3, 1.6], [87.5, 1, 3]),
  40: rows([84.5, 1.2, 4.5], [90.5, 0.6, 2.2], [91.6, 0.5, 1.6], [83.5, 1, 5]),
  60: rows([82, 0.9, 2.6], [80, 0.9, 2.2], [83.3, 0.7, 1.8], [21, 5, 9]),
  100: rows([74.9, 1.4, 6.9], [68.5, 1.2, 2.4], [76.8, 0.9, 2.1], [0, 11.3, 11.2]),
};

function rows(zero: Row, one: Row, learned: Row, sinkhorn: Row) {
  return {
    'direct-sigma-0': zero,
    'direct-sigma-1': one,
    'direct-learned-sigma': learned,
    'gumbel-sinkhorn': sinkhorn,
  };
}

/** The sizes of Table 1. */
export const printedSizes: readonly number[] = Object.keys(table).map(Number);
/** The methods of Table 1. */
export const printedVariants = Object.keys(table[5]) as readonly MatchingVariant[];

export function printedCell(variant: MatchingVariant, d: number): Printed | null {
  const row = table[d]?.[variant];
  return row ? { perfect: row[0], wrong: row[1], std: row[2] } : null;
}

/** Table 2: milliseconds per epoch on one NVIDIA Tesla K80. */
const epochs: Readonly<Record<number, Partial<Record<MatchingVariant, number>>>> = {
  10: { 'direct-learned-sigma': 247, 'gumbel-sinkhorn': 288 },
  40: { 'direct-learned-sigma': 252, 'gumbel-sinkhorn': 294 },
  100: { 'direct-learned-sigma': 304, 'gumbel-sinkhorn': 306 },
};

export const printedEpoch = (variant: MatchingVariant, d: number): number | null =>
  epochs[d]?.[variant] ?? null;
