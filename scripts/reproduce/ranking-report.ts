import type { Percent } from '../../src/core/training/statistics';
import type { RankingResult } from '../../src/labs/rankings/experiment/repetition';
import { rankingMethods, rankingVariants } from '../../src/labs/rankings/experiment/spec';
import {
  claimsOf,
  rankingRows,
  type Claim,
  type RankingRow,
} from '../../src/labs/rankings/experiment/table';
import { csvLines } from '../../src/ui/export/csv';
import { inColumns, markdown } from './columns';
import type { Tables } from './file';

const fixed = (value: number, digits = 3) => value.toFixed(digits);

/** Spearman's rho of a cell; one fold has no interval. */
const rho = ({ spearman: { mean, count, interval } }: RankingRow) =>
  count === 1 ? fixed(mean) : `${fixed(mean)} (${fixed(interval[0])} to ${fixed(interval[1])})`;

/** A line per set, a column per method that any has. */
function setLines(rows: readonly RankingRow[]): string[][] {
  const methods = rankingMethods.filter((method) => rows.some((row) => row.method === method));
  const sets = new Map<string, RankingRow[]>();
  for (const row of rows) {
    const name = `${row.dataset} ${row.steps} ${row.inner}`;
    sets.set(name, [...(sets.get(name) ?? []), row]);
  }
  const header = [
    'set',
    'examples',
    'folds',
    ...methods.map((name) => rankingVariants[name].label),
  ];
  const lines = [...sets.values()].map((cells) => {
    const folds = [...new Set(cells.map(({ spearman }) => spearman.count))].sort();
    const found = methods.map((method) => cells.find((cell) => cell.method === method));
    return [
      ...[cells[0].dataset, String(cells[0].rows), folds.join(' or ')],
      ...found.map((cell) => (cell ? rho(cell) : '')),
    ];
  });
  return [header, ...lines];
}

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
  const table = setLines(rows);
  const claims = [claimHeader, ...claimsOf(results).map(claimCells)];
  return {
    markdown: `${markdown(table)}\n\n${markdown(claims)}\n`,
    csv: csvTable(rows),
    terminal: `${inColumns(table)}\n\n${inColumns(claims)}`,
  };
}
