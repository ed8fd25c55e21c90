import { leftRoom } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { formatNumber, formatPercent } from '../shared/format';
import type { GhostMark } from '../shared/ghost';
import { keepClear, keepWithin, type Label, type Line, type Point } from '../shared/labels';
import { pathOf } from '../shared/path';
import { pinGhosts } from '../shared/pins';
import type { Ends } from '../shared/scale';
import { typeScale, type ChartSize } from '../shared/size';
import { bordersIn } from './borders';
import { along } from '../shared/slope-line';
import { after, before, ZOOM, type PlaneData, type PlanePin } from './data';
import { gripsOf, type Grip } from './grips';
import { onBorder, sectorIn, type Pair, type Sectors } from './model';

/** Draws that are dots when the whole plane is seen, and at most. */
const FEW = 400;

/** Dots of one kind, as strokes of no length with round ends. */
export interface Dots {
  readonly kind: 'dot-0' | 'dot-1' | 'dot-2' | 'dot-differs';
  readonly path: string;
}

export interface PlaneLayout extends Cartesian {
  readonly strips: readonly string[];
  readonly solid: readonly Line[];
  readonly dashed: readonly Line[];
  readonly dots: readonly Dots[];
  readonly closest: Point;
  readonly grips: { readonly sigma: Grip | null; readonly epsilon: Grip | null };
  /** Where the names of the three sectors are; null for one that is not in sight. */
  readonly names: readonly (Point | null)[];
  /** The borders that each pin has. */
  readonly pins: readonly GhostMark[];
}

/** The plane or a part of it, its sectors, the strip between them, and the draws that are in sight. */
export function planeLayout(data: PlaneData, size: ChartSize): PlaneLayout {
  const { draw, gap, pair } = data.tally.closest;
  const at: Pair = [data.draws.u[draw], data.draws.v[draw]];
  const centre = data.zoom ? onBorder(pair, gap, at) : ([0, 0] as const);
  const plot = axes(data, centre, size);
  const { x, y } = plot;
  const [solid, dashed] = [before(data), after(data)];
  const view = corners(x.domain, y.domain);
  const toPixels = ([u, v]: Pair): Point => ({ x: x(u), y: y(v) });
  const regions = [0, 1, 2].map((i) => sectorIn(view, solid, i));
  const inwards = data.zoom ? 1 : INWARDS;
  const names = regions.map((region) => placeOf(region, view, toPixels, inwards));
  const borders = {
    solid: bordersIn(view, solid, toPixels),
    dashed: bordersIn(view, dashed, toPixels),
  };
  const grips = gripsOf(data, borders, plot);
  const strips = regions.flatMap((region, i) =>
    [0, 1, 2].filter((j) => j !== i).map((j) => sectorIn(region, dashed, j)),
  );
  const labels = keepClear([
    ...plot.labels,
    ...gripLabels(data, grips, plot),
    ...notes(data, plot, names),
  ]);
  const bordersOf = (sectors: Sectors) =>
    bordersIn(view, sectors, toPixels).map(({ line }) => line);
  const markOf = (pin: PlanePin) => {
    const here = { ...data, sigma: pin.sigma, epsilon: pin.epsilon };
    const moved = bordersOf(after(here));
    return {
      d: moved.map(linePath).join(''),
      solid: bordersOf(before(here)).map(linePath).join(''),
      anchors: moved.flatMap((line) => along(line, 12).slice(1, -1).reverse()),
    };
  };
  return {
    ...plot,
    strips: strips.filter(({ length }) => length > 2).map((p) => `${pathOf(p.map(toPixels))}Z`),
    solid: borders.solid.map(({ line }) => line),
    dashed: borders.dashed.map(({ line }) => line),
    dots: dotsIn(data, plot),
    closest: toPixels(at),
    grips,
    names,
    labels,
    pins: pinGhosts(data.pins ?? [], labels, markOf, size, plot.type),
  };
}

const linePath = ({ x1, y1, x2, y2 }: Line) => `M${x1},${y1}L${x2},${y2}`;

/** The values that the grips set, beside them. */
function gripLabels(
  { sigma, epsilon }: PlaneData,
  grips: PlaneLayout['grips'],
  { type, frame }: Cartesian,
): Label[] {
  const beside = ({ at }: Grip, words: Pick<Label, 'text' | 'kind' | 'term' | 'part'>): Label => {
    const place = { x: at.x + 14, y: at.y + 0.8 * type.row, anchor: 'start' } as const;
    return keepWithin({ ...place, ...words, size: type.text }, frame.left, frame.right);
  };
  const texts = { sigma: `σ = ${formatNumber(sigma)}`, epsilon: `ε = ${formatNumber(epsilon)}` };
  return [
    ...(grips.sigma
      ? [beside(grips.sigma, { text: texts.sigma, kind: 'noise', term: 'sigma' })]
      : []),
    ...(grips.epsilon
      ? [
          beside(grips.epsilon, {
            text: texts.epsilon,
            kind: 'loss',
            term: 'epsilon',
            part: 'moved',
          }),
        ]
      : []),
  ];
}

/** The axes reach this much farther across than upwards, at most. */
const WIDEST = 1.7;

/**
 * Axes of equal units, or stretched where there is more room than draws; the vertical one from -reach to
 * reach. Numbers on them for the whole plane only.
 */
function axes({ labels: [a, b, c], reach, zoom }: PlaneData, centre: Pair, size: ChartSize) {
  const half = reach / ZOOM ** zoom;
  const around = (middle: number, by: number): Ends => [middle - by, middle + by];
  const bare = zoom > 0 && { ticks: () => [] };
  const spec = {
    size,
    y: { kind: 'linear', domain: around(centre[1], half), ...bare },
    xTitle: { text: `γ(${a}) − γ(${c})`, kind: 'noise', term: 'noise' },
    yTitle: { text: `γ(${b}) − γ(${c})`, kind: 'noise', term: 'noise' },
  } as const;
  const type = typeScale(size);
  const room = { ...spec, head: type.row + 4, left: leftRoom(['−10'], type) };
  const { left, right, top, bottom } = cartesian(room).frame;
  const wide = half * Math.min(WIDEST, (right - left) / (bottom - top));
  const x = { kind: 'linear', domain: around(centre[0], wide), ...bare } as const;
  return { ...cartesian({ ...room, x }), grid: [] };
}

const corners = ([x1, x2]: Ends, [y1, y2]: Ends): Pair[] => [
  [x1, y1],
  [x2, y1],
  [x2, y2],
  [x1, y2],
];

/** Part of the view that a sector must take for its name to stand in it. */
const NAMED = 0.02;
/** How far inside of its farthest corner the name of a sector is, on the way to its middle. */
const INWARDS = 0.3;

/** A place for its name near the corner of a sector that is farthest out. */
function placeOf(
  region: readonly Pair[],
  view: readonly Pair[],
  toPixels: (point: Pair) => Point,
  inwards: number,
): Point | null {
  if (areaOf(region) < NAMED * areaOf(view)) return null;
  const points = region.map(toPixels);
  const mean = (of: (point: Point) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  // few draws are far out
  const middle = toPixels([0, 0]);
  const from = (point: Point) => Math.hypot(point.x - middle.x, point.y - middle.y);
  const far = points.reduce((a, b) => (from(b) > from(a) ? b : a));
  return { x: far.x + inwards * (x - far.x), y: far.y + inwards * (y - far.y) };
}

const areaOf = (polygon: readonly Pair[]) =>
  Math.abs(
    polygon.reduce((sum, [u, v], n) => {
      const [p, q] = polygon[(n + 1) % polygon.length];
      return sum + (u * q - p * v) / 2;
    }, 0),
  );

/** Who wins where, and how many draws are in the strip. */
function notes(data: PlaneData, plot: Cartesian, names: PlaneLayout['names']): Label[] {
  const { type, frame } = plot;
  const strip: Label = {
    ...{ x: 0, y: frame.bottom + 1.5 * type.row, anchor: 'start', size: type.text },
    text: `${formatPercent(data.differing)} of the draws differ`,
    ...{ kind: 'loss', term: 'gradient', part: 'moved' },
  };
  const sectors = names.flatMap((at, i): Label[] => {
    if (!at) return [];
    const text = `y* = ${data.labels[i]}`;
    const name = { ...at, text, anchor: 'middle', kind: 'winner', size: type.text } as const;
    return [keepWithin(name, frame.left + 4, frame.right - 4)];
  });
  return [strip, ...sectors];
}

/** Dots of the draws in sight: a few where the whole plane is seen, and of all draws where it is not. */
function dotsIn({ draws: { u, v }, tally, zoom }: PlaneData, { x, y }: Cartesian): Dots[] {
  const paths = { 'dot-0': '', 'dot-1': '', 'dot-2': '', 'dot-differs': '' };
  const [left, right] = x.domain;
  const [low, high] = y.domain;
  const count = zoom ? u.length : Math.min(FEW, u.length);
  let shown = 0;
  for (let n = 0; n < count && shown < FEW; n++) {
    if (u[n] < left || u[n] > right || v[n] < low || v[n] > high) continue;
    shown++;
    const differs = tally.winners[n] !== tally.augmented[n];
    const kind = differs ? 'dot-differs' : (`dot-${tally.winners[n]}` as Dots['kind']);
    paths[kind] += `M${x(u[n]).toFixed(1)},${y(v[n]).toFixed(1)}h0`;
  }
  return Object.entries(paths).map(([kind, path]) => ({ kind: kind as Dots['kind'], path }));
}
