import { upright, type AxisSpec } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { endLabels, type EndLabel, type LineEnd } from '../shared/ends';
import { formatTick } from '../shared/format';
import { keepClear, labelBox, textWidth, type Line, type Point } from '../shared/labels';
import { pathOf } from '../shared/path';
import { clamped, powerOf, type Scale } from '../shared/scale';
import { typeScale, type ChartSize, type Numbers, type TypeScale } from '../shared/size';

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

/** The end of a line that bears its name. */
interface SeriesEnd extends LineEnd {
  readonly category: number;
}

export interface SeriesLayout extends Cartesian {
  readonly lines: readonly SeriesLine[];
  readonly events: readonly (Line & { readonly category: number; readonly label: string })[];
  /** Names of the lines, in their colours. */
  readonly names: readonly EndLabel<SeriesEnd>[];
  readonly empty: boolean;
}

/** Lines of the runs with their names at their ends; no more than a few points per pixel. */
export function seriesLayout(data: SeriesData, size: ChartSize): SeriesLayout {
  const type = typeScale(size);
  const room = nameRoom(data, size, type);
  const plot = cartesian({
    size,
    head: 1.6 * type.row,
    right: Math.max(10, room),
    x: stepAxis(data),
    y: valueAxis(data),
    xTitle: { text: data.stepLabel, kind: 'axis' },
    yTitle: { text: data.valueLabel, kind: 'axis' },
  });
  const { frame } = plot;
  // what lies beyond an axis is drawn at its end, zero on a log axis on its floor
  const [x, y] = [clamped(plot.x), clamped(plot.y)];
  const lines = data.series.map((series) => lineOf(series, x, y));
  const ends = data.series.flatMap(({ label: text, category }, i): SeriesEnd[] => {
    const { end: at, thin } = lines[i];
    return at && !thin && room > 0 ? [{ text, category, at, kind: 'name' }] : [];
  });
  const beside = { ...frame, x: frame.right + NAME_GAP, width: room - NAME_GAP };
  const names = endLabels(ends, beside, type);
  return {
    ...plot,
    labels: keepClear(
      plot.labels,
      names.map(({ label }) => labelBox(label)),
      3,
    ),
    lines,
    events: (data.events ?? []).map(({ step, label, category }) => ({
      ...upright(x(step), frame.bottom - type.dot * 2, frame.bottom),
      category,
      label,
    })),
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

function stepAxis({ series, stepScale, stepBounds }: SeriesData): AxisSpec {
  if (stepBounds) return { kind: stepScale, domain: stepBounds };
  let last = 0;
  for (const { steps } of series) if (steps.length) last = Math.max(last, steps[steps.length - 1]);
  const end = Math.max(20, ladder(last));
  return stepScale === 'log'
    ? { kind: 'log', domain: [1, end] }
    : { kind: 'linear', domain: [0, end] };
}

function valueAxis(data: SeriesData): AxisSpec {
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
  if (valueScale === 'log') return logAxis(lo, hi, hasFloor(data));
  if (lo > hi) return { kind: 'linear', domain: [0, 1] };
  return { kind: 'linear', domain: [lo < 0 ? -ladder(-lo) : 0, hi > 0 ? ladder(hi) : 0] };
}

/** No power of ten under this one is a number of full precision. */
const LEAST_POWER = -307;

/** Whole powers of ten around the values; the floor under them stands for zero. */
function logAxis(lo: number, hi: number, floor: boolean): AxisSpec {
  if (lo > hi) return { kind: 'log', domain: [0.01, 1] };
  const least = Math.floor(Math.log10(lo * (1 + 1e-9))) - (floor ? 1 : 0);
  const bottom = Math.max(LEAST_POWER, least);
  const top = Math.max(Math.ceil(Math.log10(hi * (1 - 1e-9))), bottom + 1);
  const domain = [powerOf(bottom), powerOf(top)] as const;
  const format = (tick: number) => (tick === domain[0] ? '0' : formatTick(tick));
  return { kind: 'log', domain, ...(floor && { format }) };
}

/** Pixels between the plot and the names at its right. */
const NAME_GAP = 12;

/** Room for the names at the ends of the lines, at most a third of the width. */
function nameRoom({ series }: SeriesData, { width }: ChartSize, { text }: TypeScale): number {
  const named = series.filter(({ thin }) => !thin);
  if (named.length < 2) return 0;
  const widest = Math.max(...named.map(({ label }) => textWidth(label, text)));
  return Math.min(widest + NAME_GAP, width * 0.36);
}

/** The least and the greatest value of every pixel column, in their order: no peak is lost. */
function lineOf(series: Series, x: Scale, y: Scale): SeriesLine {
  const { id, category, steps, values, thin = false } = series;
  const points: Point[] = [];
  let end: Point | null = null;
  let column: { at: number; first: number; least: number; most: number; last: number } | null =
    null;
  const pixel = (i: number): Point => ({ x: x(steps[i]), y: y(values[i]) });
  const flush = () => {
    if (!column) return;
    const { first, least, most, last } = column;
    const kept = [...new Set([first, Math.min(least, most), Math.max(least, most), last])];
    for (const i of kept) points.push(pixel(i));
    column = null;
  };
  for (let i = 0; i < steps.length; i++) {
    const at = Math.floor(x(steps[i]));
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
  const [left, right] = x.range;
  const dense = steps.length > MAX_DENSITY * (right - left);
  const mean = dense ? pathOf(meansOf(steps, values, x, y)) : null;
  return { id, path: pathOf(points), mean, category, thin, end };
}

/** Steps per pixel from which a line is a band. */
const MAX_DENSITY = 1;
/** Pixels that one point of the mean stands for. */
const MEAN_WIDTH = 4;

function meansOf(steps: Numbers, values: Numbers, x: Scale, y: Scale): Point[] {
  const points: Point[] = [];
  let [at, sum, count] = [-1, 0, 0];
  const flush = () => {
    if (count > 0) points.push({ x: (at + 0.5) * MEAN_WIDTH, y: y(sum / count) });
  };
  for (let i = 0; i < steps.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const bin = Math.floor(x(steps[i]) / MEAN_WIDTH);
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
