import type { Summary } from '../../src/core/training/statistics';
import type { NoisyResult } from '../../src/labs/rankings/experiment/noisy-repetition';
import { noisyRows, type NoisyRow } from '../../src/labs/rankings/experiment/noisy-table';
import { rankingVariants } from '../../src/labs/rankings/experiment/spec';
import { csvLines } from '../../src/ui/export/csv';
import { inColumns, markdown } from './columns';
import type { Tables } from './file';

const header = [
  'σ of the data',
  'labels',
  'method',
  'repetitions',
  'all ranks right % (95% interval)',
  'ranks right %',
  'Spearman’s ρ',
];

/** One repetition has no interval. */
const withInterval = ({ mean, count, interval: [low, high] }: Summary) =>
  count === 1 ? mean.toFixed(1) : `${mean.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)})`;

const cells = ({ sigma, labels, method, perfect, right, spearman }: NoisyRow) => [
  String(sigma),
  String(labels),
  rankingVariants[method].label,
  String(perfect.count),
  withInterval(perfect),
  right.mean.toFixed(1),
  spearman.mean.toFixed(3),
];

const csvColumns = [
  ...['sigma', 'labels', 'features', 'rows', 'method', 'steps', 'inner', 'repetitions'],
  ...['perfect', 'perfect_low', 'perfect_high', 'right', 'spearman'],
];

const csvTable = (rows: readonly NoisyRow[]): string =>
  csvLines([
    csvColumns,
    ...rows.map(({ perfect, right, spearman, ...row }) => [
      ...[row.sigma, row.labels, row.features, row.rows, row.method, row.steps, row.inner],
      ...[perfect.count, perfect.mean, ...perfect.interval, right.mean, spearman.mean],
    ]),
  ]);

export function noisyTables(results: readonly NoisyResult[]): Tables {
  const rows = noisyRows(results);
  const table = [header, ...rows.map(cells)];
  return { markdown: `${markdown(table)}\n`, csv: csvTable(rows), terminal: inColumns(table) };
}
