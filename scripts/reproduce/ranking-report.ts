import type { Percent } from '../../src/core/training/statistics';
import type { RankingResult } from '../../src/labs/rankings/experiment/repetition';
import { rankingVariants } from '../../src/labs/rankings/experiment/spec';
import {
  claimsOf,
  rankingRows,
  type Claim,
  type RankingRow,
} from '../../src/labs/rankings/experiment/table';
import { csvLines } from '../../src/ui/export/csv';
import { inColumns, markdown } from './columns';
import type { Tables } from './file';

const header = [
  'set',
  'examples',
  'method',
  'folds',
  'Spearman’s ρ (95% interval of the folds)',
  'Kendall’s τ',
  'all right %',
  'seconds per fold',
];

const fixed = (value: number, digits = 3) => (Number.isNaN(value) ? 'n/a' : value.toFixed(digits));

const cells = ({ dataset, rows, method, spearman, kendall, perfect, milliseconds }: RankingRow) => [
  dataset,
  String(rows),
  rankingVariants[method].label,
  String(spearman.count),
  `${fixed(spearman.mean)} (${fixed(spearman.interval[0])} to ${fixed(spearman.interval[1])})`,
  fixed(kendall),
  fixed(100 * perfect, 1),
  fixed(milliseconds / 1000, 1),
];

const claimHeader = [
  'method',
  'against',
  'sets',
  'printed %',
  'ρ at least 0.95 of the other’s, % (95% interval)',
  'ρ at least the other’s − 0.05, %',
  'ρ above the other’s, %',
];

const percent = ({ percent: value, interval: [low, high] }: Percent) =>
  `${fixed(value, 0)} (${fixed(low, 0)} to ${fixed(high, 0)})`;

const claimCells = ({ method, against, ...claim }: Claim) => [
  rankingVariants[method].label,
  rankingVariants[against].label,
  String(claim.sets),
  String(claim.percent ?? ''),
  percent(claim.ratio),
  percent(claim.difference),
  percent(claim.better),
];

const csvColumns = [
  ...['dataset', 'rows', 'method', 'steps', 'inner', 'folds', 'spearman', 'spearman_std'],
  ...['spearman_low', 'spearman_high', 'kendall', 'perfect', 'right', 'milliseconds'],
];

const csvTable = (rows: readonly RankingRow[]): string =>
  csvLines([
    csvColumns,
    ...rows.map(({ spearman, ...row }) => [
      ...[row.dataset, row.rows, row.method, row.steps, row.inner],
      ...[spearman.count, spearman.mean, spearman.std, ...spearman.interval],
      ...[row.kendall, row.perfect, row.right, row.milliseconds],
    ]),
  ]);

export function rankingTables(results: readonly RankingResult[]): Tables {
  const rows = rankingRows(results);
  const table = [header, ...rows.map(cells)];
  const claims = [claimHeader, ...claimsOf(results).map(claimCells)];
  return {
    markdown: `${markdown(table)}\n\n${markdown(claims)}\n`,
    csv: csvTable(rows),
    terminal: `${inColumns(table)}\n\n${inColumns(claims)}`,
  };
}
