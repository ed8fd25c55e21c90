import { pathsVariants } from '../../src/labs/paths/experiment/spec';
import type { PathsResult } from '../../src/labs/paths/experiment/repetition';
import {
  byTraining,
  ordersFound,
  pathsRows,
  type PathsRow,
} from '../../src/labs/paths/experiment/table';
import { csvLines } from '../../src/ui/export/csv';
import { inColumns, markdown } from './columns';
import type { Tables } from './file';

const header = [
  'maps',
  'network',
  'epochs',
  'method',
  'runs',
  'cheapest path found, % (95% interval)',
  'a path at all, %',
  'cost over the cheapest',
  'found on training maps, %',
  'noisy costs below 0, %',
  'cells with a gradient, %',
  'steps',
  'ms per step',
];

const percent = (share: number) => (100 * share).toFixed(1);

function cells(row: PathsRow): string[] {
  const [low, high] = row.optimal.interval;
  return [
    `${row.dataset}, ${row.maps}`,
    row.network,
    String(row.epochs),
    pathsVariants[row.variant].label + (row.faults > 0 ? ` (${row.faults} diverged)` : ''),
    String(row.repetitions),
    `**${row.optimal.percent.toFixed(1)}** (${low.toFixed(1)} to ${high.toFixed(1)})`,
    row.valid.percent.toFixed(1),
    Number.isNaN(row.ratio) ? '' : row.ratio.toFixed(3),
    row.trainOptimal.toFixed(1),
    percent(row.clamped),
    percent(row.active),
    row.steps.toFixed(0),
    row.milliseconds.toFixed(0),
  ];
}

/** What the paper says of its Figure 6 beside ours. */
function orderLines(rows: readonly PathsRow[]): string[][] {
  return byTraining(rows).flatMap((group) =>
    ordersFound(group).map(({ above, below, at, aboveOptimal, belowOptimal, found }) => [
      `${pathsVariants[above].label} above ${pathsVariants[below].label}`,
      at,
      `${group[0].dataset}, ${group[0].maps}, ${group[0].network}`,
      `${aboveOptimal.percent.toFixed(1)} and ${belowOptimal.percent.toFixed(1)}`,
      found,
    ]),
  );
}

const orderHeader = ['printed', 'where', 'ours on', 'cheapest path found, %', 'found'];

const csvColumns = [
  ...['dataset', 'variant', 'network', 'maps', 'test_maps', 'epochs', 'rate', 'runs'],
  ...['optimal', 'low', 'high', 'valid', 'ratio', 'train_optimal', 'clamped', 'active'],
  ...['steps', 'ms_per_step', 'diverged'],
];

function csvTable(rows: readonly PathsRow[]): string {
  const lines = rows.map((row) => [
    ...[row.dataset, row.variant, row.network, row.maps, row.testMaps, row.epochs, row.rate],
    ...[row.repetitions, row.optimal.percent, ...row.optimal.interval, row.valid.percent],
    ...[row.ratio, row.trainOptimal, row.clamped, row.active, row.steps, row.milliseconds],
    row.faults,
  ]);
  return csvLines([csvColumns, ...lines]);
}

export function pathsTables(results: readonly PathsResult[]): Tables {
  const rows = pathsRows(results);
  const orders = orderLines(rows);
  const plain = (line: readonly string[]) => line.map((cell) => cell.replaceAll('**', ''));
  return {
    markdown:
      `${markdown([header, ...rows.map(cells)])}\n` +
      (orders.length > 0 ? `\n${markdown([orderHeader, ...orders])}\n` : ''),
    csv: csvTable(rows),
    terminal: inColumns([header, ...rows.map(cells)].map((line) => plain(line.slice(0, 8)))),
  };
}
