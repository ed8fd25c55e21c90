import { upright } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { endLabels, type EndLabel, type LineEnd } from '../shared/ends';
import { formatFixed } from '../shared/format';
import { fitText, keepClear, labelBox, type Label, type Line, type Point } from '../shared/labels';
import { flagAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { pathOf } from '../shared/path';
import { extentWithZero } from '../shared/scale';
import { typeScale, type ChartSize, type TypeScale } from '../shared/size';
import { crossingsOf, namesOf, placeIn, rankingAt, scoreAt, type RankingLinesData } from './data';

/** A line of scores. */
export interface ScoreLine {
  readonly d: string;
  readonly watched: boolean;
}

export interface RankingLinesLayout {
  readonly type: TypeScale;
  /** The scores, and below them the place of the watched label, on one axis of the feature. */
  readonly upper: Cartesian;
  readonly lower: Cartesian;
  /** The watched one last, over the others. */
  readonly lines: readonly ScoreLine[];
  /** What lies within one noise scale of the watched line. */
  readonly band: string;
  /** From every crossing of the watched line down to the step that it makes. */
  readonly guides: readonly Line[];
  readonly hard: string;
  readonly expected: string;
  readonly rings: readonly Point[];
  /** The scores where the ranking is read, and the expected place. */
  readonly dots: readonly Point[];
  readonly at: Point;
  readonly marker: Marker;
  readonly names: readonly EndLabel<LineEnd>[];
  readonly labels: readonly Label[];
}

/** Share of the height of both plots that the scores have. */
const UPPER = 0.55;
/** Height of a name in a list, in heights of text. */
const LINE = 1.12;

/** Lines of scores above, the place of the watched label below, and what is read at one feature. */
export function rankingLinesLayout(data: RankingLinesData, size: ChartSize): RankingLinesLayout {
  const type = typeScale(size);
  const { upper, lower } = panels(data, size, type);
  const { x, y } = upper;
  const [from, to] = data.bounds;
  const order = data.labels.map((_, label) => label).sort((a, b) => scored(data, a, b));
  const ends = order.map((label): LineEnd => ({
    at: { x: x(to), y: y(scoreAt(data, label, to)) },
    text: data.labels[label],
    ...(label === data.watched ? { kind: 'signal', term: 'signal' } : { kind: 'key' }),
  }));
  const room = { x: upper.frame.right + NAME_GAP, width: size.width, ...between(upper, type) };
  const names = endLabels(ends, room, type);
  const ranking = rankingAt(data, data.x);
  const list = placesList(data, ranking, lower, size, type);
  const read = `x = ${formatFixed(data.x, 2)}`;
  const flag = list.length > 0 ? read : `${read}: ${namesOf(data, ranking).join(' ')}`;
  const frame = { top: upper.frame.top, bottom: lower.frame.bottom };
  const marker = flagAt(x(data.x), { text: flag, kind: 'axis' }, frame, size.width, type);
  const taken = [marker.label, ...names.map(({ label }) => label)].map(labelBox);
  const heads = [lowerTitle(data, lower, size, type), ...list];
  return {
    ...{ type, upper, lower, names, marker },
    lines: [...order].reverse().map((label) => ({
      d: pathOf([from, to].map((at) => ({ x: x(at), y: y(scoreAt(data, label, at)) }))),
      watched: label === data.watched,
    })),
    band: bandOf(data, upper),
    guides: crossingsOf(data).map(({ x: at }) =>
      upright(x(at), y(scoreAt(data, data.watched, at)), lower.frame.bottom),
    ),
    hard: hardSteps(data, lower),
    expected: pathOf(Array.from(data.xs, (at, i) => ({ x: x(at), y: lower.y(data.expected[i]) }))),
    rings: data.examples.map((example) => ({
      x: x(example.x),
      y: lower.y(placeIn(data, example.ranking)),
    })),
    dots: order.map((label) => ({ x: x(data.x), y: y(scoreAt(data, label, data.x)) })),
    at: { x: x(data.x), y: lower.y(data.expectedHere) },
    labels: keepClear([...heads, ...upper.labels, ...lower.labels], taken, 2),
  };
}

/** Pixels between the plots and the names at their right. */
const NAME_GAP = 8;

/** The watched label first, then by their numbers. */
const scored = ({ watched }: RankingLinesData, a: number, b: number) =>
  Number(b === watched) - Number(a === watched) || a - b;

/** Heights at which names stay beside a plot. */
const between = ({ frame }: Cartesian, { text }: TypeScale) => ({
  top: frame.top + text / 4,
  bottom: frame.bottom - text / 4,
});

function panels(data: RankingLinesData, size: ChartSize, type: TypeScale) {
  const { text, row } = type;
  const count = data.labels.length;
  const [head, foot, gap] = [2 * row + 2, 2 * row, 1.4 * row];
  const room = size.height - head - foot - gap;
  const x = { kind: 'linear', domain: data.bounds } as const;
  const right = NAME_GAP + text;
  const upper = cartesian({
    ...{ size, head, right, foot: size.height - head - UPPER * room },
    x: { ...x, ticks: () => [] },
    y: { kind: 'linear', domain: extentWithZero(data.scores.flat(), 0.08) },
    yTitle: { text: 'score μ', kind: 'signal', term: 'signal' },
  });
  const lower = cartesian({
    ...{ size, foot, right, head: head + UPPER * room + gap },
    left: upper.frame.left,
    x,
    y: {
      kind: 'linear',
      domain: [count + 0.5, 0.5],
      ticks: (_, most) =>
        count <= most ? Array.from({ length: count }, (_, p) => p + 1) : [1, count],
    },
    xTitle: { text: 'feature x', kind: 'axis' },
  });
  return { upper, lower };
}

function lowerTitle(
  { labels, watched }: RankingLinesData,
  { frame }: Cartesian,
  { width }: ChartSize,
  { text: size, row }: TypeScale,
): Label {
  const words = [`place of ${labels[watched]}, 1 is the best`, `place of ${labels[watched]}`];
  const text = words.find((each) => fitText(each, size, width) === each) ?? words[1];
  const label = { x: 0, y: frame.top - 0.7 * row, text, anchor: 'start', kind: 'axis', size };
  return { ...label, anchor: 'start', term: 'prediction' };
}

/** The labels at the places that they have where the ranking is read, if there is room for all. */
function placesList(
  { watched, labels }: RankingLinesData,
  ranking: readonly number[],
  { frame, y }: Cartesian,
  { width }: ChartSize,
  { text: size, row }: TypeScale,
): Label[] {
  if ((frame.bottom - frame.top) / labels.length < LINE * size) return [];
  const head = { y: frame.top - 0.7 * row, text: 'at x', kind: 'note' };
  const names = ranking.map((label, place) => ({
    ...{ y: y(place + 1), text: labels[label] },
    ...(label === watched ? { kind: 'axis', term: 'prediction' } : { kind: 'key' }),
  }));
  return [head, ...names].map((label) => ({ ...label, x: width, anchor: 'end', size }));
}

function bandOf(data: RankingLinesData, { x, y }: Cartesian): string {
  const [from, to] = data.bounds;
  const edge = (at: number, side: number) => ({
    x: x(at),
    y: y(scoreAt(data, data.watched, at) + side * data.sigma),
  });
  return `${pathOf([edge(from, 1), edge(to, 1), edge(to, -1), edge(from, -1)])}Z`;
}

/** The place without noise: steps at the crossings. */
function hardSteps(data: RankingLinesData, { x, y }: Cartesian): string {
  const [from, to] = data.bounds;
  const turns = [from, ...crossingsOf(data).map(({ x: at }) => at), to];
  return pathOf(
    turns.slice(1).flatMap((end, i) => {
      const place = placeIn(data, rankingAt(data, (turns[i] + end) / 2));
      return [turns[i], end].map((at) => ({ x: x(at), y: y(place) }));
    }),
  );
}
