import type { Point } from '../shared/labels';
import { pathOf } from '../shared/path';
import type { Scale } from '../shared/scale';
import type { Numbers } from '../shared/size';
import type { Series } from './model';

export interface SeriesLine {
  readonly id: string;
  /** The line; where steps are denser than pixels, its extent in every column of pixels. */
  readonly path: string;
  /** The mean of every few pixels, where the line is too dense to be followed. */
  readonly mean: string | null;
  /** Outline of what lies between the two ends of its interval. */
  readonly band: string | null;
  readonly category: number;
  readonly concept: Series['concept'];
  readonly thin: boolean;
  readonly recorded: boolean;
  readonly points: readonly Point[];
}

/** Steps per pixel from which a line is drawn as its extent. */
const MAX_DENSITY = 1;
/** Pixels that one point of the mean stands for. */
const MEAN_WIDTH = 4;

/** A line with its mean and its band, of no more than a few points per pixel. */
export function lineOf(series: Series, x: Scale, y: Scale): SeriesLine {
  const { id, category, concept, steps, values, band, thin = false, recorded = false } = series;
  const points = pointsOf(steps, values, x, y);
  const [left, right] = x.range;
  const dense = steps.length > MAX_DENSITY * (right - left);
  return {
    ...{ id, category, concept, thin, recorded, points },
    path: pathOf(points),
    mean: dense ? pathOf(meansOf(steps, values, x, y)) : null,
    band: band ? bandOf(steps, band, x, y) : null,
  };
}

/** The least and the greatest value of every pixel column, in their order: no peak is lost. */
function pointsOf(steps: Numbers, values: Numbers, x: Scale, y: Scale): Point[] {
  const points: Point[] = [];
  let column: { at: number; first: number; least: number; most: number; last: number } | null =
    null;
  const pixel = (i: number): Point => ({ x: x(steps[i]), y: y(values[i]) });
  const flush = () => {
    if (!column) return;
    const { first, least, most, last } = column;
    const kept = [...new Set([first, Math.min(least, most), Math.max(least, most), last])];
    for (const i of kept) points.push(pixel(i));
    column = null;
  };
  for (let i = 0; i < steps.length; i++) {
    const at = Math.floor(x(steps[i]));
    if (!column || column.at !== at || Number.isNaN(values[i])) {
      flush();
      column = { at, first: i, least: i, most: i, last: i };
    }
    if (values[i] < values[column.least]) column.least = i;
    if (values[i] > values[column.most]) column.most = i;
    column.last = i;
  }
  flush();
  return points;
}

/** Along the upper ends and back along the lower ones; steps without both ends are left out. */
function bandOf(
  steps: Numbers,
  [low, high]: readonly [Numbers, Numbers],
  x: Scale,
  y: Scale,
): string {
  const [lows, highs] = [low, high].map((ends) =>
    meansOf(steps, ends, x, y, 1).filter(({ y: at }) => Number.isFinite(at)),
  );
  return highs.length ? `${pathOf([...highs, ...lows.reverse()])}Z` : '';
}

/** Means of the values over so many pixels each. */
function meansOf(steps: Numbers, values: Numbers, x: Scale, y: Scale, width = MEAN_WIDTH): Point[] {
  const points: Point[] = [];
  let [at, sum, count] = [-1, 0, 0];
  const flush = () => {
    if (count > 0) points.push({ x: (at + 0.5) * width, y: y(sum / count) });
  };
  for (let i = 0; i < steps.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const bin = Math.floor(x(steps[i]) / width);
    if (bin !== at) {
      flush();
      [at, sum, count] = [bin, 0, 0];
    }
    sum += values[i];
    count++;
  }
  flush();
  return points;
}
