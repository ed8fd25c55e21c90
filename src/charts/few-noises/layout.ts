import { across } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { barIn, columnNames, columnsOf, within } from '../shared/columns';
import { formatPercent } from '../shared/format';
import { keyLayout, type KeyItem, type KeyLayout } from '../shared/key';
import { keepClear, labelBox, type Box, type Label, type Line, type Point } from '../shared/labels';
import { markerAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { pathOf } from '../shared/path';
import { clamped, type Ends } from '../shared/scale';
import { typeScale, type ChartSize } from '../shared/size';

/** Shares of the structures of two binary variables: (0,0), (1,0), (0,1), (1,1). */
export type Shares = readonly [number, number, number, number];

export interface FewNoisesData {
  /** The law with one noise for every structure, with one for every value of a variable, and Gibbs. */
  readonly structures: Shares;
  readonly variables: Shares;
  readonly gibbs: Shares;
  readonly coupling: number;
  readonly couplingBounds: Ends;
  /** Mass that lies elsewhere than in the Gibbs law, with noise per variable and per structure. */
  readonly distance: number;
  readonly structuresDistance: number;
  /** The first of them at other couplings, ascending. */
  readonly couplings: readonly number[];
  readonly distances: readonly number[];
}

/** Marks of one structure. */
export interface StructureColumn {
  readonly structures: Box;
  readonly variables: Box;
  readonly law: Line;
  readonly hit: Box;
}

/** The plot is that of the distance over the coupling; the shares have one of their own above it. */
export interface FewNoisesLayout extends Cartesian {
  readonly shares: Cartesian;
  readonly columns: readonly StructureColumn[];
  readonly key: KeyLayout;
  readonly curve: string;
  readonly at: Point;
  readonly marker: Marker;
}

export const STRUCTURES = ['(0, 0)', '(1, 0)', '(0, 1)', '(1, 1)'] as const;

const KEY: readonly KeyItem[] = [
  { text: 'noise per structure', glyph: 'share', term: 'prediction' },
  { text: 'noise per variable', glyph: 'noise', term: 'noise' },
  { text: 'Gibbs law', glyph: 'law', term: 'law' },
];

/** Top of the axis of distances: more than any law of the noise misplaces, 0.277 under uniform noise. */
const MOST_DISTANCE = 0.3;
/** Part of the height that the shares take. */
const UPPER = 0.52;

const few = (ticks: readonly number[]) => () => ticks;

export function fewNoisesLayout(data: FewNoisesData, size: ChartSize): FewNoisesLayout {
  const type = typeScale(size);
  const upper = Math.round(UPPER * size.height);
  const key = keyLayout(KEY, { x: 0, y: 0 }, size.width, type);
  const shares = cartesian({
    size,
    head: key.height + 0.6 * type.row,
    foot: size.height - upper + type.row,
    y: { kind: 'linear', domain: [0, 1], ticks: few([0, 0.5, 1]) },
  });
  const { left, right, top, bottom } = shares.frame;
  const plot = cartesian({
    size,
    head: Math.min(upper + 2 * type.row + 2, size.height - 2 * type.row - 24),
    left,
    x: { kind: 'linear', domain: data.couplingBounds },
    y: { kind: 'linear', domain: [0, MOST_DISTANCE], ticks: few([0, MOST_DISTANCE]) },
    xTitle: { text: 'coupling c', kind: 'axis' },
  });
  const columns = columnsOf(STRUCTURES.length, { left, right });
  const distance = clamped(plot.y);
  const at = { x: plot.x(data.coupling), y: distance(data.distance) };
  const marker = markerAt(plot.x, data.coupling, 'c', 'axis', plot.frame, size.width, type);
  const side = marker.x < (left + right) / 2 ? ('end' as const) : ('start' as const);
  const found: Label = {
    ...{ x: side === 'end' ? right : left, y: marker.label.y, anchor: side, size: type.text },
    ...{ kind: 'winner', term: 'law' },
    text: `elsewhere than Gibbs: ${formatPercent(data.distance)}`,
  };
  return {
    ...plot,
    shares,
    columns: STRUCTURES.map((_, i) => ({
      structures: barIn(columns, i, [0.2, 0.48], shares.y(data.structures[i]), bottom),
      variables: barIn(columns, i, [0.52, 0.8], shares.y(data.variables[i]), bottom),
      law: across(shares.y(data.gibbs[i]), within(columns, i, 0.12), within(columns, i, 0.88)),
      hit: { x: within(columns, i, 0), y: top, width: columns.step, height: bottom - top },
    })),
    key,
    curve: pathOf(data.couplings.map((c, i) => ({ x: plot.x(c), y: distance(data.distances[i]) }))),
    at,
    marker,
    labels: [
      ...key.labels,
      ...columnNames(STRUCTURES, columns, bottom + 0.55 * type.row, type),
      ...keepClear([found, ...shares.labels, ...plot.labels], [labelBox(marker.label)], 3),
    ],
  };
}
