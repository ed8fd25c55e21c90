import { printedAccuracy } from '../../src/labs/knn/experiment/printed';
import { knnVariants, REPORTED_KS } from '../../src/labs/knn/experiment/spec';
import type { KnnResult } from '../../src/labs/knn/experiment/repetition';
import { knnRows, type KnnRow } from '../../src/labs/knn/experiment/table';
import { csvLines } from '../../src/ui/export/csv';
import { inColumns, markdown } from './columns';
import type { Tables } from './file';

const header = [
  'data',
  'method',
  'trained k',
  'network',
  'minutes',
  'steps',
  'ms per step',
  ...REPORTED_KS.map((k) => `k = ${k}: %`),
  'printed, trained k',
  'σ',
];

function cells(row: KnnRow): string[] {
  const { dataset, variant, k, network, minutes, steps, millisecondsPerStep, sigma } = row;
  const printed = printedAccuracy(dataset, variant, k);
  const accuracy = (of: number) => {
    const cell = row.cells.find((other) => other.k === of);
    if (!cell) return '';
    const [low, high] = cell.interval;
    return of === k
      ? `**${cell.percent.toFixed(2)}** (${low.toFixed(2)} to ${high.toFixed(2)})`
      : cell.percent.toFixed(2);
  };
  return [
    dataset,
    knnVariants[variant].label + (row.fault ? ' (diverged)' : ''),
    String(k),
    network,
    String(minutes),
    String(steps),
    millisecondsPerStep.toFixed(0),
    ...REPORTED_KS.map(accuracy),
    printed === null ? '' : String(printed),
    sigma === 0 ? '' : sigma.toFixed(3),
  ];
}

const markdownTable = (rows: readonly KnnRow[]): string =>
  `${markdown([header, ...rows.map(cells)])}\n`;

/** The same for a terminal. */
const textTable = (rows: readonly KnnRow[]): string =>
  inColumns([header, ...rows.map((row) => cells(row).map((cell) => cell.replaceAll('**', '')))]);

const csvColumns = [
  ...['dataset', 'variant', 'trained_k', 'network', 'queries', 'candidates', 'minutes', 'seed'],
  ...['steps', 'ms_per_step', 'k', 'percent', 'low', 'high', 'printed', 'validation', 'sigma'],
  'fault',
];

function csvTable(rows: readonly KnnRow[]): string {
  const lines = rows.flatMap((row) =>
    row.cells.map(({ k, percent, interval }) => [
      ...[row.dataset, row.variant, row.k, row.network, row.queries, row.candidates],
      ...[row.minutes, row.seed, row.steps, row.millisecondsPerStep, k, percent, ...interval],
      ...[(k === row.k && printedAccuracy(row.dataset, row.variant, k)) || ''],
      ...[row.validation ?? '', row.sigma, row.fault],
    ]),
  );
  return csvLines([csvColumns, ...lines]);
}

export function knnTables(results: readonly KnnResult[]): Tables {
  const rows = knnRows(results);
  return { markdown: markdownTable(rows), csv: csvTable(rows), terminal: textTable(rows) };
}
