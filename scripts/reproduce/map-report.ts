import { sweepGrid, type CellMean, type SweepGrid } from '../../src/core/sweeps/cells';
import { sweepResults, type SweepResult } from '../../src/core/sweeps/sweep';
import { deviceSentence } from '../../src/core/training/devices';
import { distinct } from '../../src/core/training/results';
import { longSweepTable } from '../../src/labs/kit/sweep-table';
import { csvLines } from '../../src/ui/export/csv';
import pkg from '../../package.json' with { type: 'json' };
import { inColumns, markdown } from './columns';
import type { Tables } from './file';
import { sweepOf } from './sweeps';

const text = (value: number) => String(Number(value.toPrecision(4)));

/** A mean with its standard error, as far as there are any. */
function cellText(cell: CellMean | undefined): string {
  if (!cell || cell.n === 0) return '';
  return Number.isNaN(cell.error) ? text(cell.mean) : `${text(cell.mean)} ± ${text(cell.error)}`;
}

/** Rows are values of y, the largest first, as on a map. */
function gridOf({ x, y, cells }: SweepGrid, quantity: string): string[][] {
  const columns = x.values.length;
  const rows = y.values.map((value, row) => [
    String(value),
    ...x.values.map((_, column) => cellText(cells[row * columns + column]?.[quantity])),
  ]);
  return [[`${y.name} \\ ${x.name}`, ...x.values.map(String)], ...rows.reverse()];
}

/** The grids of all quantities; on a terminal that of the first. */
export function mapTables(results: readonly SweepResult[]): Tables {
  const grid = sweepGrid(results);
  const { lab, quantities } = grid;
  const words = sweepOf(lab).quantities;
  const csv = longSweepTable(grid, pkg.version);
  const sections = quantities.map(
    (name) => `**${name}**: ${words[name] ?? name}\n\n${markdown(gridOf(grid, name))}\n`,
  );
  // of a job that a device and a processor have made, what counts is the processor's
  const devices = deviceSentence(distinct(sweepResults, results));
  const [first] = quantities;
  return {
    markdown: [...sections, ...(devices ? [`${devices}\n`] : [])].join('\n'),
    csv: csvLines([csv.columns, ...csv.rows]),
    terminal: [
      words[first] ?? first,
      inColumns(gridOf(grid, first)),
      ...(devices ? [devices] : []),
    ].join('\n'),
  };
}
