import type { MapGrid } from '../../core/maps/regime-map';
import { leftLabels, leftRoom, upright, verticalAxis } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { formatNumber, formatTick } from '../shared/format';
import { keyLayout, type KeyLayout } from '../shared/key';
import {
  keepClear,
  keepWithin,
  labelBox,
  textWidth,
  type Box,
  type Label,
  type Line,
  type Point,
} from '../shared/labels';
import { powersOf, valueAt, type Scale } from '../shared/scale';
import { along } from '../shared/slope-line';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';
import { regimeNames } from './names';
import { pixelDomain, pixelValues, placeInMap, type MapView, type Settings } from './view';

/** One side of 0. */
export interface MapHalf {
  readonly sign: 1 | -1;
  /** Of the size of epsilon. */
  readonly y: Scale;
  readonly box: Box;
  /** Where its cells are: half a cell beyond the box, for the outer ones stand on its edges. */
  readonly picture: Box;
  readonly values: Float64Array;
  /** Cells where the step of sigma goes the wrong way. */
  readonly wrong: string;
}

/** Where both sides of 0 are. */
export interface MapSides {
  readonly halves: readonly [MapSide, MapSide];
}
type MapSide = Pick<MapHalf, 'sign' | 'y' | 'box'>;

export interface RegimeMapLayout extends Omit<Cartesian, 'y'> {
  /** Above 0, and below. */
  readonly halves: readonly [MapHalf, MapHalf];
  readonly domain: readonly [number, number];
  readonly bar: Box;
  readonly key: KeyLayout;
  /** Over the noise scale of least loss, broken between the halves. */
  readonly least: readonly Line[];
  readonly best: readonly Point[];
  /** What regimes are called, each name with what holds there. */
  readonly names: readonly (readonly Label[])[];
  readonly rows: number;
  readonly columns: number;
}

/** The two halves of the map, one over the other, the colours and the key over them. */
export function regimeMapLayout(view: MapView, size: ChartSize): RegimeMapLayout {
  const { grid, least } = view;
  const type = typeScale(size);
  const head = headOf(view, size.width, type);
  const places = mapPlaces(view, size, head.height + type.row + 4);
  const { plot, axes, gap, middle } = places;
  const { frame, x } = plot;
  const values = pixelValues(view);
  const halves = SIGNS.map((sign, i) => halfOf(view, sign, axes[i].scale, x, values)) as [
    MapHalf,
    MapHalf,
  ];
  const lines =
    least === null ? [] : halves.map(({ box }) => upright(x(least), box.y, box.y + box.height));
  const best = view.best.map((settings) => pointOf({ x, halves }, settings));
  const strip = {
    x: frame.left,
    y: middle - gap,
    width: frame.right - frame.left,
    height: 2 * gap,
  };
  const outside = keepClear([
    ...head.labels,
    ...titles(least === null ? null : { sigma: least, at: x(least) }, head.height, size, type),
    ...plot.labels,
    ...tickLabels(places, type),
    ...stripNote(view.middle, strip, type),
  ]);
  return {
    ...plot,
    halves,
    domain: pixelDomain(view.colouring),
    bar: head.bar,
    key: head.key,
    least: lines,
    best,
    rows: grid.epsilons.length,
    columns: grid.sigmas.length,
    labels: outside,
    names: regimeNames(view, {
      ...{ size, type, frame },
      center: (row, column) => cellCenter(halves, grid, row, column),
      taken: [strip, ...outside.map(labelBox)],
      marks: [...best, ...lines.flatMap((line) => along(line, 20))],
    }),
  };
}

const SIGNS = [1, -1] as const;

/** The axes of a map: those of epsilon on both sides of a gap around 0. */
export function mapPlaces(
  { sigmaBounds, epsilonBounds }: Pick<MapView, 'sigmaBounds' | 'epsilonBounds'>,
  size: ChartSize,
  head: number,
) {
  const type = typeScale(size);
  const plot = cartesian({
    ...{ size, head, left: leftRoom(['−0.001'], type) },
    x: { kind: 'log', domain: sigmaBounds },
    xTitle: { text: 'noise scale σ', kind: 'noise', term: 'sigma' },
  });
  const { frame } = plot;
  const middle = (frame.top + frame.bottom) / 2;
  const gap = 0.6 * type.row;
  const axes = SIGNS.map((sign) =>
    verticalAxis(
      {
        ...{ kind: 'log', domain: epsilonBounds },
        format: (tick) => formatTick(sign * tick),
        // a part of the map may have no power of ten in it
        ...(epsilonBounds[1] >= 100 * epsilonBounds[0] && { ticks: powersOf }),
      },
      [middle - sign * gap, sign > 0 ? frame.top : frame.bottom],
      type,
    ),
  );
  return { plot, axes, gap, middle };
}

/** The texts of the ticks of epsilon. */
export const tickLabels = (
  { plot: { frame }, axes }: Pick<ReturnType<typeof mapPlaces>, 'plot' | 'axes'>,
  type: TypeScale,
): Label[] =>
  axes
    .flatMap((axis) => leftLabels(axis, frame.left, type))
    .map((label) => ({ ...label, y: clamp(label.y, frame.top + INSIDE, frame.bottom - INSIDE) }));

/** Pixels by which the outer ticks have their texts inside: the titles are beyond. */
const INSIDE = 6;

/** The colours with their ends, and what the other marks are: on one line where that is long enough. */
function headOf({ colouring, key: items, heading }: MapView, width: number, type: TypeScale) {
  const { title: own, ends } = colouring;
  const title = heading === undefined ? own : `${heading}: ${own}`;
  const { text: size, row } = type;
  const y = row / 2;
  const label = (x: number, text: string, kind: string): Label => ({
    ...{ x, y, text, kind, size, anchor: 'start', term: 'gradient' },
  });
  const from = textWidth(title, size) + size;
  const start = from + textWidth(ends[0], size) + 6;
  const bar = { x: start, y: y - 0.35 * size, width: 5 * size, height: 0.7 * size };
  const end = start + bar.width + 6;
  const labels = [
    label(0, title, 'axis'),
    label(from, ends[0], 'tick'),
    label(end, ends[1], 'tick'),
  ];
  const after = end + textWidth(ends[1], size) + 1.5 * size;
  const beside = keyLayout(items, { x: after, y: 0 }, width - after, type);
  const fits = beside.height <= row && width > after;
  const key = fits ? beside : keyLayout(items, { x: 0, y: row }, width, type);
  return {
    ...{ bar, key },
    labels: [...labels, ...key.labels],
    height: fits ? row : row + key.height,
  };
}

/** What the vertical axis is, and over its line the noise scale of least loss. */
function titles(
  least: { readonly sigma: number; readonly at: number } | null,
  top: number,
  { width }: ChartSize,
  { text: size, row }: TypeScale,
): Label[] {
  const y = top + row / 2;
  const axis: Label = {
    ...{ x: 0, y, text: 'loss weight ε', anchor: 'start', size },
    ...{ kind: 'loss', term: 'epsilon' },
  };
  if (!least) return [axis];
  const text = `σ of least loss, ${formatNumber(least.sigma, 2)}`;
  const words = {
    x: least.at,
    y,
    text,
    anchor: 'middle',
    kind: 'note',
    size,
    term: 'loss',
  } as const;
  return [axis, keepWithin(words, 0, width)];
}

/** Between the halves, in full where there is room. */
function stripNote(
  texts: readonly string[],
  { x, y, width, height }: Box,
  { text: size }: TypeScale,
): Label[] {
  const text = texts.find((each) => textWidth(each, size) < width - 2 * size);
  if (!text) return [];
  const at = { x: x + width / 2, y: y + height / 2, anchor: 'middle' } as const;
  return [{ ...at, text, kind: 'note', size, term: 'epsilon' }];
}

/** Where one side of 0 and its cells are. */
export function halfPlaces({ columns, rows }: HalfSize, y: Scale, x: Scale) {
  const [top, bottom] = [Math.min(...y.range), Math.max(...y.range)];
  const [left, right] = x.range;
  const box = { x: left, y: top, width: right - left, height: bottom - top };
  const cell = { width: box.width / (columns - 1), height: box.height / (rows - 1) };
  const picture = {
    ...{ x: left - cell.width / 2, y: top - cell.height / 2 },
    ...{ width: columns * cell.width, height: rows * cell.height },
  };
  return { y, box, picture };
}

/** Cells of one side of 0. */
export interface HalfSize {
  readonly columns: number;
  readonly rows: number;
}

function halfOf(view: MapView, sign: 1 | -1, y: Scale, x: Scale, values: Float64Array): MapHalf {
  const columns = view.grid.sigmas.length;
  const rows = view.grid.epsilons.length / 2;
  const places = halfPlaces({ columns, rows }, y, x);
  const first = sign > 0 ? 0 : rows;
  return {
    ...{ sign, ...places },
    values: values.subarray(first * columns, (first + rows) * columns),
    wrong: cellsPath(
      (row, column) => view.wrongAt(placeInMap(view, first + row, column)),
      { rows, columns },
      places.picture,
    ),
  };
}

/** Rectangles over the runs of some of the cells of every row, as one path. */
export function cellsPath(
  isIn: (row: number, column: number) => boolean,
  { rows, columns }: HalfSize,
  { x, y, width, height }: Box,
): string {
  const [w, h] = [width / columns, height / rows];
  const n = (value: number) => value.toFixed(1);
  let path = '';
  for (let row = 0; row < rows; row++) {
    for (let from = 0; from < columns; from++) {
      if (!isIn(row, from)) continue;
      let to = from;
      while (to < columns && isIn(row, to)) to++;
      const [left, right] = [n(x + from * w), n(x + to * w)];
      path += `M${left},${n(y + row * h)}H${right}V${n(y + (row + 1) * h)}H${left}Z`;
      from = to;
    }
  }
  return path;
}

/** Middle of a cell; rows from the top. */
export function cellCenter(
  halves: readonly [Pick<MapHalf, 'box'>, Pick<MapHalf, 'box'>],
  { sigmas, epsilons }: MapGrid,
  row: number,
  column: number,
): Point {
  const rows = epsilons.length / 2;
  const { box } = halves[row < rows ? 0 : 1];
  return {
    x: box.x + (column / (sigmas.length - 1)) * box.width,
    y: box.y + ((row % rows) / (rows - 1)) * box.height,
  };
}

/** The cell at a point of either half, or null. */
export function cellAt(
  { halves, rows, columns }: Pick<RegimeMapLayout, 'rows' | 'columns'> & MapSides,
  { x, y }: Point,
) {
  for (const { sign, box } of halves) {
    const half = rows / 2;
    const column = Math.round(((x - box.x) / box.width) * (columns - 1));
    const row = Math.round(((y - box.y) / box.height) * (half - 1));
    const inside = column >= 0 && column < columns && row >= 0 && row < half;
    if (inside) return { row: sign > 0 ? row : row + half, column };
  }
  return null;
}

/** Pixels of a noise scale and a loss weight. */
export function pointOf(
  { x, halves }: Pick<RegimeMapLayout, 'x'> & MapSides,
  { sigma, epsilon }: Settings,
): Point {
  return { x: x(sigma), y: halves[epsilon > 0 ? 0 : 1].y(Math.abs(epsilon)) };
}

/** The noise scale and the loss weight at a place: above the middle of the gap epsilon is positive. */
export function settingsAt({ x, halves }: RegimeMapLayout, place: Point): Settings {
  const [above, below] = halves;
  const middle = (above.y.range[0] + below.y.range[0]) / 2;
  const half = place.y < middle ? above : below;
  return { sigma: valueAt(x, place.x), epsilon: half.sign * valueAt(half.y, place.y) };
}
