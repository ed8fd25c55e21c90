import { axisTicks, extentWithZero, fromPixel, toPixel, type Axis } from '../shared/axis';
import { formatNumber, formatTick } from '../shared/format';
import {
  fitText,
  keepClear,
  keepWithin,
  spread,
  textWidth,
  type Box,
  type Label,
  type Line,
} from '../shared/labels';
import { markerAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { logSpace, pathOf } from '../shared/path';
import { typeScale, type ChartSize, type Numbers, type TypeScale } from '../shared/size';
import { findIntervals, type Interval } from './flips';

/** One draw of the noise over n classes, seen at every noise scale. */
export interface FlipsData {
  readonly labels: readonly string[];
  /** mu [n]. */
  readonly scores: Numbers;
  /** gamma [n], not multiplied by sigma. */
  readonly gamma: Numbers;
  readonly k: number;
  readonly sigma: number;
  readonly sigmaBounds: readonly [number, number];
}

/** One stretch of the strip, and its name where it fits. */
export interface StripCell {
  readonly box: Box;
  readonly current: boolean;
  readonly interval: Interval;
}

export interface FlipsLayout {
  readonly type: TypeScale;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  /** One path per class, and the thick stretches in which it is in the top-k set. */
  readonly curves: readonly string[];
  readonly winning: readonly string[];
  readonly flips: readonly Line[];
  /** Crosses on the curves where one class takes over from another. */
  readonly crosses: readonly { readonly x: number; readonly y: number }[];
  readonly strip: readonly StripCell[];
  readonly leaders: readonly Line[];
  readonly grid: readonly Line[];
  readonly marker: Marker;
  readonly labels: readonly Label[];
}

/** The sums on one scale: (mu + sigma*gamma) / (1 + sigma) keeps the order of mu + sigma*gamma. */
export const mixAt = ({ scores, gamma }: FlipsData, i: number, sigma: number) =>
  (scores[i] + sigma * gamma[i]) / (1 + sigma);

export function flipsLayout(data: FlipsData, size: ChartSize): FlipsLayout {
  const type = typeScale(size);
  const { sigmaBounds: bounds, labels: names } = data;
  const nameWidth = Math.min(
    size.width * 0.2,
    Math.max(...names.map((name) => textWidth(name, type.text))),
  );
  const top = 2 * type.row + 2;
  const stripTop = size.height - 3 * type.row - type.row - 6;
  const right = size.width - nameWidth - 18;
  const xAxis: Axis = { kind: 'log', domain: bounds, range: [14, right] };
  const yAxis = verticalAxis(data, [stripTop - 8, top + 4]);
  const intervals = findIntervals(data.scores, data.gamma, data.k, bounds);
  const sigmas = logSpace(...bounds, 49);
  const path = (i: number, from: number, to: number) =>
    pathOf(
      [from, ...sigmas.filter((s) => s > from && s < to), to].map((s) => ({
        x: toPixel(xAxis, s),
        y: toPixel(yAxis, mixAt(data, i, s)),
      })),
    );
  const flipXs = intervals.slice(1).map(({ from }) => toPixel(xAxis, from));
  const stripBottom = stripTop + type.row;
  const strip = intervals.map((interval) => cell(interval, data, xAxis, stripTop, type.row));
  const ends = endLabels(data, intervals, xAxis, yAxis, nameWidth, type);
  const ticks = axisTicks(xAxis, Math.floor((right - 14) / (4 * type.text)));
  return {
    type,
    xAxis,
    yAxis,
    curves: names.map((_, i) => path(i, ...bounds)),
    winning: intervals.flatMap(({ members, from, to }) => members.map((i) => path(i, from, to))),
    flips: flipXs.map((x) => ({ x1: x, x2: x, y1: top, y2: stripBottom + 4 })),
    crosses: intervals.slice(1).map((interval, i) => {
      const entered = interval.members.find((m) => !intervals[i].members.includes(m))!;
      const y = toPixel(yAxis, mixAt(data, entered, interval.from));
      return { x: flipXs[i], y };
    }),
    strip,
    leaders: ends.leaders,
    grid: ticks.map((tick) => {
      const x = toPixel(xAxis, tick);
      return { x1: x, x2: x, y1: top, y2: stripTop };
    }),
    marker: markerAt(
      xAxis,
      data.sigma,
      'σ',
      'noise',
      { top, bottom: stripTop, width: size.width },
      type,
    ),
    labels: [
      headingLabel(data, type),
      ...ends.labels,
      ...stripLabels(strip, names, type),
      ...flipLabels(intervals, flipXs, stripBottom, size, type),
      ...axisLabels(xAxis, ticks, size, type),
    ],
  };
}

/** Sigma at a pixel of the horizontal axis. */
export const sigmaAt = ({ xAxis }: Pick<FlipsLayout, 'xAxis'>, x: number) => fromPixel(xAxis, x);

/** The mix is monotone in sigma, so its extremes lie at the ends of the range. */
function verticalAxis(data: FlipsData, range: readonly [number, number]): Axis {
  const [lo, hi] = data.sigmaBounds;
  const values = data.labels.flatMap((_, i) => [mixAt(data, i, lo), mixAt(data, i, hi)]);
  return { kind: 'linear', domain: extentWithZero(values, 0.04), range };
}

function cell(
  interval: Interval,
  { sigma }: FlipsData,
  xAxis: Axis,
  y: number,
  height: number,
): StripCell {
  const x = toPixel(xAxis, interval.from);
  const box = { x, y, width: toPixel(xAxis, interval.to) - x, height };
  return { box, interval, current: sigma >= interval.from && sigma <= interval.to };
}

export const membersText = (members: readonly number[], names: readonly string[]) =>
  members.map((i) => names[i]).join(' ');

function stripLabels(strip: readonly StripCell[], names: readonly string[], type: TypeScale) {
  return strip.flatMap(({ box, interval, current }): Label[] => {
    const text = membersText(interval.members, names);
    if (textWidth(text, type.text) > box.width - 4) return [];
    return [
      {
        x: box.x + box.width / 2,
        y: box.y + box.height / 2,
        text,
        anchor: 'middle',
        kind: current ? 'inverse' : 'winner label-plain',
        size: type.text,
        term: 'prediction',
      },
    ];
  });
}

/** Names at the right ends of the curves, spread apart; the winners first where not all fit. */
function endLabels(
  data: FlipsData,
  intervals: readonly Interval[],
  xAxis: Axis,
  yAxis: Axis,
  width: number,
  { text: size }: TypeScale,
) {
  const x = xAxis.range[1];
  const [bottom, top] = yAxis.range;
  const wins = new Set(intervals.flatMap(({ members }) => members));
  const ends = data.labels.map((_, i) => toPixel(yAxis, mixAt(data, i, data.sigmaBounds[1])));
  const fits = (bottom - top) / Math.max(1, ends.length - 1) >= size * 1.15;
  const ys = fits ? spread(ends, size * 1.15, top, bottom) : ends;
  const all = data.labels.map((name, i): Label => ({
    x: x + 16,
    y: ys[i],
    text: fitText(name, size, width),
    anchor: 'start',
    kind: wins.has(i) ? 'winner' : 'loser',
    size,
    term: wins.has(i) ? 'prediction' : 'sum',
  }));
  const order = all
    .map((_, i) => i)
    .sort((a, b) => Number(wins.has(b)) - Number(wins.has(a)) || a - b);
  const kept = fits
    ? all
    : keepClear(
        order.map((i) => all[i]),
        [],
        0,
      );
  return {
    labels: kept,
    leaders: kept.map((label) => ({
      x1: x + 2,
      y1: ends[all.indexOf(label)],
      x2: x + 13,
      y2: label.y,
    })),
  };
}

/** Values of sigma under the strip where the winner changes, as many as fit, the first ones first. */
function flipLabels(
  intervals: readonly Interval[],
  xs: readonly number[],
  y: number,
  { width }: ChartSize,
  { text: size, row }: TypeScale,
): readonly Label[] {
  const labels = xs.map((x, i) => {
    const text = formatNumber(intervals[i + 1].from, 2);
    const label = { x, y: y + row / 2 + 4, text, anchor: 'middle' as const, kind: 'flip', size };
    return keepWithin({ ...label, term: 'sigma' }, 0, width);
  });
  return keepClear(labels);
}

function axisLabels(
  xAxis: Axis,
  ticks: readonly number[],
  { width, height }: ChartSize,
  { text: size, row }: TypeScale,
): readonly Label[] {
  const [left, right] = xAxis.range;
  const tickY = height - row * 1.5;
  const y = height - row / 2;
  const caption = { y, size, kind: 'note' } as const;
  return [
    ...ticks.map((tick) =>
      keepWithin(
        {
          x: toPixel(xAxis, tick),
          y: tickY,
          text: formatTick(tick),
          anchor: 'middle',
          kind: 'tick',
          size,
        },
        0,
        width,
      ),
    ),
    ...keepClear([
      { ...caption, x: (left + right) / 2, text: 'noise scale σ', anchor: 'middle', kind: 'noise' },
      { ...caption, x: 0, text: '← pure signal', anchor: 'start', term: 'signal' },
      { ...caption, x: width, text: 'pure noise →', anchor: 'end', term: 'noise' },
    ]),
  ];
}

function headingLabel({ k }: FlipsData, { text: size, row }: TypeScale): Label {
  return {
    x: 0,
    y: row / 2,
    text: `(μ + σγ) / (1 + σ), ${k > 1 ? `top ${k}` : 'the highest'} thick`,
    anchor: 'start',
    kind: 'axis',
    size,
    term: 'sum',
  };
}
