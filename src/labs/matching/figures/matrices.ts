import { formatNumber } from '../../../charts/shared/format';
import type { HeatmapData, HeatmapPanelData } from '../../../charts/heatmap/layout';
import { methods } from '../../../core/atlas/methods';
import type { FigureTable } from '../../../ui/figure/types';
import type { ShownInstance } from '../context';
import type { Sequence } from '../experiment/data';
import { sumsOf } from '../experiment/own-matrix';
import type { MatchingKnobs } from '../experiment/spec';
import { countOf } from '../own/matrix';
import { rangeOf } from './own-matrix';

/** The panel of Sinkhorn's matrix. */
const RELAXED = 'relaxed';

/** Numbers by value, so that the truth is the diagonal. */
export const byValue = ({ places }: Pick<Sequence, 'places'>): readonly number[] =>
  Array.from(places.keys()).sort((a, b) => places[a] - places[b]);

/** Numbers in the order of the rows: by value, or as they came. */
export function rowOrder({ values, instance: { sequence } }: ShownInstance): readonly number[] {
  return values.arrange === 'value' ? byValue(sequence) : Array.from(sequence.places.keys());
}

/** A square matrix with its rows in another order. */
export function reordered(matrix: Float64Array, order: readonly number[]): Float64Array {
  const d = order.length;
  const rows = new Float64Array(matrix.length);
  order.forEach((j, row) => rows.set(matrix.subarray(j * d, (j + 1) * d), row * d));
  return rows;
}

/** The matrices of the predictor up to a stage of the slow step, or all of them. */
export function matricesData(shown: ShownInstance, stage: number | null): HeatmapData {
  const { run, instance } = shown;
  const { sequence, scale } = instance;
  const { d } = run.setup;
  const order = rowOrder(shown);
  const rows = (matrix: Float64Array) => reordered(matrix, order);
  const cells = (places: Int32Array) => order.map((j) => places[j]);
  const scores = rows(instance.scores);
  const noise = rows(instance.noise);
  const perturbed = rows(instance.perturbed);
  const augmented = rows(instance.augmented);
  const relaxed = instance.relaxed && rows(instance.relaxed);
  const prediction = cells(instance.prediction);
  const augmentedPrediction = cells(instance.augmentedPrediction);
  const rings = cells(sequence.places);
  const until = stage ?? Infinity;
  const panels: HeatmapPanelData[] = [
    { id: 'scores', title: 'score μ', values: scores, hue: 'signal', rings },
  ];
  if (until >= 1 && scale > 0) {
    panels.push({ id: 'noise', title: 'noise σγ', values: noise, hue: 'noise' });
  }
  if (until >= 1) {
    const dots = until >= 2 ? prediction : undefined;
    const sum = { id: 'sum', title: scale > 0 ? 'sum and y*' : 'y*', values: perturbed };
    panels.push({ ...sum, hue: 'ink', rings, ...(dots && { dots }) });
  }
  if (until >= 3) {
    const title = '+ ε·loss and y*(ε)';
    const dots = augmentedPrediction;
    panels.push({ id: 'augmented', title, values: augmented, hue: 'loss', dots, rings });
  }
  if (relaxed && until >= 2) {
    panels.push({
      id: RELAXED,
      title: methods['gumbel-sinkhorn'].short,
      values: relaxed,
      hue: 'ink',
      extent: 'shares',
      rings,
    });
  }
  return {
    rows: order.map((j) => sequence.numbers[j].toFixed(3)),
    columns: Array.from({ length: d }, (_, i) => String(i + 1)),
    rowTitle: 'number',
    columnTitle: 'place',
    panels,
  };
}

/** The matrix that a stage of the slow step is about. */
const STAGE_PANEL = ['scores', 'sum', 'sum', 'augmented', 'augmented', 'augmented'];

export function stageMatrix(shown: ShownInstance, stage: number): HeatmapData {
  const data = matricesData(shown, stage);
  return { ...data, panels: data.panels.filter(({ id }) => id === STAGE_PANEL[stage]) };
}

/**
 * How far Sinkhorn's matrix is from one whose rows and columns sum to 1, and what brings it nearer to a matching, in
 * two sentences; '' where there is none.
 */
export function sinkhornSums(
  { panels, rows }: HeatmapData,
  { temperature, iterations }: MatchingKnobs,
) {
  const relaxed = panels.find(({ id }) => id === RELAXED);
  if (!relaxed) return '';
  const sums = sumsOf(relaxed.values, rows.length);
  return (
    `After ${countOf(iterations, 'iteration')} of Sinkhorn the rows sum to ${rangeOf(sums.rows)} and the columns to ` +
    `${rangeOf(sums.columns)}. Iterations bring sums to 1; a temperature lower than ${formatNumber(temperature, 2)} makes it harder.`
  );
}

/** A row per cell, with its value in every matrix, and below them the sums of Sinkhorn's rows and columns. */
export function matricesTable({ panels, rows, columns }: HeatmapData): FigureTable {
  const cells = rows.flatMap((row, j) =>
    columns.map((column, i) => [
      Number(row),
      Number(column),
      ...panels.map(({ values }) => values[j * columns.length + i]),
    ]),
  );
  const relaxed = panels.find(({ id }) => id === RELAXED);
  const sums = relaxed && sumsOf(relaxed.values, rows.length);
  const sum = (number: number | string, place: number | string, value: number) => [
    ...[number, place, ...panels.map((panel) => (panel === relaxed ? value : ''))],
  ];
  return {
    columns: ['number', 'place', ...panels.map(({ title }) => title)],
    rows: [
      ...cells,
      ...Array.from(sums?.rows ?? [], (value, j) => sum(Number(rows[j]), 'sum', value)),
      ...Array.from(sums?.columns ?? [], (value, i) => sum('sum', Number(columns[i]), value)),
    ],
  };
}
