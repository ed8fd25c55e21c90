import { cartesian, type Cartesian } from '../shared/cartesian';
import { formatNumber, formatPercent } from '../shared/format';
import {
  boxesOverlap,
  keepClear,
  keepWithin,
  labelBox,
  type Box,
  type Label,
  type Point,
} from '../shared/labels';
import { pathOf } from '../shared/path';
import { covered, placeLabel } from '../shared/place';
import { logSpace, type Ends } from '../shared/scale';
import { clamp, typeScale, type ChartSize } from '../shared/size';

/** What a gradient costs: how many draws make its error a share of its size, at every sigma. */
export interface PriceData {
  /** Ascending, and at each the error of one draw in lengths of the gradient. */
  readonly sigmas: readonly number[];
  readonly errors: readonly number[];
  /** Where the noise has taken the mean prediction most of the way to that of endless noise; null nowhere. */
  readonly loud: number | null;
  readonly sigma: number;
  readonly sigmaBounds: Ends;
  readonly samples: number;
  readonly samplesBounds: Ends;
}

/** Errors, in lengths of the gradient, whose price is drawn. */
const LEVELS = [1, 0.1, 0.01] as const;

/** Far above all samples that can be had. */
const HIGH = 1e12;

export interface PriceLine {
  readonly level: number;
  readonly d: string;
}

export interface PriceLayout extends Cartesian {
  readonly lines: readonly PriceLine[];
  /** Where the error is larger than the gradient. */
  readonly lost: string;
  /** Where the mean prediction is all but that of endless noise. */
  readonly loud: Box | null;
  readonly at: Point;
}

/** The error of so many draws at a sigma, in lengths of the gradient. */
export function errorAt({ sigmas, errors }: PriceData, sigma: number, samples: number): number {
  const after = clamp(
    sigmas.findIndex((each) => each >= sigma),
    1,
    sigmas.length - 1,
  );
  const share = Math.log(sigma / sigmas[after - 1]) / Math.log(sigmas[after] / sigmas[after - 1]);
  const [a, b] = [Math.log(errors[after - 1]), Math.log(errors[after])];
  return Math.exp(a + share * (b - a)) / Math.sqrt(samples);
}

export function priceLayout(data: PriceData, size: ChartSize): PriceLayout {
  const type = typeScale(size);
  const plot = cartesian({
    ...{ size, head: 1.4 * type.row, right: 14 },
    x: { kind: 'log', domain: data.sigmaBounds },
    y: { kind: 'log', domain: data.samplesBounds },
    xTitle: { text: 'noise scale σ', kind: 'noise', term: 'sigma' },
    yTitle: { text: 'samples M', kind: 'axis' },
  });
  const { x, y, frame } = plot;
  const shown = logSpace(...data.sigmaBounds, 160);
  const lines = LEVELS.map((level) => ({
    level,
    points: shown.map((sigma) => {
      const price = (errorAt(data, sigma, 1) / level) ** 2;
      return { x: x(sigma), y: y(price < HIGH ? Math.max(price, 1 / HIGH) : HIGH) };
    }),
  }));
  const [dearest] = lines;
  const at = { x: x(data.sigma), y: y(data.samples) };
  const loud =
    data.loud === null
      ? null
      : {
          x: x(data.loud),
          y: frame.top,
          width: frame.right - x(data.loud),
          height: frame.bottom - frame.top,
        };
  const names = lines.flatMap((line) => levelLabel(line, plot));
  const drawn = lines.flatMap(({ points }) => points);
  const values = keepClear([...plot.labels, ...hereLabel(data, at, plot, drawn, size), ...names]);
  return {
    ...plot,
    lines: lines.map(({ level, points }) => ({ level, d: pathOf(points) })),
    lost: `${pathOf([...dearest.points, { x: frame.right, y: frame.bottom + 400 }, { x: frame.left, y: frame.bottom + 400 }])}Z`,
    ...{ loud, at },
    labels: [...values, ...regimes(data, dearest.points, plot, { labels: values, drawn })],
  };
}

/** The error at the dot, beside it and off the lines. */
function hereLabel(
  data: PriceData,
  at: Point,
  { type, labels }: Cartesian,
  drawn: readonly Point[],
  size: ChartSize,
): Label[] {
  const text = `error ${formatError(errorAt(data, data.sigma, data.samples))}`;
  const near = [1.2, 1.6, 2, 2.6].map((distance) => distance * type.text);
  const words = { text, kind: 'winner', size: type.text };
  const placed = placeLabel(words, [at], labels.map(labelBox), drawn, size, near);
  return placed ? [placed.label] : [];
}

/** A share of the gradient, as far as it says something. */
export function formatError(error: number): string {
  if (error < 0.995) return formatPercent(error, 2);
  if (error < 10) return `${Math.round(100 * error)}%`;
  return error < 1000 ? `${formatNumber(error, 2)} times` : 'more than 1000 times';
}

/** The name of a line, over it in the middle of what is seen of it. */
function levelLabel(
  { level, points }: { readonly level: number; readonly points: readonly Point[] },
  { frame, type }: Cartesian,
): Label[] {
  const seen = points.filter(({ y }) => y > frame.top + type.row && y < frame.bottom - type.text);
  if (seen.length === 0) return [];
  const { x, y } = seen[Math.floor(0.62 * seen.length)];
  const label = { x, y: y - 0.6 * type.row, text: `error ${100 * level}%` } as const;
  return [
    keepWithin(
      { ...label, anchor: 'middle', kind: 'key', size: type.text },
      frame.left + 4,
      frame.right - 4,
    ),
  ];
}

/** What the regions mean, each where there is room for its two lines. */
function regimes(
  data: PriceData,
  dearest: readonly Point[],
  { x, frame, type }: Cartesian,
  taken: { readonly labels: readonly Label[]; readonly drawn: readonly Point[] },
): Label[] {
  const quiet = dearest.filter(({ y }) => y < frame.top + 4 * type.row).at(-1);
  const regions = [
    { from: frame.left, to: quiet?.x ?? frame.left, words: ['too quiet:', 'no signal'] },
    { from: x(data.loud ?? Infinity), to: frame.right, words: ['too loud:', 'all alike'] },
  ];
  const boxes = taken.labels.map(labelBox);
  return regions.flatMap(({ from, to, words }) => {
    const places = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9].map((share) =>
      words.map((text, line): Label => ({
        x: (from + to) / 2,
        y: frame.top + share * (frame.bottom - frame.top) + (line - 0.5) * type.row,
        ...{ text, anchor: 'middle', kind: 'note', size: type.text },
      })),
    );
    const fits = (label: Label) => {
      const box = labelBox(label);
      const isInside = box.x > from && box.x + box.width < to && box.y > frame.top;
      const isFree = boxes.every((other) => !boxesOverlap(box, other, 3));
      // nor between the two lines
      const wide = { ...box, y: box.y - type.row / 4, height: box.height + type.row / 2 };
      return isInside && isFree && covered(wide, taken.drawn) === 0;
    };
    return places.find((lines) => lines.every(fits)) ?? [];
  });
}
