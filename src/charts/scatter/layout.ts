import { fitText, keepClear, keepWithin, textWidth } from '../shared/labels';
import type { Box, Label, Point } from '../shared/labels';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';
import { domainOf, type Domain } from './domain';

/** Bits of `marks`. */
export const QUERY = 1;
export const WRONG = 2;

export interface ScatterPoints {
  /** [count*2]: x to the right, y upwards. A new frame is a new object. */
  readonly positions: Float32Array;
  /** Class of each point: an index into `classes`. */
  readonly labels: Uint8Array;
  /** Per point QUERY (ringed), WRONG (in the colour of errors, with a cross), both or 0. */
  readonly marks?: Uint8Array | undefined;
}

export interface ScatterData {
  readonly points: ScatterPoints;
  /** Names of the classes. */
  readonly classes: readonly string[];
  /** What the axes are, in a few words. */
  readonly note?: string | undefined;
}

export interface ScatterLayout {
  readonly type: TypeScale;
  readonly domain: Domain;
  /** What the points are drawn in. */
  readonly plot: Box;
  /** Pixels of the points in the chart; those beyond the view lie on its edge. NaN has no place. */
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** Number of points beyond the view. */
  readonly outside: number;
  /** Radius of a mark, and height of a name that stands for one. */
  readonly radius: number;
  readonly letter: number;
  /** Whether the names of the classes are drawn as the marks. */
  readonly named: boolean;
  /** Names at the centres of the classes. */
  readonly centres: readonly Label[];
  readonly labels: readonly Label[];
}

/** Longest name that can stand for a point. */
const MARK_LENGTH = 2;

/** Pure geometry; `domain` is the box in view, by itself the bulk of the points: as large as fits, in equal units. */
export function scatterLayout(
  data: ScatterData,
  size: ChartSize,
  domain: Domain = domainOf(data.points.positions),
): ScatterLayout {
  const { points, classes } = data;
  const type = typeScale(size);
  const count = Math.max(1, points.labels.length);
  const plot = { x: 0, y: 0, width: size.width, height: Math.max(24, size.height - type.row) };
  const named = classes.every(({ length }) => length <= MARK_LENGTH);
  const room = Math.min(plot.width, plot.height) / Math.sqrt(count);
  const radius = clamp(0.3 * room, size.presentation ? 2.6 : 2, type.dot);
  const letter = clamp(0.8 * room, 9, type.text);
  const margin = named ? letter * 0.6 : 1.5 * radius;
  const { xs, ys, outside } = placed(points.positions, domain, plot, margin);
  return {
    ...{ type, domain, plot, xs, ys, outside, radius, letter, named },
    centres: centreLabels(data, { xs, ys, plot, type, radius }),
    labels: [footLabel(data, outside, plot, size, type)],
  };
}

function placed(positions: Float32Array, domain: Domain, plot: Box, margin: number) {
  const count = positions.length / 2;
  const xs = new Float32Array(count);
  const ys = new Float32Array(count);
  const [halfX, halfY] = [plot.width / 2, plot.height / 2];
  const scale = Math.min(halfX / domain.halfX, halfY / domain.halfY);
  let outside = 0;
  for (let i = 0; i < count; i++) {
    const dx = (positions[2 * i] - domain.x) * scale;
    const dy = (domain.y - positions[2 * i + 1]) * scale;
    if (Math.abs(dx) > halfX || Math.abs(dy) > halfY) outside++;
    xs[i] = plot.x + halfX + clamp(dx, margin - halfX, halfX - margin);
    ys[i] = plot.y + halfY + clamp(dy, margin - halfY, halfY - margin);
  }
  return { xs, ys, outside };
}

const termOf = (label: number) => `class-${label}`;

/** Mean place of each class in pixels, and how many points it has. */
export function centresOf(
  labels: Uint8Array,
  classes: number,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
): (Point & { readonly count: number })[] {
  const sums = Array.from({ length: classes }, () => ({ x: 0, y: 0, count: 0 }));
  for (let i = 0; i < labels.length; i++) {
    const sum = sums[labels[i]];
    if (!sum || !Number.isFinite(xs[i] + ys[i])) continue;
    sum.x += xs[i];
    sum.y += ys[i];
    sum.count++;
  }
  return sums.map(({ x, y, count }) => ({ x: x / count, y: y / count, count }));
}

/** A name at the middle of its class, or above it where the class is too small to show around it. */
function centreLabels(
  { points, classes }: ScatterData,
  { xs, ys, plot, type, radius }: Pick<ScatterLayout, 'xs' | 'ys' | 'plot' | 'type' | 'radius'>,
): readonly Label[] {
  const { labels } = points;
  const centres = centresOf(labels, classes.length, xs, ys);
  const reach = reachOf(labels, centres, xs, ys);
  const made = centres.flatMap(({ x, y, count }, c): Label[] => {
    const text = classes[c];
    if (count === 0 || textWidth(text, type.text) > plot.width / 2) return [];
    const aside = reach[c] < 1.2 * type.text ? reach[c] + radius + 0.7 * type.text : 0;
    const low = plot.y + plot.height - type.text;
    const at = { x, y: clamp(y - aside, plot.y + type.text, low) };
    const rest = { anchor: 'middle', kind: 'centre', size: type.text } as const;
    const label = { ...at, ...rest, text, term: termOf(c) };
    return [keepWithin(label, plot.x, plot.x + plot.width)];
  });
  return keepClear(made, [], 1);
}

/** Root mean square distance of each class from its centre. */
function reachOf(
  labels: Uint8Array,
  centres: readonly (Point & { readonly count: number })[],
  xs: Float32Array,
  ys: Float32Array,
): number[] {
  const sums = centres.map(() => 0);
  for (let i = 0; i < labels.length; i++) {
    const centre = centres[labels[i]];
    if (!centre || !Number.isFinite(xs[i] + ys[i])) continue;
    sums[labels[i]] += (xs[i] - centre.x) ** 2 + (ys[i] - centre.y) ** 2;
  }
  return sums.map((sum, c) => Math.sqrt(sum / Math.max(1, centres[c].count)));
}

/** Under the plot: how many points there are, and what the axes are. */
function footLabel(
  { points, note }: ScatterData,
  outside: number,
  plot: Box,
  size: ChartSize,
  type: TypeScale,
): Label {
  const count = points.labels.length;
  const head = `${count} point${count === 1 ? '' : 's'}`;
  const rest = [...(outside ? [`${outside} beyond the edge`] : []), ...(note ? [note] : [])];
  const told = [head, ...rest].join(' · ');
  const long = rest.length > 0 && textWidth(told, type.text) > size.width;
  const label = {
    x: plot.x + plot.width / 2,
    y: plot.y + plot.height + type.row / 2,
    text: fitText(long ? rest.join(' · ') : told, type.text, size.width),
    anchor: 'middle',
    kind: 'tick',
    size: type.text,
  } as const;
  return keepWithin(label, 0, size.width);
}
