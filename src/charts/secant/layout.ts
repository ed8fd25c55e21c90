import { across, upright } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { formatFixed, formatTick } from '../shared/format';
import { ghostLine, type Ghost, type GhostMark } from '../shared/ghost';
import type { Line, Point } from '../shared/labels';
import { markerAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { pathOf } from '../shared/path';
import { pinGhosts, ringPath } from '../shared/pins';
import { placeNotes } from '../shared/place';
import { valueAt, type Scale } from '../shared/scale';
import { clamp, typeScale, type ChartSize } from '../shared/size';
import { along, slopeLine } from '../shared/slope-line';
import { epsilonText, type SecantData, type SecantPin } from './model';
import { windowed } from '../shared/window';
import { slopeTable, type SlopeTable } from './slopes';

/** A secant of the curve from the point at the score. */
export interface Secant {
  readonly line: Line;
  /** Its second foot, at the edge where it is out of the plot. */
  readonly foot: Point;
  readonly inside: boolean;
}

export interface SecantLayout extends Cartesian {
  readonly curve: string;
  readonly stair: string;
  readonly point: Point;
  readonly tangent: Line;
  /** The secant of epsilon; null where there is none, but a line of the same slope as the mean. */
  readonly secant: Secant | null;
  readonly mean: Line | null;
  readonly otherSecant: Secant | null;
  /** From the score to the foot, under the plot. */
  readonly shift: Line | null;
  readonly marker: Marker;
  readonly slopes: SlopeTable;
}

/** Width in heights of text from which the slopes stand beside the plot. */
const WIDE = 42;
const BESIDE = 17;

/** The curve, its step without noise, the tangent and the secants at the score, the table of slopes. */
export function secantLayout(data: SecantData, size: ChartSize): SecantLayout {
  const type = typeScale(size);
  const wide = size.width >= WIDE * type.text;
  const slopes = slopeTable(data, size, type, wide ? BESIDE * type.text : null);
  const below = wide ? 0 : slopes.height;
  const plot = cartesian({
    size: { ...size, height: size.height - below },
    head: 2 * type.row + 2,
    foot: Math.round(2.6 * type.row),
    right: wide ? (BESIDE + 2) * type.text : 14,
    x: { kind: 'linear', domain: data.domain },
    y: { kind: 'linear', domain: data.lossBounds, format: formatTick },
    xTitle: {
      text: `score of ${data.name}${data.isTarget ? ', the target' : ''}`,
      kind: 'signal',
      term: 'signal',
    },
    yTitle: { text: 'expected loss E[ℓ(y*)]', kind: 'loss', term: 'loss' },
    texts: size.height - below - Math.round(2.05 * type.row),
  });
  const { frame, x, y } = plot;
  const point = { x: x(data.score), y: y(data.value) };
  const drawn = linesOf(data, plot, point);
  const curve = windowed(data.scores, data.losses, data.domain).map(([score, loss]) => ({
    x: x(score),
    y: y(loss),
  }));
  const { secant } = drawn;
  const shiftY = frame.bottom + 0.3 * type.row;
  return {
    ...plot,
    ...drawn,
    curve: pathOf(curve),
    stair: stairPath(data, plot),
    point,
    shift: secant && across(shiftY, point.x, secant.foot.x),
    marker: markerAt(x, data.score, `μ(${data.name})`, 'signal', frame, frame.right, type),
    slopes,
    labels: [
      ...plot.labels,
      ...placeNotes(
        notesOf(data, plot, drawn),
        [...curve, ...marksOf(data, plot, point, drawn)],
        plot,
        size,
      ),
    ],
  };
}

/** An answer as a line of its slope through the point. */
export function secantGhost(
  ghost: Ghost,
  { x, y, frame, type, point, labels, marker, shift }: SecantLayout,
  data: SecantData & ChartSize,
): GhostMark | null {
  if (ghost.kind !== 'slope') return null;
  const curve = data.scores.map((score, i) => ({ x: x(score), y: y(data.losses[i]) }));
  const length = 0.4 * (frame.right - frame.left);
  const line = slopeLine(point, ghost.value * perUnit(x, y), length, frame);
  const taken = [...labels, marker.label, ...curve, ...(shift ? along(shift) : [])];
  return ghostLine(line, taken, data, type);
}

/** The curve of every pin, and its secant, or a line of its mean slope where there is none. */
export function secantPins(
  { x, y, frame, type, labels, marker, slopes, point }: SecantLayout,
  data: SecantData & ChartSize,
): GhostMark[] {
  const curve = data.scores.map((score, i) => ({ x: x(score), y: y(data.losses[i]) }));
  const taken = [...labels, ...slopes.labels, marker.label, ...curve, point];
  const mark = (pin: SecantPin) => {
    const from = { x: point.x, y: y(pin.value) };
    const { footPerEpsilon: foot, score } = data;
    const unit = perUnit(x, y) * pin.slope;
    const end =
      foot === null ? null : clamp(x(score + foot * pin.epsilon), frame.left, frame.right);
    const line =
      end === null
        ? slopeLine(from, unit, 0.25 * (frame.right - frame.left), frame)
        : { x1: from.x, y1: from.y, x2: end, y2: from.y + unit * (end - from.x) };
    const seen = pin.scores.length > 0 ? windowed(pin.scores, pin.losses, data.domain) : [];
    const own = seen.map(([at, loss]) => ({ x: x(at), y: y(loss) }));
    const foots = end === null ? '' : ringPath({ x: line.x2, y: line.y2 }, type.dot + 1);
    return {
      d: `M${line.x1},${line.y1}L${line.x2},${line.y2}`,
      solid: pathOf(own) + foots,
      anchors: [{ x: line.x2, y: line.y2 }, ...along(line, 12), ...own.toReversed()],
    };
  };
  return pinGhosts(data.pins ?? [], taken, mark, data, type);
}

/** Pixels down per pixel to the right, of a slope of 1. */
const perUnit = (x: Scale, y: Scale) => (y(1) - y(0)) / (x(1) - x(0));

/** Score at a pixel, within its bounds. */
export const scoreAt = ({ x }: SecantLayout, { scoreBounds }: SecantData, pixel: number) =>
  clamp(valueAt(x, pixel), ...scoreBounds);

type Drawn = Pick<SecantLayout, 'tangent' | 'secant' | 'mean' | 'otherSecant'>;

function linesOf(data: SecantData, { x, y, frame, type }: Cartesian, point: Point): Drawn {
  const { epsilon, exact, slope, otherSlope, footPerEpsilon } = data;
  const unit = perUnit(x, y);
  const length = clamp(0.17 * (frame.right - frame.left), 4 * type.text, 10 * type.text);
  const secantOf = (foot: number, rise: number): Secant => {
    const at = clamp(x(data.score + foot), frame.left, frame.right);
    const inside = at === x(data.score + foot);
    const end = { x: at, y: point.y + rise * unit * (at - point.x) };
    return { line: { x1: point.x, y1: point.y, x2: end.x, y2: end.y }, foot: end, inside };
  };
  const is = footPerEpsilon !== null;
  return {
    tangent: slopeLine(point, exact * unit, length, frame),
    secant: is ? secantOf(footPerEpsilon * epsilon, slope) : null,
    otherSecant: is ? secantOf(-footPerEpsilon * epsilon, otherSlope) : null,
    mean: is ? null : slopeLine(point, slope * unit, 1.5 * length, frame),
  };
}

function stairPath({ step }: SecantData, { x, y, frame: { left, right } }: Cartesian): string {
  const at = clamp(x(step.at), left, right);
  return `M${left},${y(step.below)}H${at}V${y(step.above)}H${right}`;
}

/** Points of everything that notes keep clear of, but for the curve. */
function marksOf(data: SecantData, plot: Cartesian, point: Point, drawn: Drawn): Point[] {
  const { tangent, mean, secant, otherSecant } = drawn;
  const lines = [tangent, mean, secant?.line, otherSecant?.line].filter((line) => !!line);
  const stem = upright(point.x, plot.frame.top, point.y);
  return [...lines, stem, riser(data, plot), ...treads(data, plot)].flatMap((line) =>
    along(line, 25),
  );
}

/** The upright part of the stair, and its level parts. */
const riser = ({ step }: SecantData, { x, y }: Cartesian) =>
  upright(x(step.at), y(step.below), y(step.above));
const treads = ({ step }: SecantData, { x, y, frame: { left, right } }: Cartesian) => [
  across(y(step.below), left, x(step.at)),
  across(y(step.above), x(step.at), right),
];

const sideOf = (secant: Secant) => (secant.line.x2 >= secant.line.x1 ? 'forward' : 'back');

function notesOf(data: SecantData, plot: Cartesian, { secant, otherSecant, mean }: Drawn) {
  const flat = data.step.below === data.step.above;
  const stair = {
    text: flat ? 'σ = 0: flat' : 'σ = 0: a step, no slope',
    kind: 'note',
    term: 'sigma',
    part: 'slopes',
    anchors: flat ? along(treads(data, plot)[1]) : along(riser(data, plot), 25).reverse(),
  };
  const feet = [
    { end: secant, epsilon: data.epsilon, part: 'slopes' },
    { end: otherSecant, epsilon: -data.epsilon, part: 'slopes other' },
  ].flatMap(({ end, epsilon, part }) => {
    if (!end) return [];
    const foot = data.score + data.footPerEpsilon! * epsilon;
    const where = end.inside ? sideOf(end) : `to ${formatFixed(foot, 1)}`;
    const text = `ε = ${epsilonText(epsilon)}, ${where}`;
    const anchors = end.inside ? [end.foot] : along(end.line).reverse();
    return [{ text, kind: 'loss', term: 'epsilon', part, anchors }];
  });
  const slope = mean && {
    text: `ε = ${epsilonText(data.epsilon)}, mean slope`,
    kind: 'loss',
    term: 'epsilon',
    part: 'slopes',
    anchors: along(mean),
  };
  return [...feet, ...(slope ? [slope] : []), stair];
}
