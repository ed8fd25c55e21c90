import { upright } from '../shared/axes';
import { cartesian, type Cartesian, type Frame } from '../shared/cartesian';
import { endLabels, type LineEnd } from '../shared/ends';
import { formatNumber } from '../shared/format';
import { keepClear, keepWithin, textWidth } from '../shared/labels';
import type { Box, Label, Line, Point } from '../shared/labels';
import { markerAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { pathOf } from '../shared/path';
import { extentWithZero, logSpace, scaleOf, type Scale } from '../shared/scale';
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

export interface FlipsLayout extends Cartesian {
  /** One path per class, and the thick stretches in which it is in the top-k set. */
  readonly curves: readonly string[];
  readonly winning: readonly string[];
  readonly flips: readonly Line[];
  /** Crosses on the curves where one class takes over from another. */
  readonly crosses: readonly Point[];
  readonly strip: readonly StripCell[];
  readonly leaders: readonly Line[];
  readonly marker: Marker;
}

/** The sums on one scale: (mu + sigma*gamma) / (1 + sigma) keeps the order of mu + sigma*gamma. */
export const mixAt = ({ scores, gamma }: FlipsData, i: number, sigma: number) =>
  (scores[i] + sigma * gamma[i]) / (1 + sigma);

/** The sums of all classes against sigma, the highest thick, over a strip of who wins. */
export function flipsLayout(data: FlipsData, size: ChartSize): FlipsLayout {
  const type = typeScale(size);
  const { sigmaBounds: bounds, labels: names } = data;
  const nameWidth = Math.min(
    size.width * 0.2,
    Math.max(...names.map((name) => textWidth(name, type.text))),
  );
  const plot = cartesian({
    size,
    head: 2 * type.row + 2,
    foot: 4 * type.row + 6,
    left: 14,
    right: nameWidth + 18,
    x: { kind: 'log', domain: bounds },
    texts: size.height - 2 * type.row,
    yTitle: {
      text: `(μ + σγ) / (1 + σ), ${data.k > 1 ? `top ${data.k}` : 'the highest'} thick`,
      kind: 'axis',
      term: 'sum',
    },
  });
  const { x, frame } = plot;
  const y = scaleOf('linear', mixExtent(data), [frame.bottom - 8, frame.top + 4]);
  const intervals = findIntervals(data.scores, data.gamma, data.k, bounds);
  const sigmas = logSpace(...bounds, 49);
  const path = (i: number, from: number, to: number) =>
    pathOf(
      [from, ...sigmas.filter((s) => s > from && s < to), to].map((s) => ({
        x: x(s),
        y: y(mixAt(data, i, s)),
      })),
    );
  const flipXs = intervals.slice(1).map(({ from }) => x(from));
  const stripBottom = frame.bottom + type.row;
  const strip = intervals.map((interval) => cell(interval, data, x, frame.bottom, type.row));
  const room = {
    x: frame.right + 16,
    width: nameWidth,
    top: frame.top + 4,
    bottom: frame.bottom - 8,
  };
  const ends = endLabels(endsOf(data, intervals, frame.right, y), room, type);
  return {
    ...plot,
    y,
    curves: names.map((_, i) => path(i, ...bounds)),
    winning: intervals.flatMap(({ members, from, to }) => members.map((i) => path(i, from, to))),
    flips: flipXs.map((each) => upright(each, frame.top, stripBottom + 4)),
    crosses: intervals.slice(1).map((interval, i) => {
      const entered = interval.members.find((m) => !intervals[i].members.includes(m))!;
      return { x: flipXs[i], y: y(mixAt(data, entered, interval.from)) };
    }),
    strip,
    leaders: ends.map(({ leader }) => leader),
    marker: markerAt(x, data.sigma, 'σ', 'noise', frame, size.width, type),
    labels: [
      ...plot.labels,
      ...ends.map(({ label }) => label),
      ...stripLabels(strip, names, type),
      ...flipLabels(intervals, flipXs, stripBottom, size, type),
      ...captions(frame, size, type),
    ],
  };
}

/** The mix is monotone in sigma, so its extremes lie at the ends of the range. */
function mixExtent(data: FlipsData): [number, number] {
  const [lo, hi] = data.sigmaBounds;
  const values = data.labels.flatMap((_, i) => [mixAt(data, i, lo), mixAt(data, i, hi)]);
  return extentWithZero(values, 0.04);
}

function cell(
  interval: Interval,
  { sigma }: FlipsData,
  x: Scale,
  y: number,
  height: number,
): StripCell {
  const left = x(interval.from);
  const box = { x: left, y, width: x(interval.to) - left, height };
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

/** The right ends of the curves, those first that win at the largest sigma. */
function endsOf(data: FlipsData, intervals: readonly Interval[], x: number, y: Scale): LineEnd[] {
  const lastWin = (i: number) => intervals.findLastIndex(({ members }) => members.includes(i));
  return Array.from(data.labels.keys())
    .sort((i, j) => lastWin(j) - lastWin(i) || i - j)
    .map((i) => {
      const wins = lastWin(i) >= 0;
      return {
        text: data.labels[i],
        at: { x, y: y(mixAt(data, i, data.sigmaBounds[1])) },
        kind: wins ? 'winner' : 'loser',
        term: wins ? 'prediction' : 'sum',
      };
    });
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

/** What the axis is, between its two ends. */
function captions(
  { left, right }: Frame,
  { width, height }: ChartSize,
  { text: size, row }: TypeScale,
): readonly Label[] {
  const caption = { y: height - row / 2, size, kind: 'note' } as const;
  return keepClear([
    { ...caption, x: (left + right) / 2, text: 'noise scale σ', anchor: 'middle', kind: 'noise' },
    { ...caption, x: 0, text: '← pure signal', anchor: 'start', term: 'signal' },
    { ...caption, x: width, text: 'pure noise →', anchor: 'end', term: 'noise' },
  ]);
}
