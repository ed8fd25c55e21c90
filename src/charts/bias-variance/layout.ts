import { axisTicks, fromPixel, powerTicks, toPixel, type Axis } from '../shared/axis';
import { formatNumber, formatTick, powerOfTen } from '../shared/format';
import { keyLayout, type KeyItem, type KeyLayout } from '../shared/key';
import { keepClear, spread, textWidth, type Label, type Line, type Point } from '../shared/labels';
import { gridAt, markerAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { pathOf } from '../shared/path';
import { typeScale, type ChartSize, type TypeScale } from '../shared/size';
import {
  bestEpsilon,
  meanSquaredError,
  seriesOf,
  SIGNS,
  type BiasVarianceData,
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
  readonly axis: Axis;
  readonly curves: readonly BiasVarianceCurve[];
  /** Monte-Carlo dots, and places where a value lies under the floor. */
  readonly dots: readonly (Point & { readonly series: number })[];
  readonly clipped: readonly Point[];
  readonly best: Point | null;
}

export interface BiasVarianceLayout {
  readonly type: TypeScale;
  readonly yAxis: Axis;
  readonly facets: readonly [BiasVarianceFacet, BiasVarianceFacet];
  readonly grid: readonly Line[];
  readonly base: readonly Line[];
  readonly marker: Marker;
  readonly labels: readonly Label[];
  readonly key: KeyLayout;
}

/** Values per magnitude of the three quantities, null where not known. */
function quantities(data: BiasVarianceData, sign: Sign) {
  const series = seriesOf(data, sign);
  const { samplesPerEstimate: samples } = data;
  const variance = series.variance?.map((value) => value / samples) ?? null;
  return [series.biasSquared, variance, meanSquaredError(series, samples)] as const;
}

const POWERS_SHOWN = 8;

/** Vertical domain: whole powers of ten over all positive values, at most eight of them. */
export function errorDomain(data: BiasVarianceData): [number, number] {
  const { monteCarlo, samplesPerEstimate: samples } = data;
  const values = SIGNS.flatMap((sign) => quantities(data, sign).flatMap((list) => list ?? []));
  const measured = monteCarlo.flatMap(({ biasSquared, variance }) => [
    biasSquared ?? 0,
    (variance ?? 0) / samples,
  ]);
  const positive = [...values, ...measured].filter((value) => value > 0 && value < Infinity);
  if (positive.length === 0) return [1e-4, 1];
  const top = Math.ceil(Math.log10(Math.max(...positive)) + 0.05);
  const least = Math.floor(Math.log10(Math.min(...positive)));
  const bottom = Math.min(top - 1, Math.max(top - POWERS_SHOWN, least));
  return [10 ** bottom, 10 ** top];
}

export function biasVarianceLayout(data: BiasVarianceData, size: ChartSize): BiasVarianceLayout {
  const type = typeScale(size);
  const direct = size.width >= 40 * type.text;
  const key = keyLayout(keyItems(data, direct), { x: 0, y: 0 }, size.width, type);
  const domain = errorDomain(data);
  const left = textWidth('≤10⁻¹⁰', type.text) + 8;
  const right = size.width - (direct ? textWidth('variance / M', type.text) + 16 : 8);
  const gap = type.text * 2;
  const middle = (left + right) / 2;
  const top = key.height + type.row + 2;
  const bottom = size.height - 2 * type.row - 2;
  const yAxis: Axis = { kind: 'log', domain, range: [bottom, top] };
  const axes: [Axis, Axis] = [
    { kind: 'log', domain: data.bounds, range: [middle - gap, left + 4] },
    { kind: 'log', domain: data.bounds, range: [middle + gap, right] },
  ];
  const facets = SIGNS.map((sign, i) => facet(data, sign, axes[i], yAxis)) as [
    BiasVarianceFacet,
    BiasVarianceFacet,
  ];
  const yTicks = powerTicks(yAxis, Math.max(2, Math.floor((bottom - top) / (2.2 * type.text))));
  const ends: [number, number][] = [
    [left, middle - gap + 4],
    [middle + gap - 4, right],
  ];
  const marked = axes[data.epsilon < 0 ? 0 : 1];
  const frame = { top, bottom, width: size.width };
  const marker = markerAt(marked, Math.abs(data.epsilon), 'ε', 'loss', frame, type);
  return {
    type,
    yAxis,
    facets,
    grid: ends.flatMap(([x1, x2]) => gridAt(yAxis, yTicks, x1, x2)),
    base: ends.flatMap(([x1, x2]) => gridAt(yAxis, [domain[0]], x1, x2)),
    marker: { ...marker, label: { ...marker.label, text: `ε = ${formatNumber(data.epsilon)}` } },
    key,
    labels: [
      ...key.labels,
      ...errorLabels(yAxis, yTicks, facets, left - 6, type),
      ...facets.flatMap((each) => epsilonLabels(each, bottom, type)),
      ...facets.map((each, i) => facetLabel(data, each, ends[i], size, type)),
      ...(direct ? endLabels(data, axes[1], yAxis, type) : []),
    ],
  };
}

/** Ticks of the errors: bare powers of ten away from one. */
const powerTick = (tick: number) =>
  tick >= 0.1 && tick <= 100 ? formatTick(tick) : powerOfTen(Math.round(Math.log10(tick)));

/** Labels of the error axis; a floor that hides something is named. */
function errorLabels(
  yAxis: Axis,
  ticks: readonly number[],
  facets: readonly BiasVarianceFacet[],
  x: number,
  type: TypeScale,
): readonly Label[] {
  const at = (value: number, text: string) => label(x, toPixel(yAxis, value), text, 'end', type);
  const [floor] = yAxis.domain;
  const clipped = facets.some((facet) => facet.clipped.length > 0);
  const named = clipped ? [at(floor, `≤${powerTick(floor)}`)] : [];
  return keepClear([...named, ...ticks.map((tick) => at(tick, powerTick(tick)))], [], 0);
}

/** Signed epsilon at a pixel: left of the middle of the gap it is negative. */
export function epsilonAt({ facets }: BiasVarianceLayout, x: number): number {
  const [negative, positive] = facets;
  const middle = (negative.axis.range[0] + positive.axis.range[0]) / 2;
  return x < middle ? -fromPixel(negative.axis, x) : fromPixel(positive.axis, x);
}

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
    })),
  ];
}

function facet(data: BiasVarianceData, sign: Sign, axis: Axis, yAxis: Axis): BiasVarianceFacet {
  const { epsilon } = seriesOf(data, sign);
  const floor = yAxis.domain[0];
  const at = (magnitude: number, value: number): Point => ({
    x: toPixel(axis, magnitude),
    y: toPixel(yAxis, Math.max(floor, value)),
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
  const best = bestEpsilon(seriesOf(data, sign), data.samplesPerEstimate);
  return {
    sign,
    axis,
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
    best: best && at(best.epsilon, best.error),
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

const label = (
  x: number,
  y: number,
  text: string,
  anchor: Label['anchor'],
  { text: size }: TypeScale,
  kind = 'tick',
): Label => ({ x, y, text, anchor, kind, size });

function epsilonLabels({ sign, axis }: BiasVarianceFacet, bottom: number, type: TypeScale) {
  const room = Math.abs(axis.range[1] - axis.range[0]);
  const ticks = axisTicks(axis, Math.max(2, Math.floor(room / (4 * type.text))));
  const labels = ticks.map((tick) =>
    label(toPixel(axis, tick), bottom + type.row * 0.75, formatTick(sign * tick), 'middle', type),
  );
  const farthestFirst = labels.reverse();
  return keepClear(farthestFirst, [], 6);
}

/** Name of a facet with its best epsilon. */
function facetLabel(
  data: BiasVarianceData,
  { sign }: BiasVarianceFacet,
  [x1, x2]: [number, number],
  { height }: ChartSize,
  type: TypeScale,
): Label {
  const best = bestEpsilon(seriesOf(data, sign), data.samplesPerEstimate);
  const name = sign < 0 ? 'ε < 0' : 'ε > 0';
  const words = best ? `best ${formatNumber(sign * best.epsilon, 2)}` : '';
  const texts = [[name, words], [words || name]].map((parts) => parts.filter(Boolean).join(' · '));
  const text = texts.find((each) => textWidth(each, type.text) <= x2 - x1) ?? name;
  return label((x1 + x2) / 2, height - type.row / 2, text, 'middle', type, 'loss');
}

/** Names of the curves at the right ends of the positive facet. */
function endLabels(data: BiasVarianceData, axis: Axis, yAxis: Axis, type: TypeScale): Label[] {
  const lists = quantities(data, 1);
  const named = QUANTITIES.flatMap(({ name, series }, q) => {
    const end = lists[q]?.at(-1);
    const text = series === 1 ? 'their sum' : name;
    return end === undefined ? [] : [{ text, series, end: Math.max(yAxis.domain[0], end) }];
  });
  const [bottom, top] = yAxis.range;
  const ends = named.map(({ end }) => toPixel(yAxis, end));
  const ys = spread(ends, type.text * 1.25, top, bottom);
  return named.map(({ text, series }, i) =>
    label(axis.range[1] + 8, ys[i], text, 'start', type, `series-${series}`),
  );
}
