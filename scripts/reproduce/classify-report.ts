import type { Percent } from '../../src/core/training/statistics';
import type { ClassResult } from '../../src/labs/perturbed/experiment/classification/repetition';
import {
  classRows,
  lossTitles,
  type ClassRow,
} from '../../src/labs/perturbed/experiment/classification/table';
import { csvLines } from '../../src/ui/export/csv';
import { inColumns, markdown } from './columns';
import type { Tables } from './file';

const header = [
  'data',
  'loss',
  'draws',
  'σ',
  'steps',
  'training images right %',
  'test images right % (95% interval)',
  'squared error, training',
  'squared error, test',
];

const withInterval = ({ percent, interval: [low, high] }: Percent) =>
  `${percent.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)})`;

const cells = ({ dataset, loss, samples, sigma, steps, ...row }: ClassRow) => [
  dataset,
  lossTitles[loss],
  samples === 0 ? '' : String(samples),
  loss === 'cross-entropy' ? '' : String(sigma),
  String(steps),
  row.train.percent.toFixed(1),
  withInterval(row.test),
  row.trainSquared.toFixed(3),
  row.testSquared.toFixed(3),
];

const csvColumns = [
  ...['dataset', 'loss', 'law', 'samples', 'sigma', 'steps', 'train', 'test', 'test_low'],
  ...['test_high', 'train_squared', 'test_squared'],
];

const csvTable = (rows: readonly ClassRow[]): string =>
  csvLines([
    csvColumns,
    ...rows.map(({ train, test, ...row }) => [
      ...[row.dataset, row.loss, row.law, row.samples, row.sigma, row.steps],
      ...[train.percent, test.percent, ...test.interval, row.trainSquared, row.testSquared],
    ]),
  ]);

export function classTables(results: readonly ClassResult[]): Tables {
  const rows = classRows(results);
  const table = [header, ...rows.map(cells)];
  return { markdown: `${markdown(table)}\n`, csv: csvTable(rows), terminal: inColumns(table) };
}
