import { formatTick } from '../shared/format';
import {
  fitText,
  labelBox,
  partOf,
  type Box,
  type Label,
  type Line,
  type Point,
} from '../shared/labels';
import { pathOf } from '../shared/path';
import { typeScale, type ChartSize, type TypeScale } from '../shared/size';
import {
  errorEllipse,
  levelLine,
  pathAt,
  trackOf,
  pointOf,
  triangleIn,
  type Ellipse,
  type Track,
  type Triangle,
  type Triple,
} from './geometry';
import { placeLabel, thinned } from '../shared/place';
import { lineTags } from '../shared/tags';
import { centreLabel, insetsOf, type Inset } from './insets';

/** The expected predictor E[y*]/k of one noise law from small to large sigma. */
export interface SimplexPath {
  readonly id: string;
  readonly label: string;
  /** Number from 1 of its ink and dash. */
  readonly series: number;
  readonly points: readonly Triple[];
  /** Noise scale of each point, ascending. */
  readonly sigmas: readonly number[];
  /** Exact point at the current sigma. */
  readonly current: Triple | null;
}

export interface SimplexData {
  /** Names of the three classes. */
  readonly labels: readonly [string, string, string];
  readonly k: number;
  readonly paths: readonly SimplexPath[];
  /** Path of the noise law in use. */
  readonly currentId: string;
  readonly sigma: number;
  readonly sigmaBounds: readonly [number, number];
  /** Monte-Carlo estimate of E[y*]/k under the current law. */
  readonly estimate: { readonly point: Triple; readonly standardErrors: Triple } | null;
  /** A remark under the triangle. */
  readonly note?: string | undefined;
}

export interface SimplexCurve {
  readonly id: string;
  readonly d: string;
  /** Number from 1 of its ink and dash. */
  readonly series: number;
  readonly emphasis: boolean;
  readonly current: Point | null;
}

export interface SimplexLayout {
  readonly type: TypeScale;
  readonly triangle: Triangle;
  readonly outline: string;
  /** Where E[y*]/k can lie, if it is less than the whole triangle. */
  readonly reachable: string | null;
  readonly grid: readonly Line[];
  /** Paths, the thick current one first: the thin ones show on top of it where they coincide. */
  readonly curves: readonly SimplexCurve[];
  readonly sigmaTicks: readonly Line[];
  readonly leaders: readonly Line[];
  readonly ellipse: Ellipse | null;
  /** What the corners and the centre mean. */
  readonly insets: readonly Inset[];
  /** The current path as a hand follows it; null where there is none yet. */
  readonly track: Track | null;
  readonly labels: readonly Label[];
}

/** Pixels between points of a path that labels are kept off. */
const STEP = 5;
/** Values of sigma marked on the current path. */
const SIGMA_TICKS = [0.03, 0.1, 0.3, 1, 3, 10, 30];

/** Paths in the triangle of distributions over three classes, labelled where there is room. */
export function simplexLayout(data: SimplexData, size: ChartSize): SimplexLayout {
  const type = typeScale(size);
  const noteRow = data.note ? type.row : 0;
  const triangle = triangleIn(
    4,
    type.row + 4,
    size.width - 8,
    size.height - 2 * type.row - 8 - noteRow,
  );
  const curves = data.paths.map((path) => curve(path, data, triangle));
  const current = data.paths.find(({ id, points }) => id === data.currentId && points.length > 0);
  const centre = centreLabel(triangle, current?.points[0] ?? null, type);
  const corners = cornerLabels(data, triangle, size, type);
  const insets = insetsOf(corners, centre, data.k, type);
  const fixed = [...corners, centre];
  const taken = [...fixed.map(labelBox), ...insets.map(({ box }) => box)];
  const placed = placeAll(data, triangle, taken, size, type);
  const polygon = (points: readonly Triple[]) =>
    `${pathOf(points.map((point) => pointOf(triangle, point)))}Z`;
  return {
    type,
    triangle,
    outline: polygon([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]),
    reachable:
      data.k === 2
        ? polygon([
            [0.5, 0.5, 0],
            [0, 0.5, 0.5],
            [0.5, 0, 0.5],
          ])
        : null,
    grid: [0, 1, 2].flatMap((i) => [0.25, 0.5, 0.75].map((level) => levelLine(triangle, i, level))),
    curves: [...curves].sort((a, b) => Number(b.emphasis) - Number(a.emphasis)),
    sigmaTicks: placed.ticks,
    leaders: placed.leaders,
    ellipse: data.estimate
      ? errorEllipse(triangle, data.estimate.point, data.estimate.standardErrors)
      : null,
    ...{ insets, track: current ? trackOf(triangle, current.points) : null },
    labels: [...fixed, ...partOf('path', placed.labels)],
  };
}

function curve(path: SimplexPath, { currentId }: SimplexData, triangle: Triangle) {
  return {
    id: path.id,
    d: pathOf(path.points.map((point) => pointOf(triangle, point))),
    series: path.series,
    emphasis: path.id === currentId,
    current: path.current ? pointOf(triangle, path.current) : null,
  };
}

/** Names of the classes at the corners, and the note. */
function cornerLabels(
  { labels, note }: SimplexData,
  [top, left, right]: Triangle,
  { width, height }: ChartSize,
  { text: size, row }: TypeScale,
): Label[] {
  const name = (text: string) => fitText(text, size, width / 2 - 8);
  const common = { kind: 'name', size } as const;
  const below = left.y + row * 0.6;
  const found: Label[] = [
    { ...common, x: top.x, y: top.y - row * 0.6, text: name(labels[0]), anchor: 'middle' },
    { ...common, x: left.x, y: below, text: name(labels[1]), anchor: 'start' },
    { ...common, x: right.x, y: below, text: name(labels[2]), anchor: 'end' },
  ];
  if (!note) return found;
  const y = height - row / 2;
  return [
    ...found,
    { x: width / 2, y, text: fitText(note, size, width), anchor: 'middle', kind: 'note', size },
  ];
}

/**
 * Labels of the laws (the current one first) and of the sigma ticks, where they find room. They do not
 * depend on the current sigma, so they stay put while it is dragged.
 */
function placeAll(
  data: SimplexData,
  triangle: Triangle,
  fixed: readonly Box[],
  size: ChartSize,
  type: TypeScale,
) {
  const points = [
    ...data.paths.flatMap((path) =>
      thinned(
        path.points.map((p) => pointOf(triangle, p)),
        STEP,
      ),
    ),
    ...outlinePoints(triangle),
  ];
  const taken = [...fixed];
  const found = { labels: [] as Label[], leaders: [] as Line[], ticks: [] as Line[] };
  const order = [...data.paths]
    .sort((a, b) => Number(b.id === data.currentId) - Number(a.id === data.currentId))
    .map(({ label, points }) => ({
      ...{ text: `${label} noise`, kind: 'series', term: 'law' },
      points: points.map((point) => pointOf(triangle, point)),
    }));
  const room = { x: 0, y: 0, width: size.width, height: size.height };
  for (const { label, leader } of lineTags(order, room, type, taken)) {
    taken.push(labelBox(label));
    found.labels.push(label);
    if (leader) found.leaders.push(leader);
  }
  const current = data.paths.find(({ id }) => id === data.currentId);
  let last: Point | null = null;
  for (const sigma of current ? SIGMA_TICKS : []) {
    const at = pathAt(current!.points, current!.sigmas, sigma);
    if (!at) continue;
    const anchor = pointOf(triangle, at);
    if (last && Math.hypot(anchor.x - last.x, anchor.y - last.y) < type.text * 1.6) continue;
    const label = { text: `σ ${formatTick(sigma)}`, kind: 'tick', size: type.text, term: 'sigma' };
    const placed = placeLabel(label, [anchor], taken, points, size);
    if (!placed || placed.leader) continue;
    taken.push(labelBox(placed.label));
    found.labels.push(placed.label);
    found.ticks.push(tickLine(anchor, placed.label));
    last = anchor;
  }
  return found;
}

/** Points along the edges, which labels should not cover. */
function outlinePoints(triangle: Triangle): Point[] {
  const shares = Array.from({ length: 24 }, (_, i) => i / 24);
  return triangle.flatMap((from, i) => {
    const to = triangle[(i + 1) % 3];
    return shares.map((share) => ({
      x: from.x + share * (to.x - from.x),
      y: from.y + share * (to.y - from.y),
    }));
  });
}

/** A short stroke from the path towards the label of the tick. */
function tickLine(at: Point, label: Label): Line {
  const length = Math.hypot(label.x - at.x, label.y - at.y);
  const [dx, dy] = [(label.x - at.x) / length, (label.y - at.y) / length];
  return { x1: at.x - 5 * dx, y1: at.y - 5 * dy, x2: at.x + 7 * dx, y2: at.y + 7 * dy };
}
