import { indexOfMaximum } from '../../core/vector';
import { across, upright } from '../shared/axes';
import { barIn, within, type Columns } from '../shared/columns';
import type { Box, Line, Point } from '../shared/labels';
import type { Scale } from '../shared/scale';
import type { Numbers } from '../shared/size';
import { augmentedSumOf, sumOf, type FrequencyData } from './data';

/** Geometry of one class. */
export interface FrequencyColumn {
  readonly centre: number;
  readonly score: Box;
  /** Pixel of the score, and the area that drags it. */
  readonly scoreEnd: number;
  readonly handle: Box;
  /** The noise of the draw, from the end of the score to the sum. */
  readonly noise: Box;
  /** The area that drags sigma; only the loudest noise of the draw has one, where it is wide enough. */
  readonly noiseHandle: Box | null;
  readonly sum: Point;
  /** Where the loss moves the sum; null where it is not shown. */
  readonly augmentedSum: Point | null;
  readonly share: Box | null;
  readonly augmented: Box | null;
  /** Place of a pile of share 1. */
  readonly pile: Box;
  /** End points of +-2 standard errors; null where it is under a pixel. */
  readonly error: Line | null;
  readonly law: Line | null;
  readonly gibbsY: number | null;
  readonly hit: Box;
}

/** Left and right edges of the marks as shares of a column. */
const SCORE = [0.2, 0.5] as const;
const NOISE = [0.5, 0.8] as const;
const PILE = [0.25, 0.75] as const;
const LAW = [0.2, 0.8] as const;
/** Middle of the sum with the loss. */
const AUGMENTED = 0.9;

export function columnOf(
  data: FrequencyData,
  i: number,
  columns: Columns,
  scores: Scale,
  shares: Scale,
): FrequencyColumn {
  const at = (share: number) => within(columns, i, share);
  const box = (span: readonly [number, number], a: number, b: number) =>
    barIn(columns, i, span, a, b);
  const share = (list: Numbers | null) => (list ? shares(list[i]) : null);
  const [bottom, top] = shares.range;
  const end = scores(data.scores[i]);
  const sum = { x: (at(NOISE[0]) + at(NOISE[1])) / 2, y: scores(sumOf(data, i)) };
  const measured = share(data.frequencies);
  const augmented = data.showsAugmented ? share(data.augmented) : null;
  const law = share(data.exact);
  const error = data.standardErrors ? bottom - shares(2 * data.standardErrors[i]) : 0;
  const centre = at(0.5);
  const pile = box(PILE, bottom, top);
  const upper = scores.range[1];
  const half = columns.step / 2;
  // side by side, so that neither grip lies on the other one however small the noise is
  const beside = half >= LEAST_GRIP && i === loudest(data.perturbation);
  const grip = (y: number, x: number, width: number) => ({ x, y: y - 12, width, height: 24 });
  return {
    centre,
    score: box(SCORE, scores(0), end),
    scoreEnd: end,
    handle: beside
      ? grip(end, centre - half, half)
      : grip(end, centre - Math.max(12, half), Math.max(LEAST_GRIP, columns.step)),
    noise: box(NOISE, end, sum.y),
    noiseHandle: beside ? grip(sum.y, centre, half) : null,
    sum,
    augmentedSum: data.showsAugmented
      ? { x: at(AUGMENTED), y: scores(augmentedSumOf(data, i)) }
      : null,
    share: measured === null ? null : box(PILE, bottom, measured),
    augmented: augmented === null ? null : outset(box(PILE, bottom, augmented)),
    pile,
    error:
      measured === null || error < 1
        ? null
        : upright(centre, Math.min(bottom, measured + error), measured - error),
    law: law === null ? null : across(law, at(LAW[0]), at(LAW[1])),
    gibbsY: share(data.gibbs),
    hit: { x: at(0), y: upper, width: columns.step, height: bottom - upper },
  };
}

/** Pixels that a grip is wide at least. */
const LEAST_GRIP = 24;

/** The class with the loudest noise: there a hand sets sigma most finely. Without noise none. */
const loudest = (perturbation: Numbers) => {
  const i = indexOfMaximum(Array.from(perturbation, Math.abs));
  return perturbation[i] === 0 ? null : i;
};

/** Wide enough to be seen around a bar of the same height. */
const outset = (box: Box): Box => ({ ...box, x: box.x - 4, width: box.width + 8 });
