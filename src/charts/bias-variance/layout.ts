import { across, horizontalAxis, leftRoom, underLabels, upright } from '../shared/axes';
import { cartesian, type Cartesian, type Frame } from '../shared/cartesian';
import { endLabels, type LineEnd } from '../shared/ends';
import { formatNumber, formatTick, powerOfTen } from '../shared/format';
import type { GhostMark } from '../shared/ghost';
import { keyLayout, type KeyItem, type KeyLayout } from '../shared/key';
import {
  keepClear,
  keepWithin,
  partOf,
  textWidth,
  type Label,
  type Line,
  type Point,
} from '../shared/labels';
import { flagAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { pathOf } from '../shared/path';
import { pinGhosts, ringPath } from '../shared/pins';
import { powersOf, powerOf, valueAt, type Ends, type Scale } from '../shared/scale';
import { typeScale, type ChartSize, type TypeScale } from '../shared/size';
import { along } from '../shared/slope-line';
import {
  adviceOf,
  meanSquaredError,
  pinErrors,
  seriesOf,
  signChanges,
  SIGNS,
  type BiasVarianceData,
  type BiasVariancePin,
  type Sign,
} from './model';

/** The three quantities in drawing order, with the series (colour and dash) of each. */
const QUANTITIES = [
  { name: 'bias²', series: 2 },
  { name: 'variance / M', series: 3 },
  { name: 'mean squared error', series: 1 },
] as const;

export interface BiasVarianceCurve {
  readonly d: string;
  readonly series: 1 | 2 | 3;
}

export interface BiasVarianceFacet {
  readonly sign: Sign;
  /** Of the magnitude |epsilon|; mirrored for the negative sign. */
  readonly x: Scale;
  readonly curves: readonly BiasVarianceCurve[];
  /** Monte-Carlo dots, and places where a value lies under the floor. */
  readonly dots: readonly (Point & { readonly series: number })[];
  readonly clipped: readonly Point[];
  /** Where bias and spread are equal. */
  readonly balanced: Point | null;
  /** Where the bias changes its sign, with words where there is room. */
  readonly changes: readonly Line[];
}

/** One plot of errors, in which both signs have a horizontal axis each. */
export interface BiasVarianceLayout extends Omit<Cartesian, 'x'> {
  readonly facets: readonly [BiasVarianceFacet, BiasVarianceFacet];
  readonly base: readonly Line[];
  readonly marker: Marker;
  readonly key: KeyLayout;
}

/** Values per magnitude of the three quantities, null where not known. */
function quantities(data: BiasVarianceData, sign: Sign) {
  const series = seriesOf(data, sign);
  const { samplesPerEstimate: samples } = data;
  const variance = series.variance?.map((value) => value / samples) ?? null;
  return [series.biasSquared, variance, meanSquaredError(series, samples)] as const;
}

/** All errors that the chart has a place for. */
function errorsOf(data: BiasVarianceData): number[] {
  const { monteCarlo, samplesPerEstimate: samples } = data;
  const exact = SIGNS.flatMap((sign) => quantities(data, sign).flatMap((list) => list ?? []));
  const measured = monteCarlo.flatMap(({ biasSquared, variance }) => [
    ...(biasSquared === null ? [] : [biasSquared]),
    ...(variance === null ? [] : [variance / samples]),
  ]);
  const pinned = (data.pins ?? []).flatMap((pin) => pinErrors(pin, samples));
  return [...exact, ...measured, ...pinned];
}

const POWERS_SHOWN = 8;

/** Vertical domain: whole powers of ten over all positive values, at most eight of them. */
function errorDomain(errors: readonly number[]): Ends {
  const positive = errors.filter((value) => value > 0 && value < Infinity);
  if (positive.length === 0) return [1e-4, 1];
  const top = Math.ceil(Math.log10(Math.max(...positive)) + 0.05);
  const least = Math.floor(Math.log10(Math.min(...positive)));
  const bottom = Math.min(top - 1, Math.max(top - POWERS_SHOWN, least));
  return [powerOf(bottom), powerOf(top)];
}

/** The axis of the errors; a floor that hides something is named. */
function errorAxis(errors: readonly number[]) {
  const domain = errorDomain(errors);
  const [floor] = domain;
  const hides = errors.some((value) => value < floor);
  return {
    kind: 'log' as const,
    domain,
    ticks: (scale: Scale, most: number) =>
      hides ? [...new Set([floor, ...powersOf(scale, most)])] : powersOf(scale, most),
    format: (tick: number) => `${hides && tick === floor ? '≤' : ''}${powerText(tick)}`,
  };
}

/** Text of an error: bare powers of ten away from one. */
const powerText = (tick: number) =>
  tick >= 0.1 && tick <= 100 ? formatTick(tick) : powerOfTen(Math.round(Math.log10(tick)));

/**
 * Squared bias, variance and their sum against |epsilon|, for negative epsilon mirrored at the left.
 * On wide charts the curves are named at their ends, on narrow ones in the key.
 */
export function biasVarianceLayout(data: BiasVarianceData, size: ChartSize): BiasVarianceLayout {
  const type = typeScale(size);
  const direct = size.width >= 40 * type.text;
  const key = keyLayout(keyItems(data, direct), { x: 0, y: 0 }, size.width, type);
  const plot = cartesian({
    size,
    head: key.height + type.row + 2,
    foot: 2 * type.row + 2,
    // the widest text there can be, so that nothing moves with the data
    left: leftRoom(['≤10⁻¹⁰'], type),
    right: direct ? textWidth('variance / M', type.text) + 16 : 8,
    y: errorAxis(errorsOf(data)),
  });
  const { y, frame } = plot;
  const gap = type.text * 2;
  const middle = (frame.left + frame.right) / 2;
  const ranges: [Ends, Ends] = [
    [middle - gap, frame.left + 4],
    [middle + gap, frame.right],
  ];
  const axes = SIGNS.map((sign, i) => epsilonAxis(sign, data.bounds, ranges[i], type));
  const facets = SIGNS.map((sign, i) => facet(data, sign, axes[i].scale, y, frame)) as [
    BiasVarianceFacet,
    BiasVarianceFacet,
  ];
  const sides: [Ends, Ends] = [
    [frame.left, middle - gap + 4],
    [middle + gap - 4, frame.right],
  ];
  const lines = (at: number) => sides.map(([x1, x2]) => across(at, x1, x2));
  const marked = axes[data.epsilon < 0 ? 0 : 1].scale;
  const flag = { text: `ε = ${formatNumber(data.epsilon)}`, kind: 'loss' };
  return {
    ...plot,
    facets,
    grid: plot.axes.y.ticks.flatMap(({ at }) => lines(at)),
    base: lines(frame.bottom),
    marker: flagAt(marked(Math.abs(data.epsilon)), flag, frame, size.width, type),
    key,
    labels: [
      ...key.labels,
      ...plot.labels,
      // a little lower than the floor, the ends that are farthest from each other first
      ...axes.flatMap((axis) =>
        keepClear(
          underLabels(axis, frame.bottom + 0.2 * type.row, size.width, type).reverse(),
          [],
          6,
        ),
      ),
      ...partOf('errors', [
        ...facets.map((each, i) => facetLabel(data, each, sides[i], size, type)),
        ...facets.flatMap(({ changes }, i) => changeLabels(changes, sides[i], type)),
        ...(direct ? curveNames(data, frame, y, type) : []),
      ]),
    ],
  };
}

const epsilonAxis = (sign: Sign, domain: Ends, range: Ends, type: TypeScale) =>
  horizontalAxis({ kind: 'log', domain, format: (tick) => formatTick(sign * tick) }, range, type);

/** Signed epsilon at a pixel: left of the middle of the gap it is negative. */
export function epsilonAt({ facets }: BiasVarianceLayout, pixel: number): number {
  const [negative, positive] = facets;
  const middle = (negative.x.range[0] + positive.x.range[0]) / 2;
  return pixel < middle ? -valueAt(negative.x, pixel) : valueAt(positive.x, pixel);
}

/** Rings at the errors of every pin, over its epsilon, and a line through them. */
export function biasVariancePins(
  layout: BiasVarianceLayout,
  data: BiasVarianceData & ChartSize,
): GhostMark[] {
  const { y, frame, type, labels, marker } = layout;
  const mark = (pin: BiasVariancePin) => {
    const x = placeOf(layout, pin.epsilon);
    const heights = pinErrors(pin, data.samplesPerEstimate).map((error) =>
      y(Math.max(y.domain[0], error)),
    );
    const rings = heights.map((at) => ringPath({ x, y: at }, type.dot + 1.5));
    const stem = upright(x, Math.min(...heights), frame.bottom);
    return { d: `M${x},${stem.y1}V${stem.y2}`, solid: rings.join(''), anchors: along(stem) };
  };
  return pinGhosts(data.pins ?? [], [...labels, marker.label], mark, data, type);
}

/** The pixel column of a signed epsilon. */
export const placeOf = ({ facets }: Pick<BiasVarianceLayout, 'facets'>, epsilon: number) =>
  facets[epsilon < 0 ? 0 : 1].x(Math.abs(epsilon));

function keyItems(data: BiasVarianceData, direct: boolean): KeyItem[] {
  const heading = {
    text: `squared error of the mean of M = ${data.samplesPerEstimate} draws`,
    term: 'gradient',
  };
  if (direct) return [heading];
  return [
    heading,
    ...QUANTITIES.map(({ name, series }) => ({
      text: series === 1 ? 'sum' : name,
      glyph: `series-${series}` as const,
      term: 'gradient',
      part: 'errors',
    })),
  ];
}

function facet(
  data: BiasVarianceData,
  sign: Sign,
  x: Scale,
  y: Scale,
  { top, bottom }: Frame,
): BiasVarianceFacet {
  const { epsilon } = seriesOf(data, sign);
  const [floor] = y.domain;
  const at = (magnitude: number, value: number): Point => ({
    x: x(magnitude),
    y: y(Math.max(floor, value)),
  });
  const lists = quantities(data, sign);
  const measured = data.monteCarlo
    .filter((point) => Math.sign(point.epsilon) === sign)
    .flatMap(({ epsilon: e, biasSquared, variance }) => [
      { magnitude: Math.abs(e), value: biasSquared, series: 2 },
      {
        magnitude: Math.abs(e),
        value: variance === null ? null : variance / data.samplesPerEstimate,
        series: 3,
      },
    ]);
  const advice = adviceOf(data, sign);
  return {
    sign,
    x,
    curves: lists.flatMap((list, q) =>
      list
        ? {
            d: pathOf(epsilon.map((e, i) => ({ ...at(e, list[i]), ...under(list[i], floor) }))),
            series: QUANTITIES[q].series,
          }
        : [],
    ),
    dots: measured.flatMap(({ magnitude, value, series }) =>
      value === null || value < floor ? [] : { ...at(magnitude, value), series },
    ),
    clipped: clippedAt(epsilon, lists, measured, at, floor),
    balanced: advice.balanced && at(advice.balanced.epsilon, advice.balanced.error),
    changes: signChanges(seriesOf(data, sign)).map((magnitude) =>
      upright(x(magnitude), top, bottom),
    ),
  };
}

/** A curve breaks where its value lies under the floor. */
const under = (value: number, floor: number) => (value < floor ? { y: NaN } : {});

/** Where a curve or a dot lies under the floor, thinned to one arrow per 14 pixels. */
function clippedAt(
  epsilon: readonly number[],
  lists: readonly (readonly number[] | null)[],
  measured: readonly { readonly magnitude: number; readonly value: number | null }[],
  at: (magnitude: number, value: number) => Point,
  floor: number,
): Point[] {
  const under = [
    ...epsilon.filter((_, i) => lists.some((list) => list && list[i] < floor)),
    ...measured
      .filter(({ value }) => value !== null && value < floor)
      .map(({ magnitude }) => magnitude),
  ];
  const points = under.map((magnitude) => at(magnitude, 0)).sort((a, b) => a.x - b.x);
  const kept: Point[] = [];
  for (const point of points) {
    if (!kept.length || point.x - kept.at(-1)!.x >= 14) kept.push(point);
  }
  return kept;
}

/** Words at the foot of the first sign change of a facet, in the longest form that fits. */
function changeLabels(changes: readonly Line[], [x1, x2]: Ends, type: TypeScale): Label[] {
  const texts = ['bias changes sign here', 'bias changes sign', 'sign changes'];
  const text = texts.find((each) => textWidth(each, type.text) <= x2 - x1 - 8);
  if (!text || changes.length === 0) return [];
  const [{ x1: x, y2: bottom }] = changes;
  const at = { x, y: bottom - 0.6 * type.row, text };
  return [keepWithin({ ...at, anchor: 'middle', kind: 'flag', size: type.text }, x1 + 4, x2 - 4)];
}

/** Name of a facet with the epsilon that is advised. */
function facetLabel(
  data: BiasVarianceData,
  { sign }: BiasVarianceFacet,
  [x1, x2]: Ends,
  { height }: ChartSize,
  type: TypeScale,
): Label {
  const { balanced, best } = adviceOf(data, sign);
  const name = sign < 0 ? 'ε < 0' : 'ε > 0';
  const advised = balanced ?? best;
  const value = advised && formatNumber(sign * advised.epsilon, 2);
  const words = value ? `${balanced ? 'bias = spread at' : 'best'} ${value}` : '';
  const texts = [[name, words], [words || name]].map((parts) => parts.filter(Boolean).join(' · '));
  const text = texts.find((each) => textWidth(each, type.text) <= x2 - x1) ?? name;
  const at = { x: (x1 + x2) / 2, y: height - type.row / 2 };
  return { ...at, text, anchor: 'middle', kind: 'loss', size: type.text };
}

/** Names of the curves at the right ends of the positive facet. */
function curveNames(
  data: BiasVarianceData,
  { right, top, bottom }: Frame,
  y: Scale,
  type: TypeScale,
): Label[] {
  const lists = quantities(data, 1);
  const ends = QUANTITIES.flatMap(({ name, series }, q): LineEnd[] => {
    const end = lists[q]?.at(-1);
    if (end === undefined) return [];
    const at = { x: right, y: y(Math.max(y.domain[0], end)) };
    return [{ text: series === 1 ? 'their sum' : name, at, kind: `series-${series}` }];
  });
  const room = { x: right + 8, width: textWidth('variance / M', type.text), top, bottom };
  return endLabels(ends, room, type).map(({ label }) => label);
}
