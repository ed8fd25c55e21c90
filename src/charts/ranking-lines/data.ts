import { formatFixed } from '../shared/format';
import type { Ends } from '../shared/scale';
import type { Numbers } from '../shared/size';

/** An example, and what is predicted of it. */
export interface RankedExample {
  readonly x: number;
  /** Its number among all, and whether it is held out. */
  readonly row: number;
  readonly heldOut: boolean;
  /** Labels from the best to the worst: true, and by the scores of the example. */
  readonly ranking: readonly number[];
  readonly predicted: readonly number[];
  /** Expected place of the watched label under noise. */
  readonly expected: number;
}

/** What the feature is called. */
export interface FeatureWords {
  readonly title: string;
  /** In a word: "x". */
  readonly name: string;
  /** Decimals of its values. */
  readonly digits: number;
}

/** Scores along one feature, a line per label. */
export interface RankingLinesData {
  readonly labels: readonly string[];
  /** Score of every label at the two ends of the feature. */
  readonly scores: readonly Ends[];
  readonly bounds: Ends;
  /** The label whose noise and place are shown. */
  readonly watched: number;
  readonly sigma: number;
  readonly axis: FeatureWords;
  /** Where the ranking is read. */
  readonly x: number;
  /** Features, ascending, and the expected place of the watched label at each; 1 is the best. */
  readonly xs: Numbers;
  readonly expected: Numbers;
  /** Expected place of every label where the ranking is read. */
  readonly places: Numbers;
  readonly examples: readonly RankedExample[];
}

/** Score of a label at a feature. */
export function scoreAt(
  { scores, bounds: [from, to] }: RankingLinesData,
  label: number,
  x: number,
) {
  const [a, b] = scores[label];
  return a + ((b - a) * (x - from)) / (to - from);
}

/** Labels from the best to the worst at a feature; of equal ones the first comes first. */
export function rankingAt(data: RankingLinesData, x: number): number[] {
  const order = data.labels.map((_, label) => label);
  return order.sort((a, b) => scoreAt(data, b, x) - scoreAt(data, a, x) || a - b);
}

/** Place of the watched label in a ranking; 1 is the best. */
export const placeIn = ({ watched }: RankingLinesData, ranking: readonly number[]) =>
  ranking.indexOf(watched) + 1;

export interface Crossing {
  readonly x: number;
  /** The label whose line is crossed. */
  readonly label: number;
}

/** Where the line of the watched label crosses others, from the left; only there its place changes. */
export function crossingsOf(data: RankingLinesData): Crossing[] {
  const { labels, scores, bounds, watched } = data;
  const [from, to] = bounds;
  const crossings = labels.flatMap((_, label): Crossing[] => {
    const [left, right] = [0, 1].map((end) => scores[watched][end] - scores[label][end]);
    return left * right < 0 ? [{ x: from + ((to - from) * left) / (left - right), label }] : [];
  });
  return crossings.sort((a, b) => a.x - b.x);
}

/** Labels that are told apart by more than their names: all of a few, of many the watched one and its neighbours. */
export function toldApart(data: RankingLinesData, ranking: readonly number[]): readonly number[] {
  if (ranking.length <= FEW) return ranking;
  const at = ranking.indexOf(data.watched);
  return ranking.filter((_, place) => Math.abs(place - at) <= NEAR);
}

const FEW = 8;
const NEAR = 2;

/** "x = 0.25" */
export const readAt = ({ axis: { name, digits } }: RankingLinesData, x: number): string =>
  `${name} = ${formatFixed(x, digits)}`;

export const namesOf = ({ labels }: RankingLinesData, ranking: readonly number[]): string[] =>
  ranking.map((label) => labels[label]);
