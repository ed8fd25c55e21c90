import type { HeatmapData } from '../../../charts/heatmap/layout';
import { formatNumber, formatPercent, formatTick } from '../../../charts/shared/format';
import { methods } from '../../../core/atlas/methods';
import type { FigureTable } from '../../../ui/figure/types';
import {
  LARGEST_SIGMA,
  sumsOf,
  type MatrixAnalysis,
  type MatrixRequest,
} from '../experiment/own-matrix';
import { examples } from '../own/examples';
import { countOf, matrixOfText, type OwnMatrix } from '../own/matrix';
import type { MatchingValues } from '../params';
import { knobsOf } from '../specs';

/** A matrix, whether it is of costs, and what is known of it. */
export interface KnownMatrix {
  readonly matrix: OwnMatrix;
  readonly costs: boolean;
  readonly analysis: MatrixAnalysis;
  /** Which of the best matchings is shown. */
  readonly shown: number;
  readonly knobs: Pick<MatchingValues, 'sigma' | 'temperature' | 'iterations'>;
}

/** The matrix of the settings, or the first example where they have none. */
export const matrixOf = ({ matrix }: Pick<MatchingValues, 'matrix'>) =>
  matrixOfText(matrix || examples[0].text);

/** All that is asked about a matrix, as a text: equal texts have equal answers. */
export function questionOf(values: MatchingValues, { rows, columns, values: cells }: OwnMatrix) {
  const { law, variance, sigma, temperature, iterations } = knobsOf(values, values.method);
  const question: Question = {
    ...{ rows, columns, cells: Array.from(cells), costs: values.matrixOf === 'costs' },
    ...{ seed: values.seed, knobs: { law, variance, sigma, temperature, iterations } },
  };
  return JSON.stringify(question);
}

interface Question
  extends Pick<MatrixRequest, 'seed' | 'knobs'>, Pick<OwnMatrix, 'rows' | 'columns'> {
  readonly cells: readonly number[];
  readonly costs: boolean;
}

/** The question as it is put, of scores. */
export function answerable(question: string) {
  const { rows, columns, cells, costs, seed, knobs } = JSON.parse(question) as Question;
  const scores = Float64Array.from(cells, (cell) => (costs ? -cell : cell));
  const matrix: OwnMatrix = { rows, columns, values: Float64Array.from(cells) };
  const request: MatrixRequest = { n: rows.length, scores, seed, knobs };
  return { matrix, costs, request };
}

const SINKHORN = methods['gumbel-sinkhorn'].short;

/** Sums of whole numbers as whole numbers. */
const say = (value: number) => formatTick(Number(value.toPrecision(6)));
const chosen = ({ analysis: { optima }, shown }: KnownMatrix) =>
  optima.matchings[Math.min(shown, optima.matchings.length - 1)];

/** The matrix, and what is at stake, noise and Sinkhorn make of every link. */
export function ownMatrixData(known: KnownMatrix): HeatmapData {
  const { matrix, costs, analysis, knobs } = known;
  const { stakes, shares, flips, sinkhorn } = analysis;
  const dots = chosen(known);
  return {
    rows: matrix.rows,
    columns: matrix.columns,
    ...{ rowTitle: 'row', columnTitle: 'column', named: true, numbered: true },
    panels: [
      {
        ...{ id: 'own', title: costs ? 'cost' : 'score', values: matrix.values, dots },
        hue: costs ? 'loss' : 'signal',
      },
      { id: 'stakes', title: 'at stake', values: stakes, hue: 'error', dots },
      {
        ...{ id: 'shares', title: `share, σ ${say(knobs.sigma)}`, values: shares, dots },
        ...{ hue: 'ink', extent: 'shares' },
      },
      {
        ...{ id: 'flips', title: 'σ of its flip', hue: 'noise', extent: 'with-zero', dots },
        values: flips.map((sigma) => (Number.isFinite(sigma) ? sigma : NaN)),
      },
      { id: 'sinkhorn', title: SINKHORN, values: sinkhorn, dots, hue: 'ink', extent: 'shares' },
    ],
  };
}

/** The least and the largest of sums. */
export const rangeOf = (sums: Float64Array) => {
  const [least, most] = [Math.min(...sums), Math.max(...sums)].map((sum) => formatNumber(sum, 3));
  return least === most ? least : `${least} to ${most}`;
};

/** Of how many the best is one, what it is worth, and how far the next is. */
export function ownMatrixTitle({ costs, analysis }: KnownMatrix): string {
  const { optima, value, stakes } = analysis;
  const worth = costs ? `costs ${say(-value + 0)}` : `scores ${say(value)}`;
  const { length } = optima.matchings;
  if (!optima.complete) return `More than ${length} matchings are best: each ${worth}`;
  if (length > 1) return `${length} matchings are best: each ${worth}`;
  return `The best matching ${worth}, the next one ${say(Math.min(...stakes))} ${costs ? 'more' : 'less'}`;
}

/** The proof, and how far Sinkhorn's rows are from sums of 1, in two sentences. */
export function ownMatrixSentence({ costs, analysis }: KnownMatrix): string {
  const { n, u, v, sinkhorn } = analysis;
  const sums = `Sinkhorn’s rows sum to ${rangeOf(sumsOf(sinkhorn, n).rows)}.`;
  const total = u.reduce((sum, price) => sum + price, 0) + v.reduce((sum, price) => sum + price, 0);
  return costs
    ? `Prices of rows and columns add up to ${say(-total + 0)} and no link costs less than its two: no matching is cheaper. ${sums}`
    : `Prices of rows and columns add up to ${say(total)} and no link scores more than its two: no matching is better. ${sums}`;
}

export function describeOwnMatrix(known: KnownMatrix): string {
  const { matrix, analysis, knobs } = known;
  const { n, shares, flips, stretches, sinkhorn } = analysis;
  const links = chosen(known).map((column, i) => ({ i, column, c: i * n + column }));
  const pairs = links.map(({ i, column }) => `${matrix.rows[i]} with ${matrix.columns[column]}`);
  const least = links.reduce((a, b) => (shares[b.c] < shares[a.c] ? b : a));
  const first = Math.min(...flips);
  const { rows, columns } = sumsOf(sinkhorn, n);
  return [
    `${ownMatrixTitle(known)}. ${pairs.join(', ')}.`,
    `At sigma ${say(knobs.sigma)} the draws keep ${matrix.rows[least.i]} with ${matrix.columns[least.column]} in ${formatPercent(shares[least.c])}, the least of its links.`,
    first < LARGEST_SIGMA
      ? `The followed draw leaves it at sigma ${say(first)}; it takes ${countOf(stretches, 'matching')} up to sigma ${LARGEST_SIGMA}.`
      : `The followed draw keeps it up to sigma ${LARGEST_SIGMA}.`,
    `Sinkhorn at temperature ${say(knobs.temperature)} after ${countOf(knobs.iterations, 'iteration')}: rows sum to ${rangeOf(rows)}, columns to ${rangeOf(columns)}.`,
  ].join(' ');
}

/** A line per link, and the sums of Sinkhorn's rows and columns. */
export function ownMatrixTable(known: KnownMatrix): FigureTable {
  const { matrix, costs, analysis } = known;
  const { n, stakes, shares, flips, sinkhorn, u, v } = analysis;
  const has = chosen(known);
  const sign = costs ? -1 : 1;
  const cell = (i: number, j: number) => {
    const c = i * n + j;
    const flip = Number.isFinite(flips[c]) ? flips[c] : '';
    return [
      ...[matrix.rows[i], matrix.columns[j], matrix.values[c], has[i] === j ? 'yes' : ''],
      ...[stakes[c], shares[c], flip, sinkhorn[c], sign * u[i] + 0, sign * v[j] + 0],
    ];
  };
  const { rows, columns } = sumsOf(sinkhorn, n);
  const sum = (row: string, column: string, value: number) => [
    ...[row, column, '', '', '', '', '', value, '', ''],
  ];
  return {
    columns: [
      ...['row', 'column', costs ? 'cost' : 'score', 'in the best matching', 'at stake', 'share'],
      ...['sigma at which it flips', SINKHORN, 'price of the row', 'price of the column'],
    ],
    rows: [
      ...matrix.rows.flatMap((_, i) => matrix.columns.map((__, j) => cell(i, j))),
      ...Array.from(rows, (value, i) => sum(matrix.rows[i], 'sum', value)),
      ...Array.from(columns, (value, j) => sum('sum', matrix.columns[j], value)),
    ],
  };
}
