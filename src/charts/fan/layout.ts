import { across, leftLabels, leftRoom, verticalAxis } from '../shared/axes';
import { barIn, columnsOf, within, type Columns } from '../shared/columns';
import { formatNumber } from '../shared/format';
import { keyLayout, type KeyLayout } from '../shared/key';
import { textWidth, type Box, type Label, type Line, type Point } from '../shared/labels';
import type { Scale } from '../shared/scale';
import { clamp, typeScale, type ChartSize, type Numbers, type TypeScale } from '../shared/size';

/** What the loss does to every matching under one sign of epsilon. */
export interface FanSideData {
  readonly epsilon: number;
  /** Draws in which y*(epsilon) is the matching, and y* another. */
  readonly touched: Numbers;
  /** Draws in which both are the same. */
  readonly same: number;
}

/** All matchings of a few numbers with their places, the least loss first. */
export interface FanData {
  /** Place of every number, per matching; the numbers ascend, so that 0, 1, 2, ... is right. */
  readonly places: readonly Numbers[];
  /** Loss of every matching, from 0. */
  readonly losses: Numbers;
  /** Draws in which y* is the matching. */
  readonly prediction: Numbers;
  /** Below 0 the loss lifts matchings, above it presses them. */
  readonly negative: FanSideData;
  readonly positive: FanSideData;
  readonly draws: number;
}

/** One matching: its links, and what becomes of it. */
export interface FanColumn {
  readonly links: readonly Line[];
  readonly lifted: Box | null;
  readonly pressed: Box | null;
  /** Share of y*. */
  readonly dot: Point | null;
  readonly hit: Box;
}

export interface FanLayout {
  readonly type: TypeScale;
  readonly columns: readonly FanColumn[];
  readonly grid: readonly Line[];
  readonly zero: readonly Line[];
  /** Around the right matching. */
  readonly ring: Box | null;
  /** The loss as a stair, where there is room for it. */
  readonly stair: string;
  readonly key: KeyLayout;
  readonly labels: readonly Label[];
}

/** Matchings that a sign of epsilon touches at least once. */
export const countTouched = ({ touched }: FanSideData) =>
  Array.from(touched).filter((count) => count > 0).length;

/** Height from which the loss has a strip of its own, in rows of text. */
const STAIR_FROM = 14;

/** What is lifted stands on the row of matchings, what is pressed hangs under it. */
export function fanLayout(data: FanData, size: ChartSize): FanLayout {
  const type = typeScale(size);
  const { row } = type;
  const key = keyLayout(KEY, { x: 0, y: 0 }, size.width, type);
  const axis = { kind: 'linear', domain: [0, 1], ticks: () => [0, 0.5, 1] } as const;
  const left = leftRoom(['0.5'], type);
  const columns = columnsOf(data.places.length, { left, right: size.width - 4 });
  const stairHeight = size.height >= STAIR_FROM * row ? 1.6 * row : 0;
  const top = key.height + row;
  const bottom = size.height - 2 * row - stairHeight;
  const glyph = clamp(columns.step * 0.9, 12, (bottom - top) / 4);
  const middle = (top + bottom) / 2;
  const up = verticalAxis(axis, [middle - glyph / 2 - 5, top], type);
  const down = verticalAxis(axis, [middle + glyph / 2 + 5, bottom], type);
  const edges = [up, down].map(({ scale }) => across(scale(0), columns.left, columns.right));
  const marks = data.places.map((_, y) => column(data, y, columns, up.scale, down.scale));
  const stair = { top: bottom + row, height: stairHeight - 4 };
  return {
    type,
    columns: marks,
    grid: [...up.ticks, ...down.ticks].map(({ at }) => across(at, columns.left, columns.right)),
    zero: edges,
    ring: marks.length > 0 ? ringAround(columns, middle, glyph) : null,
    stair: stairHeight > 0 ? stairPath(data.losses, columns, stair) : '',
    key,
    labels: [
      ...key.labels,
      ...leftLabels(up, left, type),
      ...leftLabels(down, left, type).slice(1),
      sideLabel(data, 'lifts', { x: left, y: top - row / 2 }, size.width - left, type),
      sideLabel(data, 'presses', { x: left, y: bottom + row / 2 }, size.width - left, type),
      ...lossLabels(data.losses, columns, size.height - row / 2, type),
    ],
  };
}

const KEY = [
  { text: 'y*(ε), where it is not y*', glyph: 'outline', term: 'epsilon loss' },
  { text: 'y*', glyph: 'prediction', term: 'prediction' },
] as const;

/** Left and right edge of a bar as shares of its column. */
const BAR = [0.18, 0.82] as const;

function column(data: FanData, y: number, columns: Columns, up: Scale, down: Scale): FanColumn {
  const { draws, places, prediction, negative, positive } = data;
  const [x1, x2] = BAR.map((share) => within(columns, y, share));
  const bar = (scale: Scale, count: number) =>
    count === 0 ? null : barIn(columns, y, BAR, scale(0), scale(count / draws));
  const share = prediction[y] / draws;
  const x = within(columns, y, 0.5);
  const [from, to] = [up.range[1], down.range[1]];
  return {
    links: linksOf(places[y], { x: x1 + 1, y: up(0) + 5 }, x2 - x1 - 2, down(0) - up(0) - 10),
    lifted: bar(up, negative.touched[y]),
    pressed: bar(down, positive.touched[y]),
    dot: share > 0 ? { x, y: up(share) } : null,
    hit: { x: within(columns, y, 0), y: from, width: columns.step, height: to - from },
  };
}

/** A matching in small: numbers at the left, places at the right, the least ones below. */
function linksOf(places: Numbers, { x, y }: Point, width: number, height: number): Line[] {
  const at = (i: number) => y + height * (1 - (i + 0.5) / places.length);
  return Array.from(places, (place, j) => ({ x1: x, y1: at(j), x2: x + width, y2: at(place) }));
}

const ringAround = (columns: Columns, middle: number, glyph: number): Box => ({
  x: within(columns, 0, 0.06),
  y: middle - glyph / 2,
  width: columns.step * 0.88,
  height: glyph,
});

function stairPath(
  losses: Numbers,
  columns: Columns,
  { top, height }: { readonly top: number; readonly height: number },
): string {
  const most = losses[losses.length - 1] || 1;
  const steps = Array.from(losses, (loss, y) => {
    const level = top + height * (1 - loss / most);
    return `${within(columns, y, 0)},${level}H${within(columns, y, 1)}`;
  });
  return steps.length ? `M${steps.join('L')}` : '';
}

/** What a sign of epsilon does, in as many words as there is room for. */
function sideLabel(
  data: FanData,
  verb: 'lifts' | 'presses',
  at: Point,
  width: number,
  { text: size }: TypeScale,
): Label {
  const side = verb === 'lifts' ? data.negative : data.positive;
  const count = countTouched(side);
  const start = `ε = ${formatNumber(side.epsilon)} ${verb} ${count}`;
  const words = `${start} ${count === 1 ? 'matching' : 'matchings'}`;
  const texts = [`${words}; in ${side.same} of ${data.draws} draws nothing changes`, words, start];
  const text = texts.find((text) => textWidth(text, size) <= width) ?? start;
  return { ...at, text, anchor: 'start', kind: 'loss', size, term: 'epsilon' };
}

/** The loss of the first and of the last matching, and between them what the axis is. */
function lossLabels(
  losses: Numbers,
  columns: Columns,
  y: number,
  { text: size }: TypeScale,
): Label[] {
  if (losses.length === 0) return [];
  const label = (text: string, x: number, anchor: Label['anchor'], kind: string): Label => {
    return { x, y, text, anchor, kind, size, term: 'loss' };
  };
  const most = formatNumber(losses[losses.length - 1], 2);
  const ends = textWidth('loss 0', size) + textWidth(most, size);
  const room = columns.right - columns.left - ends - 2 * size;
  const title = [`all ${losses.length} matchings by their loss`, 'by loss'].find(
    (text) => textWidth(text, size) < room - ends / 2,
  );
  return [
    label('loss 0', columns.left, 'start', 'tick'),
    ...(title ? [label(title, (columns.left + columns.right) / 2, 'middle', 'loss')] : []),
    label(most, columns.right, 'end', 'tick'),
  ];
}
