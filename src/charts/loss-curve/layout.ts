import { across, upright, type AxisSpec } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { labelBox, partOf, type Label, type Line, type Point } from '../shared/labels';
import { markerAt, stripsAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { pathOf } from '../shared/path';
import { covered, placeInTurn, type Note, type NoteRoom } from '../shared/place';
import type { Scale } from '../shared/scale';
import { typeScale, type ChartSize, type TypeScale } from '../shared/size';
import { along, slopeLine } from '../shared/slope-line';

/** The exact curve, and where the reader is on it. */
export interface ExactLossData {
  /** Noise scales of the exact curve, positive and ascending, and E[loss] at each. */
  readonly sigmas: readonly number[];
  readonly losses: readonly number[];
  readonly sigma: number;
  readonly sigmaBounds: readonly [number, number];
  /** Exact E[loss] at the current sigma; null while computing. */
  readonly exact: number | null;
  /** E[loss] as sigma -> 0 and as sigma -> infinity. */
  readonly deterministic: number | null;
  readonly uniform: number | null;
}

export interface LossCurveData extends ExactLossData {
  /** dE[loss]/dsigma at the current sigma; null while computing. */
  readonly slope: number | null;
  readonly estimate: { readonly value: number; readonly standardError: number } | null;
}

/** Axes, curve and the levels of its two limits: what every figure of the expected loss draws. */
export interface LossPlot extends Cartesian {
  readonly curve: string;
  readonly points: readonly Point[];
  readonly references: readonly Line[];
  readonly minimum: Point | null;
}

export interface LossCurveLayout extends LossPlot {
  readonly tangent: Line | null;
  readonly estimate: Point | null;
  readonly error: Line | null;
  readonly leaders: readonly Line[];
  readonly marker: Marker;
}

/** Part of the range by which the least loss must lie under both ends to be worth a name. */
const DEPTH = 1e-3;

/** Part of the largest loss that rounding may make of nothing, as where every class costs the same. */
const ROUNDING = 1e-9;

/** The least change of exact losses that is worth a word: `part` of their range, and more than rounding. */
export function tellable(losses: readonly number[], part: number): number {
  const most = Math.max(...losses);
  const noise = ROUNDING * Math.max(...losses.map(Math.abs));
  return Math.max(part * (most - Math.min(...losses)), noise);
}

/**
 * The least loss of the curve if it lies inside it and clearly under both ends, else null: the vertex of
 * the parabola through the lowest point and its neighbours, over log sigma, in which the points are even.
 */
export function interiorMinimum({
  sigmas,
  losses,
}: Pick<ExactLossData, 'sigmas' | 'losses'>): { sigma: number; loss: number } | null {
  if (losses.length < 3) return null;
  const best = losses.reduce((least, loss, i) => (loss < losses[least] ? i : least), 0);
  const depth = Math.min(losses[0], losses.at(-1)!) - losses[best];
  if (!(depth > tellable(losses, DEPTH))) return null;
  const [before, at, after] = losses.slice(best - 1, best + 2);
  const bend = before - 2 * at + after;
  const shift = bend > 0 ? (before - after) / (2 * bend) : 0;
  const step = Math.log(sigmas[best + 1] / sigmas[best - 1]) / 2;
  return {
    sigma: sigmas[best] * Math.exp(shift * step),
    loss: at - (bend * shift * shift) / 2,
  };
}

/**
 * Axes that hold the curve, its two limits and whatever else is drawn.
 * @param also other losses that are to be seen
 */
export function lossPlot(
  data: ExactLossData,
  size: ChartSize,
  also: readonly number[] = [],
): LossPlot {
  const type = typeScale(size);
  const head = 2 * type.row + 2;
  const plot = cartesian({
    size,
    head,
    x: { kind: 'log', domain: data.sigmaBounds },
    y: lossAxis(data, also, size.height - 2 * type.row - head, type),
    xTitle: { text: 'noise scale σ', kind: 'noise', term: 'sigma' },
    yTitle: { text: 'expected loss E[ℓ(y*)]', kind: 'loss', term: 'loss' },
  });
  const { x, y, frame } = plot;
  const points = data.sigmas.map((sigma, i) => ({ x: x(sigma), y: y(data.losses[i]) }));
  const least = interiorMinimum(data);
  const { left, right } = frame;
  return {
    ...plot,
    points,
    curve: pathOf(points),
    references: [
      ...tickAt(data.deterministic, y, [left, left + TICK]),
      ...tickAt(data.uniform, y, [right - TICK, right]),
    ],
    minimum: least && { x: x(least.sigma), y: y(least.loss) },
    labels: [...plot.labels, ...partOf('curve', levelLabels(data, plot, points))],
  };
}

/** Length of the ticks at the levels that the curve comes from and goes to. */
const TICK = 32;

const tickAt = (level: number | null, y: Scale, [from, to]: readonly [number, number]): Line[] =>
  level === null ? [] : [across(y(level), from, to)];

/** The curve between the levels of its two limits, its tangent at sigma, notes where there is room. */
export function lossCurveLayout(data: LossCurveData, size: ChartSize): LossCurveLayout {
  const error = 2 * (data.estimate?.standardError ?? 0);
  const measured = data.estimate ? [data.estimate.value - error, data.estimate.value + error] : [];
  const plot = lossPlot(data, size, measured);
  const { x, y, frame, type } = plot;
  const tangent = tangentLine(data, plot);
  const estimate = data.estimate && { x: x(data.sigma), y: y(data.estimate.value) };
  const notes = placedNotes(data, plot, tangent, size);
  return {
    ...plot,
    tangent,
    estimate,
    error: errorLine(data, estimate, y),
    leaders: notes.flatMap(({ leader }) => leader ?? []),
    marker: markerAt(x, data.sigma, 'σ', 'noise', frame, size.width, type),
    labels: [
      ...plot.labels,
      ...partOf(
        'curve',
        notes.map(({ label }) => label),
      ),
    ],
  };
}

/** A strip per noise scale of the curve, with its loss. */
export function lossStrips({ sigmas, losses }: ExactLossData, { frame, points }: LossPlot) {
  const strips = stripsAt(
    points.map(({ x }) => x),
    frame.top,
    frame.bottom,
  );
  return sigmas.map((sigma, i): InspectMark => ({
    id: `sigma-${i}`,
    title: `σ = ${formatNumber(sigma)}`,
    rows: [['E[loss]', formatNumber(losses[i], 4)]],
    box: strips[i],
    at: points[i],
  }));
}

/** Part of the value that the axis spans at least, so that a flat curve looks flat. */
const LEAST_SPAN = 0.1;

/** Extent of everything drawn, with room above and below for the labels of the two levels. */
function lossAxis(
  { losses, exact, deterministic, uniform }: ExactLossData,
  also: readonly number[],
  height: number,
  { row }: TypeScale,
): AxisSpec {
  const known = [...losses, exact, ...also, deterministic, uniform].filter(
    (value): value is number => value !== null && Number.isFinite(value),
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
  { x, y, frame }: Cartesian,
): Line | null {
  if (exact === null || slope === null) return null;
  const steepness = (y(sigma * slope) - y(0)) / (x(Math.E) - x(1));
  return slopeLine({ x: x(sigma), y: y(exact) }, steepness, TANGENT_REACH, frame);
}

function errorLine({ estimate }: LossCurveData, at: Point | null, y: Scale): Line | null {
  if (!at || !estimate) return null;
  const error = 2 * estimate.standardError;
  const [low, high] = [y(estimate.value - error), y(estimate.value + error)];
  return low - high < 2 ? null : upright(at.x, low, high);
}

/** Inside of the plot, all but the axes, the labels that there are, the curve and the line of sigma. */
export function noteRoom(
  { frame, labels, points, x }: LossPlot,
  sigma: number,
  { width }: ChartSize,
): NoteRoom {
  const { left, top, bottom } = frame;
  return {
    ...{ width, height: bottom },
    taken: [
      ...labels.map(labelBox),
      { x: 0, y: 0, width, height: top },
      { x: 0, y: bottom, width, height: 100 },
      { x: 0, y: top, width: left, height: bottom - top },
    ],
    obstacles: [...points, ...along(upright(x(sigma), top, bottom), 40)],
  };
}

/** The slope and the minimum by name, each where there is room. */
function placedNotes(data: LossCurveData, plot: LossPlot, tangent: Line | null, size: ChartSize) {
  const notes: Note[] = [];
  if (tangent) {
    const text = `slope ${formatNumber(data.slope!, 2)}`;
    notes.push({ text, kind: 'truth', term: 'gradient', anchors: along(tangent, 2) });
  }
  const least = interiorMinimum(data);
  if (least && plot.minimum) {
    const text = `minimum at σ = ${formatNumber(least.sigma, 2)}`;
    notes.push({ text, kind: 'loss', term: 'loss', anchors: [plot.minimum] });
  }
  const room = noteRoom(plot, data.sigma, size);
  const obstacles = [...room.obstacles, ...(tangent ? along(tangent) : [])];
  return placeInTurn(notes, { ...room, obstacles }, plot.type);
}

/** "deterministic" at the left end of its level and "uniform" at the right end, off the curve. */
function levelLabels(
  { deterministic, uniform }: ExactLossData,
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
