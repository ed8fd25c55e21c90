import { printedCell, printedEpoch } from '../../src/labs/matching/experiment/printed';
import { matchingVariants } from '../../src/labs/matching/experiment/spec';
import type { RepetitionResult } from '../../src/labs/matching/experiment/repetition';
import { tableRows, type TableRow } from '../../src/labs/matching/experiment/table';
import { csvLines } from '../../src/ui/export/csv';
import { inColumns, markdown } from './columns';
import type { Tables } from './file';

const header = [
  'd',
  'method',
  'repetitions',
  'perfect % (95% interval)',
  'printed',
  'wrong % ± std (95% interval of the mean)',
  'printed',
  'perfect % with the best weights',
  'steps',
  'ms per step',
  'printed ms per epoch',
  'made on',
];

const fixed = (value: number, digits = 1) => (Number.isNaN(value) ? 'n/a' : value.toFixed(digits));

/** The devices that made any of its repetitions, many side by side; else processors, one at a time on a thread. */
const madeOn = ({ device }: TableRow) => device || 'CPU';

/** A dagger marks a printed value outside of our interval. */
function cells(row: TableRow): string[] {
  const { variant, d, perfect, perfectInterval, wrong } = row;
  const printed = printedCell(variant, d);
  const mark = (value: number, [low, high]: readonly [number, number]) =>
    // without spread there is no interval to speak of
    low < high && (value < low || value > high) ? ' †' : '';
  return [
    String(d),
    matchingVariants[variant].label + (row.full ? ', no early stop' : ''),
    String(row.repetitions),
    `${fixed(perfect)} (${fixed(perfectInterval[0])} to ${fixed(perfectInterval[1])})`,
    printed ? `${printed.perfect}${mark(printed.perfect, perfectInterval)}` : '',
    `${fixed(wrong.mean, 2)} ± ${fixed(wrong.std, 2)} (${fixed(wrong.interval[0], 2)} to ${fixed(wrong.interval[1], 2)})`,
    printed ? `${printed.wrong} ± ${printed.std}${mark(printed.wrong, wrong.interval)}` : '',
    fixed(row.perfectBest),
    fixed(row.steps, 0),
    fixed(row.milliseconds, 2),
    String(printedEpoch(variant, d) ?? ''),
    madeOn(row),
  ];
}

function markdownTable(rows: readonly TableRow[]): string {
  const table = markdown([header, ...rows.map(cells)]);
  return `${table}\n\n† the printed value lies outside of our 95% interval.\n`;
}

const csvColumns = [
  ...['d', 'method', 'full', 'repetitions', 'perfect', 'perfect_low', 'perfect_high'],
  ...['printed_perfect', 'wrong', 'wrong_std', 'wrong_low', 'wrong_high', 'printed_wrong'],
  ...['printed_std', 'perfect_best', 'steps', 'ms_per_step', 'printed_ms_per_epoch'],
  'made_on',
];

function csvTable(rows: readonly TableRow[]): string {
  const lines = rows.map((row) => {
    const { variant, d, repetitions, perfect, perfectInterval, wrong } = row;
    const printed = printedCell(variant, d);
    return [
      ...[d, variant, row.full, repetitions, perfect, ...perfectInterval, printed?.perfect ?? ''],
      ...[wrong.mean, wrong.std, ...wrong.interval, printed?.wrong ?? '', printed?.std ?? ''],
      ...[row.perfectBest, row.steps, row.milliseconds, printedEpoch(variant, d) ?? ''],
      madeOn(row),
    ];
  });
  return csvLines([csvColumns, ...lines]);
}

/** The first columns of it, for a terminal. */
const textTable = (rows: readonly TableRow[]): string =>
  inColumns([header, ...rows.map(cells)].map((line) => line.slice(0, 7)));

export function matchingTables(results: readonly RepetitionResult[]): Tables {
  const rows = tableRows(results);
  return { markdown: markdownTable(rows), csv: csvTable(rows), terminal: textTable(rows) };
}
