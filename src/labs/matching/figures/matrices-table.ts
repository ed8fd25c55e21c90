import type { HeatmapData } from '../../../charts/heatmap/layout';
import type { FigureTable } from '../../../ui/figure/types';

/** A row per cell, with its value in every matrix. */
export function matricesTable({ panels, rows, columns }: HeatmapData): FigureTable {
  return {
    columns: ['number', 'place', ...panels.map(({ title }) => title)],
    rows: rows.flatMap((row, j) =>
      columns.map((column, i) => [
        Number(row),
        Number(column),
        ...panels.map(({ values }) => values[j * columns.length + i]),
      ]),
    ),
  };
}
