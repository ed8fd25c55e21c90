import type { SweepGrid } from '../../core/sweeps/cells';
import { pandasReads, rReads } from '../../ui/export/read-lines';
import type { FigureTable } from '../../ui/figure/types';

/**
 * A line per cell and quantity, of cells that are there: what programs read. What could not be measured is empty, and
 * so is the standard error of a single repetition. The hash is that of the lab's address; what made a cell is the CPU,
 * graphics devices by their names, or both.
 */
export function longSweepTable(grid: SweepGrid, version: string): FigureTable {
  const { lab, settings, x, y, seed, quantities, cells, makers } = grid;
  const hash = `#/${lab}${settings && `?${settings}`}`;
  const rows = cells.flatMap((cell, at) =>
    quantities.flatMap((quantity) => {
      if (!cell) return [];
      const { mean, error, n } = cell[quantity];
      const place = [x.values[at % x.values.length], y.values[Math.floor(at / x.values.length)]];
      const from = [seed, version, hash, makers[at]];
      return [[lab, ...place, quantity, finite(mean), finite(error), n, ...from]];
    }),
  );
  const from = ['seed', 'version', 'hash', 'made_on'];
  const columns = ['lab', x.name, y.name, 'quantity', 'mean', 'se', 'n', ...from];
  return { columns, rows };
}

const finite = (value: number) => (Number.isFinite(value) ? value : '');

/** The name under which the table is saved, and read by the lines below. */
export const SWEEP_CSV = 'noisy-argmax-sweep.csv';

/** Lines that read the table, and print one quantity as a map: axes by their names. */
export interface SweepLines {
  readonly x: string;
  readonly y: string;
  readonly quantity: string;
  /** Whether the table was saved with decimal commas. */
  readonly decimalComma: boolean;
}

/** Five lines for pandas. */
export const sweepPandas = ({
  x,
  y,
  quantity,
  decimalComma,
}: SweepLines): string => `import pandas as pd
cells = ${pandasReads(SWEEP_CSV, decimalComma)}
one = cells[cells["quantity"] == "${quantity}"]
table = one.pivot(index="${y}", columns="${x}", values="mean")
print(table.iloc[::-1].round(3))
`;

/** Five lines for R. */
export const sweepR = ({
  x,
  y,
  quantity,
  decimalComma,
}: SweepLines): string => `cells <- ${rReads(SWEEP_CSV, decimalComma)}
one <- subset(cells, quantity == "${quantity}")
table <- tapply(one$mean, list(one$${y}, one$${x}), sum)
rows <- rev(seq_len(nrow(table)))
print(round(table[rows, , drop = FALSE], 3))
`;
