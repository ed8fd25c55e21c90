import { axisTicks, fromPixel, toPixel, type Axis } from '../shared/axis';
import { formatNumber, formatTick } from '../shared/format';
import {
  keepWithin,
  labelBox,
  textWidth,
  type Box,
  type Label,
  type Line,
  type Point,
} from '../shared/labels';
import { gridAt, markerAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { pathOf } from '../shared/path';
import { covered, placeLabel } from '../shared/place';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';

export interface LossCurveData {
  /** Noise scales of the exact curve, positive and ascending, and E[loss] at each. */
  readonly sigmas: readonly number[];
  readonly losses: readonly number[];
  readonly sigma: number;
  readonly sigmaBounds: readonly [number, number];
  /** Exact E[loss] and dE[loss]/dsigma at the current sigma; null while computing. */
  readonly exact: number | null;
  readonly slope: number | null;
  readonly estimate: { readonly value: number; readonly standardError: number } | null;
  /** E[loss] as sigma -> 0 and as sigma -> infinity. */
  readonly deterministic: number | null;
  readonly uniform: number | null;
}

export interface LossCurveLayout {
  readonly type: TypeScale;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  readonly curve: string;
  readonly grid: readonly Line[];
  readonly references: readonly Line[];
  readonly tangent: Line | null;
  readonly minimum: Point | null;
  readonly estimate: Point | null;
  readonly error: Line | null;
  readonly leaders: readonly Line[];
  readonly marker: Marker;
  readonly labels: readonly Label[];
}

/** Index of the least loss if it lies inside the curve and clearly under both ends, else null. */
export function interiorMinimum(losses: readonly number[]): number | null {
  if (losses.length < 3) return null;
  const best = losses.reduce((least, loss, i) => (loss < losses[least] ? i : least), 0);
  const depth = Math.min(losses[0], losses.at(-1)!) - losses[best];
  return depth > 1e-3 * (Math.max(...losses) - losses[best]) ? best : null;
}

export function lossCurveLayout(data: LossCurveData, size: ChartSize): LossCurveLayout {
  const type = typeScale(size);
  const top = 2 * type.row + 2;
  const bottom = size.height - 2 * type.row;
  const yAxis = verticalAxis(data, [bottom, top], type);
  const yTicks = axisTicks(yAxis, Math.max(2, Math.floor((bottom - top) / 40)));
  const left = Math.max(...yTicks.map((tick) => textWidth(formatTick(tick), type.text))) + 8;
  const right = size.width - 10;
  const xAxis: Axis = { kind: 'log', domain: data.sigmaBounds, range: [left + 4, right] };
  const points = data.sigmas.map((sigma, i) => ({
    x: toPixel(xAxis, sigma),
    y: toPixel(yAxis, data.losses[i]),
  }));
  const least = interiorMinimum(data.losses);
  const minimum = least === null ? null : points[least];
  const tangent = tangentLine(data, xAxis, yAxis);
  const estimate = data.estimate && {
    x: toPixel(xAxis, data.sigma),
    y: toPixel(yAxis, data.estimate.value),
  };
  const references = [data.deterministic, data.uniform].filter((level) => level !== null);
  const notes = noteLabels(data, { xAxis, yAxis, points, minimum, tangent }, size, type);
  return {
    type,
    xAxis,
    yAxis,
    curve: pathOf(points),
    grid: gridAt(yAxis, yTicks, left, right),
    references: gridAt(yAxis, references, left, right),
    tangent,
    minimum,
    estimate,
    error: errorLine(data, estimate, yAxis),
    leaders: notes.leaders,
    marker: markerAt(xAxis, data.sigma, 'σ', 'noise', { top, bottom, width: size.width }, type),
    labels: [...axisLabels(xAxis, yAxis, yTicks, left, size, type), ...notes.labels],
  };
}

/** Sigma at a pixel of the horizontal axis. */
export const sigmaAt = ({ xAxis }: LossCurveLayout, x: number) => fromPixel(xAxis, x);

/** Part of the value that the axis spans at least, so that a flat curve looks flat. */
const LEAST_SPAN = 0.1;

/** Extent of everything drawn, with room above and below for the labels of the two levels. */
function verticalAxis(
  { losses, exact, estimate, deterministic, uniform }: LossCurveData,
  range: readonly [number, number],
  { row }: TypeScale,
): Axis {
  const error = 2 * (estimate?.standardError ?? 0);
  const measured = estimate ? [estimate.value - error, estimate.value + error] : [];
  const known = [...losses, exact, ...measured, deterministic, uniform].filter(
    (value): value is number => value !== null && value !== undefined && Number.isFinite(value),
  );
  const lo = known.length ? Math.min(...known) : 0;
  const hi = known.length ? Math.max(...known) : 1;
  const span = Math.max(hi - lo, LEAST_SPAN * Math.max(1, Math.abs(hi)));
  const pad = (span * (row + 6)) / Math.max(row, range[0] - range[1] - 2 * (row + 6));
  const middle = (lo + hi) / 2;
  const reach = span / 2 + pad;
  return { kind: 'linear', domain: [middle - reach, middle + reach], range };
}

const TANGENT_REACH = 60;

/**
 * Tangent at the current sigma. On a log axis dE/d(ln sigma) = sigma * dE/dsigma, so the straight
 * line of that slope touches the curve. It ends where it would leave the plot.
 */
function tangentLine(
  { exact, slope, sigma }: LossCurveData,
  xAxis: Axis,
  yAxis: Axis,
): Line | null {
  if (exact === null || slope === null) return null;
  const pixelsPerLog =
    (xAxis.range[1] - xAxis.range[0]) / Math.log(xAxis.domain[1] / xAxis.domain[0]);
  const rise = toPixel(yAxis, sigma * slope) - toPixel(yAxis, 0);
  const steepness = rise / pixelsPerLog;
  const [x, y] = [toPixel(xAxis, sigma), toPixel(yAxis, exact)];
  const [bottom, top] = yAxis.range;
  const length = TANGENT_REACH / Math.hypot(1, steepness);
  const end = (reach: number) => {
    const ex = clamp(x + reach, ...xAxis.range);
    const ey = clamp(y + steepness * (ex - x), top, bottom);
    return { x: steepness === 0 ? ex : x + (ey - y) / steepness, y: ey };
  };
  const [from, to] = [end(-length), end(length)];
  return { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
}

function errorLine({ estimate }: LossCurveData, at: Point | null, yAxis: Axis): Line | null {
  if (!at || !estimate) return null;
  const ends = [-2, 2].map((z) => toPixel(yAxis, estimate.value + z * estimate.standardError));
  const [y1, y2] = ends as [number, number];
  return y1 - y2 < 2 ? null : { x1: at.x, x2: at.x, y1, y2 };
}

function axisLabels(
  xAxis: Axis,
  yAxis: Axis,
  yTicks: readonly number[],
  left: number,
  { width, height }: ChartSize,
  { text: size, row }: TypeScale,
): Label[] {
  const [start, end] = xAxis.range;
  const ticks = axisTicks(xAxis, Math.floor((end - start) / (4 * size)));
  return [
    {
      x: 0,
      y: row / 2,
      text: 'expected loss E[ℓ(y*)]',
      anchor: 'start',
      kind: 'loss',
      size,
      term: 'loss',
    },
    ...yTicks.map((tick) => ({
      x: left - 6,
      y: toPixel(yAxis, tick),
      text: formatTick(tick),
      anchor: 'end' as const,
      kind: 'tick',
      size,
    })),
    ...ticks.map((tick) =>
      keepWithin(
        {
          x: toPixel(xAxis, tick),
          y: height - row * 1.45,
          text: formatTick(tick),
          anchor: 'middle',
          kind: 'tick',
          size,
        },
        0,
        width,
      ),
    ),
    {
      x: width,
      y: height - row / 2,
      text: 'noise scale σ',
      anchor: 'end',
      kind: 'noise',
      size,
      term: 'sigma',
    },
  ];
}

interface Drawn {
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  readonly points: readonly Point[];
  readonly minimum: Point | null;
  readonly tangent: Line | null;
}

/** Labels inside the plot: the two levels, the minimum, the slope, each where there is room. */
function noteLabels(
  data: LossCurveData,
  { xAxis, yAxis, points, minimum, tangent }: Drawn,
  { width }: ChartSize,
  { text: size, row }: TypeScale,
) {
  const [bottom, top] = yAxis.range;
  const labels: Label[] = levelLabels(data, xAxis, yAxis, points, size, row);
  const leaders: Line[] = [];
  const taken: Box[] = [
    ...labels.map(labelBox),
    { x: 0, y: 0, width, height: top },
    { x: 0, y: bottom, width, height: 100 },
    { x: 0, y: top, width: xAxis.range[0], height: bottom - top },
  ];
  const touched = tangent ? [...points, ...along(tangent)] : points;
  const marker = toPixel(xAxis, data.sigma);
  const obstacles = [
    ...touched,
    ...Array.from({ length: 40 }, (_, i) => ({ x: marker, y: top + ((bottom - top) * i) / 39 })),
  ];
  const add = (text: string, kind: string, term: string, anchors: readonly Point[]) => {
    const room = { width, height: bottom };
    const placed = placeLabel({ text, kind, size, term }, anchors, taken, obstacles, room);
    if (!placed) return;
    labels.push(placed.label);
    taken.push(labelBox(placed.label));
    if (placed.leader) leaders.push(placed.leader);
  };
  if (tangent) {
    const ends = [
      { x: tangent.x1, y: tangent.y1 },
      { x: tangent.x2, y: tangent.y2 },
    ];
    add(`slope ${formatNumber(data.slope!, 2)}`, 'series-1', 'gradient', ends);
  }
  if (minimum) {
    const least = interiorMinimum(data.losses)!;
    const text = `minimum at σ = ${formatNumber(data.sigmas[least], 2)}`;
    add(text, 'loss', 'loss', [minimum]);
  }
  return { labels, leaders };
}

const along = ({ x1, y1, x2, y2 }: Line): Point[] =>
  Array.from({ length: 13 }, (_, i) => ({
    x: x1 + ((x2 - x1) * i) / 12,
    y: y1 + ((y2 - y1) * i) / 12,
  }));

/** "deterministic" at the left end of its level and "uniform" at the right end, off the curve. */
function levelLabels(
  { deterministic, uniform }: LossCurveData,
  xAxis: Axis,
  yAxis: Axis,
  points: readonly Point[],
  size: number,
  row: number,
): Label[] {
  const narrow = xAxis.range[1] - xAxis.range[0] < 36 * size;
  const label = (level: number, x: number, words: string, anchor: 'start' | 'end'): Label => {
    const name = narrow ? words.slice(words.indexOf(':') + 2) : words;
    const text = `${name} ${formatNumber(level, 2)}`;
    const sides = [-1, 1].map((side): Label => {
      const y = toPixel(yAxis, level) + side * row * 0.6;
      return { x, y, text, anchor, kind: 'note', size };
    });
    const [above, below] = sides as [Label, Label];
    return covered(labelBox(below), points) < covered(labelBox(above), points) ? below : above;
  };
  const [left, right] = xAxis.range;
  return [
    ...(deterministic === null
      ? []
      : [label(deterministic, left, 'σ → 0: deterministic', 'start')]),
    ...(uniform === null ? [] : [label(uniform, right, 'σ → ∞: uniform', 'end')]),
  ];
}
