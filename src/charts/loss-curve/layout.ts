import { across, upright, type AxisSpec } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { formatNumber } from '../shared/format';
import { labelBox, type Box, type Label, type Line, type Point } from '../shared/labels';
import { markerAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { pathOf } from '../shared/path';
import { covered, placeLabel } from '../shared/place';
import { valueAt, type Scale } from '../shared/scale';
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

export interface LossCurveLayout extends Cartesian {
  readonly curve: string;
  readonly references: readonly Line[];
  readonly tangent: Line | null;
  readonly minimum: Point | null;
  readonly estimate: Point | null;
  readonly error: Line | null;
  readonly leaders: readonly Line[];
  readonly marker: Marker;
}

/** Index of the least loss if it lies inside the curve and clearly under both ends, else null. */
export function interiorMinimum(losses: readonly number[]): number | null {
  if (losses.length < 3) return null;
  const best = losses.reduce((least, loss, i) => (loss < losses[least] ? i : least), 0);
  const depth = Math.min(losses[0], losses.at(-1)!) - losses[best];
  return depth > 1e-3 * (Math.max(...losses) - losses[best]) ? best : null;
}

/** The curve between the levels of its two limits, its tangent at sigma, notes where there is room. */
export function lossCurveLayout(data: LossCurveData, size: ChartSize): LossCurveLayout {
  const type = typeScale(size);
  const head = 2 * type.row + 2;
  const plot = cartesian({
    size,
    head,
    x: { kind: 'log', domain: data.sigmaBounds },
    y: lossAxis(data, size.height - 2 * type.row - head, type),
    xTitle: { text: 'noise scale σ', kind: 'noise', term: 'sigma' },
    yTitle: { text: 'expected loss E[ℓ(y*)]', kind: 'loss', term: 'loss' },
  });
  const { x, y, frame } = plot;
  const points = data.sigmas.map((sigma, i) => ({ x: x(sigma), y: y(data.losses[i]) }));
  const least = interiorMinimum(data.losses);
  const minimum = least === null ? null : points[least];
  const tangent = tangentLine(data, x, y);
  const estimate = data.estimate && { x: x(data.sigma), y: y(data.estimate.value) };
  const references = [data.deterministic, data.uniform].filter((level) => level !== null);
  const notes = noteLabels(data, plot, { points, minimum, tangent }, size);
  return {
    ...plot,
    curve: pathOf(points),
    references: references.map((level) => across(y(level), frame.left, frame.right)),
    tangent,
    minimum,
    estimate,
    error: errorLine(data, estimate, y),
    leaders: notes.leaders,
    marker: markerAt(x, data.sigma, 'σ', 'noise', frame, size.width, type),
    labels: [...plot.labels, ...notes.labels],
  };
}

/** Sigma at a pixel of the horizontal axis. */
export const sigmaAt = ({ x }: LossCurveLayout, pixel: number) => valueAt(x, pixel);

/** Part of the value that the axis spans at least, so that a flat curve looks flat. */
const LEAST_SPAN = 0.1;

/** Extent of everything drawn, with room above and below for the labels of the two levels. */
function lossAxis(
  { losses, exact, estimate, deterministic, uniform }: LossCurveData,
  height: number,
  { row }: TypeScale,
): AxisSpec {
  const error = 2 * (estimate?.standardError ?? 0);
  const measured = estimate ? [estimate.value - error, estimate.value + error] : [];
  const known = [...losses, exact, ...measured, deterministic, uniform].filter(
    (value): value is number => value !== null && value !== undefined && Number.isFinite(value),
  );
  const lo = known.length ? Math.min(...known) : 0;
  const hi = known.length ? Math.max(...known) : 1;
  const span = Math.max(hi - lo, LEAST_SPAN * Math.max(1, Math.abs(hi)));
  const pad = (span * (row + 6)) / Math.max(row, height - 2 * (row + 6));
  const middle = (lo + hi) / 2;
  const reach = span / 2 + pad;
  return { kind: 'linear', domain: [middle - reach, middle + reach] };
}

const TANGENT_REACH = 60;

/**
 * Tangent at the current sigma. On a log axis dE/d(ln sigma) = sigma * dE/dsigma, so the straight
 * line of that slope touches the curve. It ends where it would leave the plot.
 */
function tangentLine(
  { exact, slope, sigma }: LossCurveData,
  xScale: Scale,
  yScale: Scale,
): Line | null {
  if (exact === null || slope === null) return null;
  const pixelsPerLog = xScale(Math.E) - xScale(1);
  const rise = yScale(sigma * slope) - yScale(0);
  const steepness = rise / pixelsPerLog;
  const [x, y] = [xScale(sigma), yScale(exact)];
  const [bottom, top] = yScale.range;
  const length = TANGENT_REACH / Math.hypot(1, steepness);
  const end = (reach: number) => {
    const ex = clamp(x + reach, ...xScale.range);
    const ey = clamp(y + steepness * (ex - x), top, bottom);
    return { x: steepness === 0 ? ex : x + (ey - y) / steepness, y: ey };
  };
  const [from, to] = [end(-length), end(length)];
  return { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
}

function errorLine({ estimate }: LossCurveData, at: Point | null, y: Scale): Line | null {
  if (!at || !estimate) return null;
  const error = 2 * estimate.standardError;
  const [low, high] = [y(estimate.value - error), y(estimate.value + error)];
  return low - high < 2 ? null : upright(at.x, low, high);
}

interface Drawn {
  readonly points: readonly Point[];
  readonly minimum: Point | null;
  readonly tangent: Line | null;
}

/** Labels inside the plot: the two levels, the minimum, the slope, each where there is room. */
function noteLabels(
  data: LossCurveData,
  plot: Cartesian,
  { points, minimum, tangent }: Drawn,
  { width }: ChartSize,
) {
  const { left, top, bottom } = plot.frame;
  const size = plot.type.text;
  const labels = levelLabels(data, plot, points);
  const leaders: Line[] = [];
  const taken: Box[] = [
    ...labels.map(labelBox),
    { x: 0, y: 0, width, height: top },
    { x: 0, y: bottom, width, height: 100 },
    { x: 0, y: top, width: left, height: bottom - top },
  ];
  const touched = tangent ? [...points, ...along(tangent)] : points;
  const marker = plot.x(data.sigma);
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
    add(`slope ${formatNumber(data.slope!, 2)}`, 'truth', 'gradient', ends);
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
  { y, frame: { left, right }, type: { text: size, row } }: Cartesian,
  points: readonly Point[],
): Label[] {
  const narrow = right - left < 36 * size;
  const label = (level: number, x: number, words: string, anchor: 'start' | 'end'): Label => {
    const name = narrow ? words.slice(words.indexOf(':') + 2) : words;
    const text = `${name} ${formatNumber(level, 2)}`;
    const sides = [-1, 1].map((side): Label => {
      const middle = y(level) + side * row * 0.6;
      return { x, y: middle, text, anchor, kind: 'note', size };
    });
    const [above, below] = sides as [Label, Label];
    return covered(labelBox(below), points) < covered(labelBox(above), points) ? below : above;
  };
  return [
    ...(deterministic === null
      ? []
      : [label(deterministic, left, 'σ → 0: deterministic', 'start')]),
    ...(uniform === null ? [] : [label(uniform, right, 'σ → ∞: uniform', 'end')]),
  ];
}
