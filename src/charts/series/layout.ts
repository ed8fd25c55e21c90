import { axisTicks, toPixel, type Axis } from '../shared/axis';
import { formatTick } from '../shared/format';
import {
  fitText,
  keepClear,
  keepWithin,
  labelBox,
  spread,
  textWidth,
  type Label,
  type Line,
  type Point,
} from '../shared/labels';
import { gridAt } from '../shared/marker';
import { pathOf } from '../shared/path';
import { clamp, typeScale, type ChartSize, type Numbers, type TypeScale } from '../shared/size';

export interface Series {
  readonly id: string;
  readonly label: string;
  /** Colour and dash pattern, see categoryStyle. */
  readonly category: number;
  /** Steps, ascending, and a value at each; NaN leaves a gap. */
  readonly steps: Numbers;
  readonly values: Numbers;
  /** A second line of the same run, told apart by being thin. */
  readonly thin?: boolean;
}

export interface SeriesEvent {
  readonly step: number;
  readonly label: string;
  readonly category: number;
}

export interface SeriesData {
  readonly series: readonly Series[];
  readonly stepLabel: string;
  /** With its unit. */
  readonly valueLabel: string;
  readonly valueScale: 'linear' | 'log';
  readonly stepScale: 'linear' | 'log';
  /** Fixed extent of the steps, for series over something else than steps. */
  readonly stepBounds?: readonly [number, number];
  /** Fixed extent of the values, such as 0 to 1. */
  readonly bounds?: readonly [number, number];
  readonly events?: readonly SeriesEvent[];
}

export interface SeriesLine {
  readonly id: string;
  /** The line; where steps are denser than pixels, its extent in every column of pixels. */
  readonly path: string;
  /** The mean of every few pixels, where the line is too dense to be followed. */
  readonly mean: string | null;
  readonly category: number;
  readonly thin: boolean;
  /** Last point that is a number, with the label that belongs to it. */
  readonly end: Point | null;
}

export interface SeriesLayout {
  readonly type: TypeScale;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  readonly lines: readonly SeriesLine[];
  readonly grid: readonly Line[];
  readonly leaders: readonly (Line & { readonly category: number })[];
  readonly events: readonly (Line & { readonly category: number; readonly label: string })[];
  readonly labels: readonly Label[];
  /** Labels of the lines, in their colours. */
  readonly names: readonly (Label & { readonly category: number })[];
  readonly empty: boolean;
}

export function seriesLayout(data: SeriesData, size: ChartSize): SeriesLayout {
  const type = typeScale(size);
  const top = 1.6 * type.row;
  const bottom = size.height - 2 * type.row;
  const yAxis: Axis = { ...valueAxis(data), range: [bottom, top] };
  const yTicks = axisTicks(yAxis, Math.max(2, Math.floor((bottom - top) / (type.row * 1.6))));
  const floor = hasFloor(data) ? yAxis.domain[0] : null;
  const tickText = (tick: number) => (tick === floor ? '0' : formatTick(tick));
  const left = Math.max(0, ...yTicks.map((tick) => textWidth(tickText(tick), type.text))) + 10;
  const nameWidth = nameRoom(data, size, type);
  const xAxis: Axis = { ...stepAxis(data), range: [left, size.width - nameWidth - 6] };
  const lines = data.series.map((series) => lineOf(series, xAxis, yAxis));
  const { names, leaders } = endLabels(data, lines, yAxis, size, nameWidth, type);
  return {
    type,
    xAxis,
    yAxis,
    lines,
    grid: gridAt(yAxis, yTicks, left, xAxis.range[1]),
    leaders,
    events: (data.events ?? []).map(({ step, label, category }) => {
      const x = toPixel(xAxis, clamp(step, ...xAxis.domain));
      return { x1: x, x2: x, y1: bottom - type.dot * 2, y2: bottom, category, label };
    }),
    labels: keepClear(
      [
        ...axisLabels(data, xAxis, size, type),
        ...yTicks.map((tick) => ({
          x: left - 6,
          y: toPixel(yAxis, tick),
          text: tickText(tick),
          anchor: 'end' as const,
          kind: 'tick',
          size: type.text,
        })),
      ],
      names.map(labelBox),
    ),
    names,
    empty: data.series.every(({ steps }) => steps.length === 0),
  };
}

/** Values that a log axis can't show stand on its floor. */
const hasFloor = ({ valueScale, series }: SeriesData) =>
  valueScale === 'log' && series.some(({ values }) => some(values, (value) => value <= 0));

function some(values: Numbers, test: (value: number) => boolean): boolean {
  for (let i = 0; i < values.length; i++) if (test(values[i])) return true;
  return false;
}

/** The next of 1, 2, 5, 10, ... so that an axis grows in a few calm jumps. */
export function ladder(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value) + 1e-12);
  const mantissa = value / power;
  return power * (mantissa <= 1 + 1e-9 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10);
}

function stepAxis({ series, stepScale, stepBounds }: SeriesData): Omit<Axis, 'range'> {
  if (stepBounds) return { kind: stepScale, domain: stepBounds };
  let last = 0;
  for (const { steps } of series) if (steps.length) last = Math.max(last, steps[steps.length - 1]);
  const end = Math.max(20, ladder(last));
  return stepScale === 'log'
    ? { kind: 'log', domain: [1, end] }
    : { kind: 'linear', domain: [0, end] };
}

function valueAxis(data: SeriesData): Omit<Axis, 'range'> {
  const { series, valueScale, bounds } = data;
  if (bounds) return { kind: valueScale, domain: bounds };
  let lo = Infinity;
  let hi = -Infinity;
  for (const { values } of series) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (!Number.isFinite(value) || (valueScale === 'log' && value <= 0)) continue;
      lo = Math.min(lo, value);
      hi = Math.max(hi, value);
    }
  }
  if (valueScale === 'log') {
    if (lo > hi) return { kind: 'log', domain: [0.01, 1] };
    const decade = (value: number, round: (x: number) => number) => 10 ** round(Math.log10(value));
    const bottom = decade(lo * (1 + 1e-9), Math.floor) / (hasFloor(data) ? 10 : 1);
    const ceiling = decade(hi * (1 - 1e-9), Math.ceil);
    return { kind: 'log', domain: [bottom, Math.max(ceiling, bottom * 10)] };
  }
  if (lo > hi) return { kind: 'linear', domain: [0, 1] };
  return { kind: 'linear', domain: [lo < 0 ? -ladder(-lo) : 0, hi > 0 ? ladder(hi) : 0] };
}

/** Room for the names at the ends of the lines, at most a third of the width. */
function nameRoom({ series }: SeriesData, { width }: ChartSize, { text }: TypeScale): number {
  const named = series.filter(({ thin }) => !thin);
  if (named.length < 2) return 0;
  const widest = Math.max(...named.map(({ label }) => textWidth(label, text)));
  return Math.min(widest + 12, width * 0.34);
}

/** The least and the greatest value of every pixel column, in their order: no peak is lost. */
function lineOf(series: Series, xAxis: Axis, yAxis: Axis): SeriesLine {
  const { id, category, steps, values, thin = false } = series;
  const points: Point[] = [];
  const [bottom] = yAxis.range;
  let end: Point | null = null;
  let column: { at: number; first: number; least: number; most: number; last: number } | null =
    null;
  const pixel = (i: number): Point => {
    const value = values[i];
    if (Number.isNaN(value)) return { x: toPixel(xAxis, Math.max(steps[i], 1e-9)), y: NaN };
    const inside = yAxis.kind === 'log' && value <= 0;
    const y = inside ? bottom : toPixel(yAxis, clamp(value, ...yAxis.domain));
    return { x: toPixel(xAxis, clamp(steps[i], ...xAxis.domain)), y };
  };
  const flush = () => {
    if (!column) return;
    const { first, least, most, last } = column;
    const kept = [...new Set([first, Math.min(least, most), Math.max(least, most), last])];
    for (const i of kept) points.push(pixel(i));
    column = null;
  };
  for (let i = 0; i < steps.length; i++) {
    const at = Math.floor(toPixel(xAxis, clamp(steps[i], ...xAxis.domain)));
    if (!column || column.at !== at || Number.isNaN(values[i])) {
      flush();
      column = { at, first: i, least: i, most: i, last: i };
    }
    if (values[i] < values[column.least]) column.least = i;
    if (values[i] > values[column.most]) column.most = i;
    column.last = i;
  }
  flush();
  for (const point of points) if (Number.isFinite(point.y)) end = point;
  const dense = steps.length > MAX_DENSITY * (xAxis.range[1] - xAxis.range[0]);
  const mean = dense ? pathOf(meansOf(steps, values, xAxis, yAxis)) : null;
  return { id, path: pathOf(points), mean, category, thin, end };
}

/** Steps per pixel from which a line is a band. */
const MAX_DENSITY = 1;
/** Pixels that one point of the mean stands for. */
const MEAN_WIDTH = 4;

function meansOf(steps: Numbers, values: Numbers, xAxis: Axis, yAxis: Axis): Point[] {
  const points: Point[] = [];
  const [bottom] = yAxis.range;
  let [at, sum, count] = [-1, 0, 0];
  const flush = () => {
    if (count === 0) return;
    const mean = sum / count;
    const y = yAxis.kind === 'log' && mean <= 0 ? bottom : toPixel(yAxis, mean);
    points.push({ x: (at + 0.5) * MEAN_WIDTH, y: Math.min(y, bottom) });
  };
  for (let i = 0; i < steps.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const bin = Math.floor(toPixel(xAxis, clamp(steps[i], ...xAxis.domain)) / MEAN_WIDTH);
    if (bin !== at) {
      flush();
      [at, sum, count] = [bin, 0, 0];
    }
    sum += values[i];
    count++;
  }
  flush();
  return points;
}

function endLabels(
  { series }: SeriesData,
  lines: readonly SeriesLine[],
  yAxis: Axis,
  { width }: ChartSize,
  room: number,
  { text: size, row }: TypeScale,
) {
  const [bottom, top] = yAxis.range;
  const shown = series.flatMap((one, i) => {
    const { end } = lines[i];
    return end && !one.thin && room > 0 ? [{ ...one, end }] : [];
  });
  const ys = spread(
    shown.map(({ end }) => end.y),
    row,
    top,
    bottom,
  );
  const x = width - room + 6;
  return {
    names: shown.map(({ label, category }, i) => ({
      x,
      y: ys[i],
      text: fitText(label, size, room - 6),
      anchor: 'start' as const,
      kind: 'name',
      size,
      category,
    })),
    leaders: shown.map(({ end, category }, i) => ({
      x1: end.x + 2,
      y1: end.y,
      x2: x - 4,
      y2: ys[i],
      category,
    })),
  };
}

function axisLabels(
  { stepLabel, valueLabel }: SeriesData,
  xAxis: Axis,
  { width, height }: ChartSize,
  { text: size, row }: TypeScale,
): Label[] {
  const [start, end] = xAxis.range;
  const ticks = axisTicks(xAxis, Math.max(2, Math.floor((end - start) / (5 * size))));
  return [
    { x: 0, y: row / 2, text: valueLabel, anchor: 'start', kind: 'axis', size },
    ...ticks.map((tick) =>
      keepWithin(
        {
          x: toPixel(xAxis, tick),
          y: height - row * 1.45,
          text: formatTick(tick),
          anchor: 'middle' as const,
          kind: 'tick',
          size,
        },
        0,
        width,
      ),
    ),
    { x: end, y: height - row / 2, text: stepLabel, anchor: 'end', kind: 'axis', size },
  ];
}
