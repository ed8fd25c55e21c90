import { domainOf } from '../heatmap/colours';
import { formatNumber, formatTick } from '../shared/format';
import {
  fitText,
  keepClear,
  keepWithin,
  textWidth,
  type Box,
  type Label,
  type Point,
} from '../shared/labels';
import { typeScale, type ChartSize, type TypeScale } from '../shared/size';
import type { Cell } from '../heatmap/moved-cell';
import { drawnValues, placeOn, type SweepMapData } from './model';

export interface SweepMapLayout {
  readonly type: TypeScale;
  readonly box: Box;
  /** Size of a cell in pixels. */
  readonly cell: { readonly width: number; readonly height: number };
  readonly rows: number;
  readonly columns: number;
  /** What the colours show: see `drawnValues`; their logarithms where these say more. */
  readonly values: Float64Array;
  readonly domain: readonly [number, number];
  /** Cells that have no value, as a path. */
  readonly empty: string;
  readonly ramp: Box;
  /** Middle of the cell where the lab stands; null where that is off the map. */
  readonly here: Point | null;
  readonly labels: readonly Label[];
}

/** The map, its colours over it, the values of its settings at two of its sides. */
export function sweepMapLayout(data: SweepMapData, size: ChartSize): SweepMapLayout {
  const type = typeScale(size);
  const { row, text } = type;
  const { x, y } = data;
  const ticks = y.values.map(tickText);
  const left = Math.ceil(Math.max(...ticks.map((each) => textWidth(each, text)))) + 0.7 * text;
  const top = 2.3 * row;
  const box: Box = {
    ...{ x: left, y: top, width: Math.max(20, size.width - left - 1) },
    height: Math.max(20, size.height - top - 2 * row),
  };
  const [columns, rows] = [x.values.length, y.values.length];
  const cell = { width: box.width / columns, height: box.height / rows };
  const drawn = drawnValues(data);
  const known = drawn.filter((value) => !Number.isNaN(value));
  const ends = domainOf(known, 'values');
  const isLog = ends[0] > 0 && ends[1] > WIDE * ends[0];
  const values = isLog ? drawn.map(Math.log) : drawn;
  const domain = isLog ? ([Math.log(ends[0]), Math.log(ends[1])] as const) : ends;
  const head = headOf(data, { ends, isLog }, size.width, type);
  const here = [placeOn(x, data.here.x), placeOn(y, data.here.y)];
  return {
    ...{ type, box, cell, rows, columns, values, domain, ramp: head.ramp },
    empty: emptyCells(values, columns, box, cell),
    here: here.includes(-1)
      ? null
      : middleOf({ row: rows - 1 - here[1], column: here[0] }, box, cell),
    labels: [
      ...head.labels,
      ...keepClear([
        ...sideTitles(data, box, size, type),
        ...inTurn(y.values).map((i): Label => ({
          ...{ x: left - 0.5 * text, y: box.y + (rows - i - 0.5) * cell.height },
          ...{ text: ticks[i], anchor: 'end', kind: 'tick', size: text },
        })),
      ]),
      ...keepClear(
        inTurn(x.values).map((i) =>
          keepWithin(
            {
              ...{ x: box.x + (i + 0.5) * cell.width, y: box.y + box.height + 0.55 * row },
              ...{ text: tickText(x.values[i]), anchor: 'middle', kind: 'tick', size: text },
            },
            0,
            size.width,
          ),
        ),
        [],
        0.6 * text,
      ),
    ],
  };
}

/** Times the least value that the greatest is where colours are spaced by the logarithm: one cell would hide all others. */
const WIDE = 30;
/** Digits of the texts at the sides: spaced values have more than can be read. */
const DIGITS = 3;
const tickText = (value: number) => formatTick(Number(value.toPrecision(DIGITS)));

/** All places of a list, its ends first, then its middle, then those between: what has no room is left out. */
function inTurn({ length }: readonly unknown[]): number[] {
  const order = [0, length - 1];
  for (let mesh = length - 1; mesh > 1; mesh /= 2)
    for (let at = mesh / 2; at < length; at += mesh / 2) order.push(Math.round(at));
  return [...new Set(order)].filter((place) => place >= 0 && place < length);
}

function headOf(
  { quantity }: SweepMapData,
  { ends, isLog }: { readonly ends: readonly [number, number]; readonly isLog: boolean },
  width: number,
  { text: size, row }: TypeScale,
) {
  const y = row / 2;
  const [low, most] = ends.map((end) => formatNumber(end, 2));
  const high = isLog ? `${most} (log)` : most;
  const bar = 5 * size;
  const room = width - textWidth(low, size) - textWidth(high, size) - bar - 2 * size;
  const title = fitText(quantity, size, room);
  const from = textWidth(title, size) + size;
  const start = from + textWidth(low, size) + 6;
  const label = (x: number, text: string, kind: string): Label => ({
    ...{ x, y, text, kind, size, anchor: 'start' },
  });
  return {
    ramp: { x: start, y: y - 0.35 * size, width: bar, height: 0.7 * size },
    labels: [
      label(0, title, 'axis'),
      label(from, low, 'tick'),
      label(start + bar + 6, high, 'tick'),
    ],
  };
}

const sideTitles = (
  { x, y }: SweepMapData,
  box: Box,
  { width, height }: ChartSize,
  { text: size, row }: TypeScale,
): Label[] => [
  {
    ...{ x: 0, y: box.y - 0.6 * row, text: fitText(y.title, size, width), anchor: 'start' },
    ...{ kind: 'axis', size, ...(y.term && { term: y.term }) },
  },
  {
    ...{ x: width, y: height - 0.5 * row, text: fitText(x.title, size, width), anchor: 'end' },
    ...{ kind: 'axis', size, ...(x.term && { term: x.term }) },
  },
];

function emptyCells(
  values: Float64Array,
  columns: number,
  box: Box,
  { width, height }: SweepMapLayout['cell'],
): string {
  const n = (pixel: number) => Math.round(10 * pixel) / 10;
  return Array.from(values, (value, at) => {
    if (!Number.isNaN(value)) return '';
    const [x, y] = [box.x + (at % columns) * width, box.y + Math.floor(at / columns) * height];
    return `M${n(x)},${n(y)}h${n(width)}v${n(height)}h${n(-width)}Z`;
  }).join('');
}

/** Middle of a cell, rows from the top. */
export const middleOf = ({ row, column }: Cell, box: Box, cell: SweepMapLayout['cell']): Point => ({
  x: box.x + (column + 0.5) * cell.width,
  y: box.y + (row + 0.5) * cell.height,
});

/** The cell under a pixel, or null. */
export function cellUnder({ box, cell, rows, columns }: SweepMapLayout, at: Point): Cell | null {
  const column = Math.floor((at.x - box.x) / cell.width);
  const row = Math.floor((at.y - box.y) / cell.height);
  return row < 0 || column < 0 || row >= rows || column >= columns ? null : { row, column };
}
