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

/** A class of the legend, or one of the marks that points of any class may bear. */
export interface LegendEntry {
  readonly mark: number | 'query' | 'wrong';
  readonly at: Point;
  readonly label: Label;
}

export interface ScatterLayout {
  readonly type: TypeScale;
  readonly domain: Domain;
  /** The square that the points are drawn in. */
  readonly plot: Box;
  /** Pixels of the points in the chart; those beyond the view lie on its edge. NaN has no place. */
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** Number of points beyond the view. */
  readonly outside: number;
  /** Radius of a mark. */
  readonly radius: number;
  /** Whether the names of the classes are drawn as the marks. */
  readonly named: boolean;
  readonly legend: readonly LegendEntry[];
  /** Names at the centres of the classes, where the marks are not names themselves. */
  readonly centres: readonly Label[];
  readonly labels: readonly Label[];
}

/** Longest name that can stand for a point. */
const MARK_LENGTH = 2;

/** Pure geometry; `domain` is the square in view, by itself the bulk of the points. */
export function scatterLayout(
  data: ScatterData,
  size: ChartSize,
  domain: Domain = domainOf(data.points.positions),
): ScatterLayout {
  const { points, classes } = data;
  const type = typeScale(size);
  const count = Math.max(1, points.labels.length);
  const full = arrange(legendMarks(data, false), size, type);
  const short = classes.every(({ length }) => length <= MARK_LENGTH);
  const named = short && full.plot.width ** 2 / count > 3 * type.text ** 2;
  const { plot, legend } = named ? arrange(legendMarks(data, true), size, type) : full;
  const room = plot.width ** 2 / count;
  const radius = clamp(0.3 * Math.sqrt(room), size.presentation ? 2.6 : 2, type.dot);
  const margin = named ? type.text * 0.6 : 1.5 * radius;
  const { xs, ys, outside } = placed(points.positions, domain, plot, margin);
  return {
    type,
    domain,
    plot,
    xs,
    ys,
    outside,
    radius,
    named,
    legend,
    centres: named ? [] : centreLabels(data, { xs, ys, plot, type, radius }),
    labels: [footLabel(data, outside, { plot, legend }, size, type)],
  };
}

function placed(positions: Float32Array, domain: Domain, plot: Box, margin: number) {
  const count = positions.length / 2;
  const xs = new Float32Array(count);
  const ys = new Float32Array(count);
  const scale = plot.width / (2 * domain.half);
  const [centreX, centreY] = [plot.x + plot.width / 2, plot.y + plot.height / 2];
  const reach = plot.width / 2 - margin;
  let outside = 0;
  for (let i = 0; i < count; i++) {
    const dx = (positions[2 * i] - domain.x) * scale;
    const dy = (domain.y - positions[2 * i + 1]) * scale;
    if (Math.abs(dx) > plot.width / 2 || Math.abs(dy) > plot.width / 2) outside++;
    xs[i] = centreX + clamp(dx, -reach, reach);
    ys[i] = centreY + clamp(dy, -reach, reach);
  }
  return { xs, ys, outside };
}

/** What needs a legend; points that bear the names of their classes need none for these. */
function legendMarks({ points, classes }: ScatterData, named: boolean): Mark[] {
  const borne = points.marks?.reduce((all, mark) => all | mark, 0) ?? 0;
  return [
    ...(named ? [] : classes.map((text, mark) => ({ mark, text }))),
    ...(borne & QUERY ? [{ mark: 'query' as const, text: 'query' }] : []),
    ...(borne & WRONG ? [{ mark: 'wrong' as const, text: 'wrong' }] : []),
  ];
}

interface Mark {
  readonly mark: LegendEntry['mark'];
  readonly text: string;
}

interface Arrangement {
  readonly plot: Box;
  readonly legend: readonly LegendEntry[];
}

/**
 * The legend beside the square or above it, whichever leaves more; a legend whose names are cut to
 * half is worth half.
 */
function arrange(marks: readonly Mark[], size: ChartSize, type: TypeScale): Arrangement {
  const beside = legendBeside(marks, size, type);
  const above = legendAbove(marks, size, type);
  return above.plot.width > beside.plot.width * beside.legible ? above : beside;
}

const lead = (type: TypeScale) => Math.round(type.text * 1.15);

/** Under the square is a line of text, over it and beside it a little air. */
const footHeight = (type: TypeScale) => type.row;

function legendBeside(marks: readonly Mark[], size: ChartSize, type: TypeScale) {
  const height = size.height - footHeight(type);
  const columns = Math.ceil(marks.length / Math.max(1, Math.floor(height / type.row)));
  const rows = Math.ceil(marks.length / Math.max(1, columns));
  const gap = type.text;
  const widest = Math.max(1, ...marks.map(({ text }) => textWidth(text, type.text)));
  const most = (0.46 * size.width) / Math.max(1, columns) - gap;
  const each = Math.min(lead(type) + widest + 1, most);
  const side = Math.max(24, Math.min(height, size.width - columns * (each + gap)));
  const left = (size.width - side - columns * (each + gap)) / 2;
  const legend = marks.map(({ mark, text }, i) => {
    const x = left + side + gap + Math.floor(i / rows) * (each + gap);
    const y = ((i % rows) + 0.5) * type.row;
    return entry(mark, fitText(text, type.text, each - lead(type)), { x, y }, type);
  });
  const legible = Math.min(1, (each - lead(type)) / widest);
  return { plot: { x: left, y: 0, width: side, height: side }, legend, legible };
}

function legendAbove(marks: readonly Mark[], size: ChartSize, type: TypeScale): Arrangement {
  const most = size.width - lead(type);
  let [x, y] = [0, type.row / 2];
  const legend = marks.map(({ mark, text }) => {
    const shown = fitText(text, type.text, most);
    const needed = lead(type) + textWidth(shown, type.text);
    if (x > 0 && x + needed > size.width) [x, y] = [0, y + type.row];
    const made = entry(mark, shown, { x, y }, type);
    x += needed + type.text * 0.8;
    return made;
  });
  const top = marks.length ? y + type.row / 2 + 4 : 0;
  const side = Math.max(24, Math.min(size.width, size.height - footHeight(type) - top));
  return { plot: { x: (size.width - side) / 2, y: top, width: side, height: side }, legend };
}

function entry(mark: LegendEntry['mark'], text: string, at: Point, type: TypeScale): LegendEntry {
  const term = termOf(mark);
  return {
    mark,
    at: { x: at.x + lead(type) * 0.42, y: at.y },
    label: {
      x: at.x + lead(type),
      y: at.y,
      text,
      anchor: 'start',
      kind: 'key',
      size: type.text,
      term,
    },
  };
}

export const termOf = (mark: LegendEntry['mark']) =>
  typeof mark === 'number' ? `class-${mark}` : mark === 'query' ? 'truth' : 'prediction';

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

/** Under the square and the legend: how many points there are, and what the axes are. */
function footLabel(
  { points, note }: ScatterData,
  outside: number,
  { plot, legend }: Arrangement,
  size: ChartSize,
  type: TypeScale,
): Label {
  const count = points.labels.length;
  const head = `${count} point${count === 1 ? '' : 's'}`;
  const rest = [...(outside ? [`${outside} beyond the edge`] : []), ...(note ? [note] : [])];
  const told = [head, ...rest].join(' · ');
  const long = rest.length > 0 && textWidth(told, type.text) > size.width;
  const bottom = Math.max(plot.y + plot.height, ...legend.map(({ at }) => at.y + type.row / 2));
  const label = {
    x: plot.x + plot.width / 2,
    y: bottom + footHeight(type) / 2,
    text: fitText(long ? rest.join(' · ') : told, type.text, size.width),
    anchor: 'middle',
    kind: 'tick',
    size: type.text,
  } as const;
  return keepWithin(label, 0, size.width);
}
