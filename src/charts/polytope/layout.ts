import { contours } from 'd3';
import type { PlanePoint } from '../../core/laws/hull';
import { formatFixed, formatNumber } from '../shared/format';
import {
  keepClear,
  keepWithin,
  squareAround,
  textWidth,
  type Box,
  type Label,
  type Line,
  type Point,
} from '../shared/labels';
import { pathOf } from '../shared/path';
import { placeLabel } from '../shared/place';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';
import type { Ellipse, Track } from '../simplex/geometry';
import { reachOf, type LossData, type PolytopeData } from './data';
import {
  conesOf,
  edgeAt,
  looksOf,
  panelOf,
  pixelOf,
  wedgeIn,
  type Cone,
  type Panel,
} from './geometry';

/** Dots of one look, as strokes of no length with round ends. */
export interface Dots {
  readonly look: number;
  readonly path: string;
}

/** A structure where it is predicted. */
export interface Corner {
  readonly at: Point;
  /** Radius of the disc of its share, and of the ring of the exact one. */
  readonly radius: number;
  readonly ring: number | null;
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

/** Radius of the disc of a share of 1: as part of the height of the panel, and of the way to the farthest place. */
const DISC = { height: 0.09, way: 0.3 };

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
  const best = cones.find(({ corner }) => corner === data.best);
  return {
    ...{ type, scores, outcome, tip, grip, corners },
    borders: cones.map(({ from }) => ray(scores, from)),
    wedge: best && !loss ? `${pathOf(wedgeIn(scores, best))}Z` : '',
    bands: loss ? bandsOf(loss, scores) : [],
    dots: loss ? [] : dotsOf(data, cones, scores),
    followed: followedIn(data, scores, corners),
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

interface Panels {
  readonly scores: Panel;
  readonly outcome: Panel;
}

/** Both sides beside each other, or one under the other where that shows the smaller of them larger. */
function panelsOf(data: PolytopeData, { width, height }: ChartSize, type: TypeScale): Panels {
  const [head, gap] = [type.row, type.text];
  const made = (left: Box, right: Box): Panels => ({
    scores: panelOf(left, reachOf(data.bound)),
    outcome: outcomePanel(data, right, type),
  });
  const beside = Math.min((width - gap) / 2, height - head);
  const across = made(
    { x: 0, y: head, width: beside, height: beside },
    { x: beside + gap, y: head, width: width - beside - gap, height: beside },
  );
  const under = Math.min(width, (height - gap) / 2 - head);
  const upright = made(
    { x: (width - under) / 2, y: head, width: under, height: under },
    { x: 0, y: under + 2 * head + gap, width, height: under },
  );
  const farthest = farthestOf(data);
  const smaller = ({ scores, outcome }: Panels) =>
    Math.min(scores.box.width / 2, farthest * outcome.unit);
  return smaller(upright) > smaller(across) ? upright : across;
}

const farthestOf = ({ places }: PolytopeData) =>
  Math.max(...places.map(([x, y]) => Math.hypot(x, y)));

/** A structure with its share, exact where that is known. */
const nameOf = ({ labels, shares, exact }: PolytopeData, s: number) =>
  `${labels[s]} ${Math.round(100 * (exact ? exact[s] : shares[s]))}%`;

/** Whether the name of a place stands above or below it, and not at its side. */
const isUpright = ([x, y]: PlanePoint) => Math.abs(x) < 0.3 * Math.hypot(x, y);

/** The structures as large as leaves room for their names around them. */
function outcomePanel(data: PolytopeData, box: Box, { text }: TypeScale): Panel {
  const whole = panelOf(box, 1);
  const room = (side: number, taken: number, extent: number) =>
    Math.max(side / 8, side / 2 - taken) / extent;
  const names = data.labels.map((_, s) => textWidth(nameOf(data, s), text));
  const extent = (at: 0 | 1) => Math.max(0.1, ...data.places.map((place) => Math.abs(place[at])));
  const disc = DISC.height * box.height;
  const across = room(box.width, Math.max(...names) + 0.75 * text + disc, extent(0));
  const above = data.places.some(isUpright) ? 1.4 * text : 0;
  const up = room(box.height, Math.max(2 * text, disc + above), extent(1));
  return { ...whole, unit: Math.min(across, up) };
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
function trackOf(points: readonly Point[]): Track {
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

interface Named {
  readonly type: TypeScale;
  readonly scores: Panel;
  readonly outcome: Panel;
  readonly tip: Point;
  readonly grip: Point;
  readonly corners: readonly Corner[];
  readonly cones: readonly Cone[];
  readonly points: readonly Point[];
}

/** Titles, names of cones and corners, and of the points that are read. */
function labelsOf(data: PolytopeData, marks: Named, size: ChartSize): readonly Label[] {
  const { scores, outcome, type } = marks;
  const title = (panel: Panel, text: string): Label => ({
    ...{ x: panel.box.x, y: panel.box.y - 0.6 * type.row, text },
    ...{ anchor: 'start', kind: 'axis', size: type.text },
  });
  const heads = [
    title(scores, data.loss ? `${data.loss.name} loss` : 'scores with noise'),
    title(outcome, 'predictions'),
  ];
  return keepClear(
    [
      ...heads,
      ...valueLabels(data, marks, size),
      ...cornerLabels(data, marks),
      ...coneLabels(data, marks),
    ],
    [squareAround(marks.tip, 8)],
    2,
  );
}

/** What the scores, sigma and the loss are, beside their marks. */
function valueLabels(data: PolytopeData, marks: Named, size: ChartSize): Label[] {
  const { type, tip, grip, corners, scores, points } = marks;
  const taken = corners.map(({ at, radius }) => squareAround(at, radius + 2));
  const near = [1.3, 1.7, 2.2].map((distance) => distance * type.text);
  const place = (words: Omit<Label, 'x' | 'y' | 'anchor' | 'size'>, at: Point) =>
    placeLabel({ ...words, size: type.text }, [at], taken, points, size, near)?.label ?? [];
  const sigma = { text: `σ = ${formatNumber(data.sigma)}`, kind: 'noise', term: 'sigma' };
  const here = data.loss
    ? { text: `loss ${formatFixed(data.loss.here, 2)}`, kind: 'loss', term: 'loss' }
    : { text: 'μ', kind: 'signal', term: 'signal' };
  const { x, width } = scores.box;
  // on the side where the arrow does not come from
  const side = tip.x < scores.origin.x ? -1 : 1;
  const beside: Label = {
    ...{ x: tip.x + side * type.text, y: tip.y - 0.8 * type.row, size: type.text },
    ...{ ...here, anchor: side < 0 ? 'end' : 'start' },
  };
  return [keepWithin(beside, x, x + width), place(sigma, grip)].flat();
}

/** Names with shares, outwards of the corners. */
function cornerLabels(data: PolytopeData, marks: Named): Label[] {
  const { corners, outcome, type } = marks;
  const { box, origin } = outcome;
  return corners.map(({ at, radius, ring }, s) => {
    const [dx, dy] = [at.x - origin.x, at.y - origin.y];
    const length = Math.hypot(dx, dy) || 1;
    const away = Math.max(radius, ring ?? 0) + 0.75 * type.text;
    const upright = isUpright([dx, dy]);
    const anchor = upright ? 'middle' : dx > 0 ? 'start' : 'end';
    const label: Label = {
      // beside the disc, not on it
      x: upright ? at.x + (away * dx) / length : at.x + away * Math.sign(dx),
      y: clamp(
        at.y + (away * dy) / length,
        box.y + type.text / 2,
        box.y + box.height - type.text / 2,
      ),
      text: nameOf(data, s),
      ...{ anchor, kind: s === data.loss?.truth ? 'truth' : 'name', size: type.text },
      term: 'prediction',
    };
    return keepWithin(label, box.x, box.x + box.width);
  });
}

/** Names near the edge of their cones. */
function coneLabels({ labels, best }: PolytopeData, { cones, scores, type }: Named): Label[] {
  return cones.map(({ corner, from, to }) => {
    const edge = edgeAt(scores, (from + to) / 2);
    const { origin, box } = scores;
    const length = Math.hypot(edge.x - origin.x, edge.y - origin.y);
    const share = 1 - (1.5 * type.text) / length;
    const label: Label = {
      x: origin.x + share * (edge.x - origin.x),
      y: origin.y + share * (edge.y - origin.y),
      text: labels[corner],
      ...{ anchor: 'middle', kind: corner === best ? 'winner' : 'tick', size: type.text },
    };
    return keepWithin(label, box.x + 2, box.x + box.width - 2);
  });
}
