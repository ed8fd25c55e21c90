import { upright } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { beside, endLabels, type EndLabel, type EndRoom, type LineEnd } from '../shared/ends';
import { formatFixed } from '../shared/format';
import {
  fitText,
  keepClear,
  labelBox,
  textWidth,
  type Label,
  type Line,
  type Point,
} from '../shared/labels';
import { flagAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { pathOf } from '../shared/path';
import { extentWithZero, scaleOf } from '../shared/scale';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';
import {
  crossingsOf,
  placeIn,
  rankingAt,
  readAt,
  scoreAt,
  toldApart,
  type RankingLinesData,
} from './data';

/** How much a label stands out: the watched one, those told apart from others, and others. */
export type Weight = 'watched' | 'near' | 'far';

/** A line of scores, or a ribbon. */
export interface LabelShape {
  readonly d: string;
  readonly weight: Weight;
}

export interface RankingLinesLayout {
  readonly type: TypeScale;
  /** The scores, and below them the place of the watched label, on one axis of the feature. */
  readonly upper: Cartesian;
  readonly lower: Cartesian;
  /** The watched one last, over the others. */
  readonly lines: readonly LabelShape[];
  /** From the ends of the lines to the expected places where the ranking is read, in the order of the lines. */
  readonly ribbons: readonly LabelShape[];
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
  /** Names at the beginnings of the ribbons and at their ends. */
  readonly names: readonly EndLabel<LineEnd>[];
  /** From the ends of all lines to the beginnings of their ribbons, and from their ends to names. */
  readonly leaders: readonly Line[];
  readonly labels: readonly Label[];
}

/** Share of the height of both plots that the scores have. */
const UPPER = 0.55;

/** Lines of scores with ribbons to the places at their right; below, the place of the watched label. */
export function rankingLinesLayout(data: RankingLinesData, size: ChartSize): RankingLinesLayout {
  const type = typeScale(size);
  const { upper, lower } = panels(data, size, type);
  const { x, y } = upper;
  const [from, to] = data.bounds;
  const ranking = rankingAt(data, data.x);
  const order = byWeight(data, ranking);
  const side = sideOf(data, order, { upper, lower }, size, type);
  const flag = flagText(data, size, type);
  const frame = { top: upper.frame.top, bottom: lower.frame.bottom };
  const marker = flagAt(x(data.x), { text: flag, kind: 'axis' }, frame, size.width, type);
  const taken = [marker.label, ...side.names.map(({ label }) => label)].map(labelBox);
  const heads = [lowerTitle(data, lower, size, type), ...side.heads];
  const drawn = [...order].reverse();
  return {
    ...{ type, upper, lower, marker, names: side.names, leaders: side.leaders },
    lines: drawn.map(({ label, weight }) => ({
      d: pathOf([from, to].map((at) => ({ x: x(at), y: y(scoreAt(data, label, at)) }))),
      weight,
    })),
    ribbons: drawn.map(({ label, weight }) => ({ d: side.ribbonOf(label), weight })),
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
    dots: order.map(({ label }) => ({ x: x(data.x), y: y(scoreAt(data, label, data.x)) })),
    at: { x: x(data.x), y: lower.y(data.places[data.watched]) },
    labels: keepClear([...heads, ...upper.labels, ...lower.labels], taken, 2),
  };
}

interface Weighed {
  readonly label: number;
  readonly weight: Weight;
}

/** The watched label first, then those that are told apart, then the others, each by their numbers. */
function byWeight(data: RankingLinesData, ranking: readonly number[]): Weighed[] {
  const apart = toldApart(data, ranking);
  const weights = ['watched', 'near', 'far'] as const;
  const weighed = data.labels.map((_, label): Weighed => ({
    label,
    weight: label === data.watched ? 'watched' : apart.includes(label) ? 'near' : 'far',
  }));
  return weighed.sort(
    (a, b) => weights.indexOf(a.weight) - weights.indexOf(b.weight) || a.label - b.label,
  );
}

/** Pixels between the plots and the names at their right. */
const NAME_GAP = 8;
/** Width of the ribbons as a share of the chart's, and between which pixels. */
const RIBBONS = { share: 0.16, least: 44, most: 150 } as const;
/** Widest name of a label as a share of the chart's width. */
const NAME_SHARE = 0.14;

/** Room for a name, and for both of them with the ribbons in between. */
function columnOf({ labels }: RankingLinesData, { width }: ChartSize, { text }: TypeScale) {
  const widest = Math.max(...labels.map((label) => textWidth(label, text)));
  const name = Math.min(widest + 2, NAME_SHARE * width);
  const ribbons = clamp(RIBBONS.share * width, RIBBONS.least, RIBBONS.most);
  return { name, ribbons, all: NAME_GAP + name + AIR + ribbons + NAME_GAP + name };
}

/** Pixels between a name and its ribbon. */
const AIR = 4;

/** The text over the cursor; of a long name as much as there is room for. */
const flagText = (data: RankingLinesData, { width }: ChartSize, { text }: TypeScale): string => {
  const told = readAt(data, data.x);
  const value = formatFixed(data.x, data.axis.digits);
  return textWidth(told, text) <= 0.5 * width ? told : value;
};

interface Panels {
  readonly upper: Cartesian;
  readonly lower: Cartesian;
}

/**
 * Ribbons from the ends of the lines to the places under noise, over the height of both plots, with names at both
 * ends: two of them cross where two lines do, between the cursor and the right end.
 */
function sideOf(
  data: RankingLinesData,
  order: readonly Weighed[],
  { upper, lower }: Panels,
  size: ChartSize,
  type: TypeScale,
) {
  const { text, row } = type;
  const column = columnOf(data, size, type);
  const count = data.labels.length;
  const x1 = upper.frame.right + NAME_GAP + column.name + AIR;
  const x2 = x1 + column.ribbons;
  const [top, bottom] = [upper.frame.top, lower.frame.bottom];
  const places = scaleOf('linear', [0.5, count + 0.5], [top, bottom]);
  const kindOf = ({ weight }: Weighed, term: 'signal' | 'prediction') =>
    weight === 'watched' ? ({ kind: term, term } as const) : ({ kind: 'key' } as const);
  const ends = (term: 'signal' | 'prediction', at: (label: number) => Point) =>
    order.map((each): LineEnd => ({
      ...{ at: at(each.label), text: data.labels[each.label] },
      ...kindOf(each, term),
    }));
  const lineEnd = (label: number) => ({
    x: upper.frame.right,
    y: upper.y(scoreAt(data, label, data.bounds[1])),
  });
  const placed = (label: number) => ({ x: x2, y: places(data.places[label]) });
  const right = { x: x2 + NAME_GAP, width: column.name, top, bottom };
  const left = { x: upper.frame.right + NAME_GAP, width: column.name, ...between(upper, type) };
  const starts = beside(ends('signal', lineEnd), left, type);
  const ys = new Map(starts.map(({ end, label }) => [end.text, label.y]));
  const clear = keepClear(
    starts.map(({ label }) => label),
    [],
    0,
  );
  const thickness = clamp((0.4 * (bottom - top)) / count, 2, 9);
  const last = namesBeside(ends('prediction', placed), right, type);
  return {
    leaders: [...starts, ...last].map(({ leader }) => leader),
    names: [...starts.filter(({ label }) => clear.includes(label)), ...last],
    heads: [{ ...head(size, row), size: text }],
    ribbonOf: (label: number) =>
      ribbon({ x: x1, y: ys.get(data.labels[label])! }, placed(label), thickness),
  };
}

/** As many names as there is room for, that of the watched label, the first one, among them. */
function namesBeside(
  ends: readonly LineEnd[],
  room: EndRoom,
  type: TypeScale,
): EndLabel<LineEnd>[] {
  for (let count = ends.length; ; count--) {
    const names = endLabels(ends.slice(0, count), room, type);
    if (count === 1 || names.some(({ end }) => end === ends[0])) return names;
  }
}

const head = ({ width }: ChartSize, row: number) =>
  ({ x: width, y: 0.5 * row, text: 'places at the cursor', anchor: 'end', kind: 'note' }) as const;

/** A band of even thickness that leaves and arrives level. */
function ribbon(from: Point, to: Point, thickness: number): string {
  const half = thickness / 2;
  const middle = (from.x + to.x) / 2;
  return [
    `M${from.x},${from.y - half}C${middle},${from.y - half},${middle},${to.y - half},${to.x},${to.y - half}`,
    `V${to.y + half}C${middle},${to.y + half},${middle},${from.y + half},${from.x},${from.y + half}Z`,
  ].join('');
}

/** Heights at which names stay beside a plot. */
const between = ({ frame }: Cartesian, { text }: TypeScale) => ({
  top: frame.top + text / 4,
  bottom: frame.bottom - text / 4,
});

function panels(data: RankingLinesData, size: ChartSize, type: TypeScale): Panels {
  const { row } = type;
  const count = data.labels.length;
  const [head, foot, gap] = [2 * row + 2, 2 * row, 1.4 * row];
  const room = size.height - head - foot - gap;
  const x = { kind: 'linear', domain: data.bounds } as const;
  const right = columnOf(data, size, type).all;
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
    xTitle: { text: data.axis.title, kind: 'axis' },
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
  const room = frame.right;
  const text =
    words.find((each) => textWidth(each, size) <= room) ?? fitText(words[1], size, width);
  const label = { x: 0, y: frame.top - 0.7 * row, text, anchor: 'start', kind: 'axis', size };
  return { ...label, anchor: 'start', term: 'prediction' };
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
