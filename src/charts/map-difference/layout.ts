import {
  isCompared,
  mapDifference,
  type MapDifference,
  type MeasuredMap,
} from '../../core/maps/difference';
import type { ShownQuantity } from '../../core/maps/quantities';
import {
  cellCenter,
  cellsPath,
  halfPlaces,
  mapPlaces,
  pointOf,
  tickLabels,
  type MapSides,
} from '../regime-map/layout';
import { colouringOf } from '../regime-map/model';
import { placeInMap } from '../regime-map/view';
import type { Cartesian } from '../shared/cartesian';
import { keyLayout, type KeyLayout } from '../shared/key';
import { keepClear, labelBox, textWidth, type Box, type Label, type Point } from '../shared/labels';
import { typeScale, type ChartSize, type TypeScale } from '../shared/size';
import { borderPath } from './border';
import { sideNames, type Side } from './names';

export interface MapDifferenceData {
  readonly first: MeasuredMap;
  readonly second: MeasuredMap;
  /** What sets each of them apart. */
  readonly names: readonly [string, string];
  readonly quantity: ShownQuantity;
  readonly sigma: number;
  readonly epsilon: number;
  readonly sigmaBounds: readonly [number, number];
  /** Least and largest size of epsilon. */
  readonly epsilonBounds: readonly [number, number];
}

/** One side of 0. */
interface DifferenceHalf {
  readonly sign: 1 | -1;
  readonly y: ReturnType<typeof halfPlaces>['y'];
  readonly box: Box;
  readonly picture: Box;
  /** How much more the second map has, and how much less: 0 elsewhere. */
  readonly more: Float64Array;
  readonly less: Float64Array;
  /** Cells in which the draws leave open which is more. */
  readonly open: string;
  /** Between more and less. */
  readonly border: string;
}

export interface MapDifferenceLayout extends Omit<Cartesian, 'y'>, MapSides {
  readonly halves: readonly [DifferenceHalf, DifferenceHalf];
  readonly difference: MapDifference;
  /** The bars of both hues: less, from its end inwards, and more. */
  readonly bars: readonly [Box, Box];
  readonly key: KeyLayout;
  readonly point: Point;
  readonly rows: number;
  readonly columns: number;
}

/** At this the colours end: a factor of ten, a cosine of 1, the range of the loss. */
export const MOST = 1;

/** The difference of two maps: as the maps are, in two hues. */
export function mapDifferenceLayout(data: MapDifferenceData, size: ChartSize): MapDifferenceLayout {
  const { first, second, quantity } = data;
  const { map } = first;
  const type = typeScale(size);
  const head = headOf(data, size.width, type);
  const places = mapPlaces(data, size, head.height + type.row + 4);
  const { plot, axes } = places;
  const difference = mapDifference(first, second, quantity);
  const columns = map.grid.sigmas.length;
  const rows = map.grid.epsilons.length;
  const valueAt = (row: number, column: number) => difference.values[placeInMap(map, row, column)];
  const openAt = (row: number, column: number) =>
    difference.open[placeInMap(map, row, column)] === 1;
  const sideAt = (row: number, column: number): Side => {
    const value = valueAt(row, column);
    if (openAt(row, column) || !(value !== 0) || Number.isNaN(value)) return 'neither';
    return value > 0 ? 'more' : 'less';
  };
  // between cells that the draws leave open a border would be of chance
  const signs = { more: 1, less: -1, neither: 0 } as const;
  const signAt = (row: number, column: number) => signs[sideAt(row, column)];
  const halfOf = (sign: 1 | -1, i: number): DifferenceHalf => {
    const half = { columns, rows: rows / 2 };
    const from = sign > 0 ? 0 : half.rows;
    const placed = halfPlaces(half, axes[i].scale, plot.x);
    const pixels = (side: 1 | -1) =>
      Float64Array.from({ length: half.rows * columns }, (_, at) => {
        const value = side * valueAt(from + Math.floor(at / columns), at % columns);
        return value > 0 ? value : 0;
      });
    return {
      ...{ sign, ...placed, more: pixels(1), less: pixels(-1) },
      open: cellsPath((row, column) => openAt(from + row, column), half, placed.picture),
      border: borderPath((row, column) => signAt(from + row, column), half, placed.picture),
    };
  };
  const halves = [halfOf(1, 0), halfOf(-1, 1)] as const;
  const point = pointOf({ x: plot.x, halves }, data);
  const outside = keepClear([
    ...head.labels,
    {
      ...{ x: 0, y: head.height + type.row / 2, text: 'loss weight ε', anchor: 'start' },
      ...{ kind: 'loss', term: 'epsilon', size: type.text },
    },
    ...plot.labels,
    ...tickLabels(places, type),
  ]);
  const strip = {
    ...{ x: plot.frame.left, y: places.middle - places.gap },
    ...{ width: plot.frame.right - plot.frame.left, height: 2 * places.gap },
  };
  const names = sideNames({ second: data.names[1], rows, columns }, sideAt, {
    ...{ size, type, frame: plot.frame, marks: [point] },
    center: (row, column) => cellCenter(halves, map.grid, row, column),
    taken: [strip, ...outside.map(labelBox)],
  });
  return {
    ...plot,
    ...{ halves, difference, point, rows, columns },
    ...{ bars: head.bars, key: head.key, labels: [...outside, ...names] },
  };
}

/** "error: k = 2 / k = 1" with the colours, and the hatching where there is any. */
function headOf(
  { first, second, names, quantity }: MapDifferenceData,
  width: number,
  type: TypeScale,
) {
  const ratio = isCompared(quantity) === 'ratio';
  const [short] = colouringOf({ map: first.map, quantity }).title.split(' / length');
  const title = `${short}: ${names[1]} ${ratio ? '/' : '−'} ${names[0]}`;
  const ends = ratio ? ['0.1', '10'] : ['−1', '1'];
  const { text: size, row } = type;
  const broken = textWidth(title, size) + 8 * size + textWidth(ends.join(''), size) > width;
  const y = row / 2 + (broken ? row : 0);
  const left = broken ? 0 : textWidth(title, size) + size;
  const bar = left + textWidth(ends[0], size) + 6;
  const half = { y: y - 0.35 * size, width: 3 * size, height: 0.7 * size };
  const bars = [
    { x: bar, ...half },
    { x: bar + half.width, ...half },
  ] as const;
  const end = bar + 2 * half.width + 6;
  const label = (x: number, at: number, text: string, kind: string): Label => ({
    ...{ x, y: at, text, kind, size, anchor: 'start', term: 'gradient' },
  });
  const sampled = first.errors !== null || second.errors !== null;
  const items = sampled
    ? [{ text: 'not told apart by the draws', glyph: 'wrong', term: 'gradient' } as const]
    : [];
  const after = end + textWidth(ends[1], size) + 1.5 * size;
  const beside = keyLayout(items, { x: after, y: y - row / 2 }, width - after, type);
  const fits = beside.height <= row && width > after;
  const under = keyLayout(items, { x: 0, y: y + row / 2 }, width, type);
  const key = fits ? beside : under;
  return {
    ...{ bars, key },
    labels: [
      label(0, row / 2, title, 'axis'),
      label(left, y, ends[0], 'tick'),
      label(end, y, ends[1], 'tick'),
      ...key.labels,
    ],
    height: y + row / 2 + (fits ? 0 : key.height),
  };
}
