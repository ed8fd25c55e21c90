import { contours } from 'd3';
import type { PlanePoint } from '../../core/laws/hull';
import type { Label, Line, Point } from '../shared/labels';
import { pathOf } from '../shared/path';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';
import type { Ellipse, Track } from '../simplex/geometry';
import type { LossData, PolytopeData } from './data';
import {
  conesOf,
  edgeAt,
  looksOf,
  pixelOf,
  wedgeIn,
  type Cone,
  type Corner,
  type Panel,
} from './geometry';
import { labelsOf } from './labels';
import { DISC, farthestOf, panelsOf } from './panels';

/** Dots of one look, as strokes of no length with round ends. */
export interface Dots {
  readonly look: number;
  readonly path: string;
}

export interface PolytopeLayout {
  readonly type: TypeScale;
  readonly scores: Panel;
  readonly outcome: Panel;
  readonly borders: readonly Line[];
  /** The cone of what is predicted without noise. */
  readonly wedge: string;
  readonly bands: readonly string[];
  readonly dots: readonly Dots[];
  readonly tip: Point;
  /** From the scores to the draw that is followed, and the structure that it picks. */
  readonly followed: { readonly at: Point; readonly corner: Point } | null;
  readonly trail: string;
  /** What slow motion adds: the noise alone, and how the scores and the mean have moved. */
  readonly story: readonly { readonly line: Line; readonly of: 'noise' | 'scores' | 'mean' }[];
  /** Against the gradient: in the plane of the scores, and from the mean to the truth. */
  readonly down: Line | null;
  readonly miss: Line | null;
  readonly outline: string;
  readonly corners: readonly Corner[];
  readonly path: string;
  readonly track: Track;
  readonly mean: Ellipse;
  /** Where the exact mean is, or the measured one where there is no law. */
  readonly grip: Point;
  readonly labels: readonly Label[];
}

/** Scores on one side, predictions on the other; one above the other where that leaves them larger. */
export function polytopeLayout(data: PolytopeData, size: ChartSize): PolytopeLayout {
  const type = typeScale(size);
  const { scores, outcome } = panelsOf(data, size, type);
  const cones = conesOf(data.places);
  const tip = pixelOf(scores, data.scores);
  const { exactMean, loss } = data;
  const grip = pixelOf(outcome, exactMean ?? data.mean);
  const corners = cornersOf(data, outcome);
  const points = data.path.map((point) => pixelOf(outcome, point));
  const lit = data.slow?.lit ?? data.best;
  const best = cones.find(({ corner }) => corner === lit);
  return {
    ...{ type, scores, outcome, tip, grip, corners },
    borders: cones.map(({ from }) => ray(scores, from)),
    wedge: best && !loss ? `${pathOf(wedgeIn(scores, best))}Z` : '',
    bands: loss ? bandsOf(loss, scores) : [],
    dots: loss ? [] : dotsOf(data, cones, scores),
    followed: followedIn(data, scores, corners),
    story: storyOf(data, scores, tip, pixelOf(outcome, data.mean), outcome),
    trail: loss ? pathOf(loss.trail.map((point) => pixelOf(scores, point))) : '',
    down: loss && arrow(tip, against(loss.gradient, tip, scores), 1),
    miss: loss?.pulls ? arrow(grip, corners[loss.truth].at, corners[loss.truth].radius + 3) : null,
    outline: cones.length ? `${pathOf(cones.map(({ corner }) => corners[corner].at))}Z` : '',
    path: pathOf(points),
    track: trackOf(points),
    mean: ellipseOf(data, outcome),
    labels: labelsOf(data, { type, scores, outcome, tip, grip, corners, cones, points }, size),
  };
}

function storyOf(
  { slow }: PolytopeData,
  scores: Panel,
  tip: Point,
  mean: Point,
  outcome: Panel,
): PolytopeLayout['story'] {
  const to = (from: Point, { x, y }: Point) => ({ x1: from.x, y1: from.y, x2: x, y2: y });
  const gamma = slow?.gamma;
  const moved = slow?.moved;
  return [
    ...(gamma ? [{ of: 'noise' as const, line: to(scores.origin, pixelOf(scores, gamma)) }] : []),
    ...(moved
      ? [
          { of: 'scores' as const, line: to(tip, pixelOf(scores, moved.scores)) },
          { of: 'mean' as const, line: to(mean, pixelOf(outcome, moved.mean)) },
        ]
      : []),
  ];
}

function ray(panel: Panel, angle: number): Line {
  const { x, y } = edgeAt(panel, angle);
  return { x1: panel.origin.x, y1: panel.origin.y, x2: x, y2: y };
}

function dotsOf(
  { draws, scores, sigma, labels }: PolytopeData,
  cones: readonly Cone[],
  panel: Panel,
) {
  const looks = looksOf(cones, labels.length);
  const paths = ['', '', ''];
  const { x, y, width, height } = panel.box;
  draws.places.forEach(([u, v], draw) => {
    const at = pixelOf(panel, [scores[0] + sigma * u, scores[1] + sigma * v]);
    if (at.x < x || at.x > x + width || at.y < y || at.y > y + height) return;
    paths[looks[draws.winners[draw]]] += `M${at.x.toFixed(1)},${at.y.toFixed(1)}h0`;
  });
  return paths.map((path, look): Dots => ({ look, path }));
}

function followedIn(
  { draw, draws, scores, sigma, loss }: PolytopeData,
  panel: Panel,
  corners: readonly Corner[],
) {
  if (draw === null || loss) return null;
  const [u, v] = draws.places[draw];
  return {
    at: pixelOf(panel, [scores[0] + sigma * u, scores[1] + sigma * v]),
    corner: corners[draws.winners[draw]].at,
  };
}

function cornersOf(data: PolytopeData, panel: Panel): Corner[] {
  const { places, shares, exact } = data;
  const whole = Math.min(DISC.height * panel.box.height, DISC.way * panel.unit * farthestOf(data));
  return places.map((place, s) => ({
    at: pixelOf(panel, place),
    radius: whole * Math.sqrt(shares[s]),
    ring: exact && whole * Math.sqrt(exact[s]),
  }));
}

/** Two standard errors around the measured mean. */
function ellipseOf({ mean, covariance: [xx, xy, yy] }: PolytopeData, panel: Panel): Ellipse {
  const middle = (xx + yy) / 2;
  const radius = Math.hypot((xx - yy) / 2, xy);
  return {
    centre: pixelOf(panel, mean),
    rx: 2 * panel.unit * Math.sqrt(middle + radius),
    ry: 2 * panel.unit * Math.sqrt(Math.max(0, middle - radius)),
    // upwards on paper is downwards in pixels
    angle: (-Math.atan2(2 * xy, xx - yy) * 90) / Math.PI,
  };
}

/** The path along the axis of the screen on which it goes farthest: what a hand follows. */
export function trackOf(points: readonly Point[]): Track {
  const extent = (list: readonly number[]) => Math.max(...list) - Math.min(...list);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const vertical = extent(ys) >= extent(xs);
  return { vertical, pixels: vertical ? ys : xs };
}

/** Levels of a loss that are drawn. */
const LEVELS = 9;

/** The parts of the plane where the loss is above each of some levels, evenly spaced. */
function bandsOf({ values, size, reach }: LossData, panel: Panel): string[] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  if (!(high > low)) return [];
  const levels = Array.from(
    { length: LEVELS },
    (_, i) => low + ((i + 1) * (high - low)) / (LEVELS + 1),
  );
  const bands = contours().size([size, size]).thresholds(levels)(Array.from(values));
  const pixel = ([x, y]: readonly number[]): Point =>
    pixelOf(panel, [reach * ((2 * x) / size - 1), reach * ((2 * y) / size - 1)]);
  return bands.map(({ coordinates }) =>
    coordinates
      .flat()
      .map((ring) => `${pathOf(ring.map(pixel))}Z`)
      .join(''),
  );
}

/** The point to which a step of one against the gradient leads, inside of the panel. */
function against([dx, dy]: PlanePoint, from: Point, { unit, box }: Panel): Point {
  return {
    x: clamp(from.x - unit * dx, box.x, box.x + box.width),
    y: clamp(from.y + unit * dy, box.y, box.y + box.height),
  };
}

/** Shortest arrow in pixels: less is no direction. */
const SHORT = 6;

/** A line that ends `before` its goal; null where that is too near. */
function arrow(from: Point, to: Point, before: number): Line | null {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < before + SHORT) return null;
  const share = (length - before) / length;
  return {
    ...{ x1: from.x, y1: from.y },
    x2: from.x + share * (to.x - from.x),
    y2: from.y + share * (to.y - from.y),
  };
}
