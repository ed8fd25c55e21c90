import { across, leftLabels, leftRoom, verticalAxis } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { columnNames, columnsOf } from '../shared/columns';
import { keyLayout, type KeyItem, type KeyLayout } from '../shared/key';
import { keepClear, labelBox, type Box, type Label, type Line } from '../shared/labels';
import { unboundedAt, type Scale } from '../shared/scale';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';
import { columnOf, type FrequencyColumn } from './column';
import { augmentedSumOf, sumOf, type FrequencyData } from './data';
import { GRIP, markLabels, shareText } from './marks';

/** The plot is that of the shares; the scores have a scale of their own above it. */
export interface FrequencyLayout extends Cartesian {
  readonly columns: readonly FrequencyColumn[];
  readonly scores: Scale;
  readonly zero: readonly Line[];
  /** The lowest sum that still wins. */
  readonly threshold: Line;
  /** The share of every class if all were alike; null without shares. */
  readonly chance: Line | null;
  readonly rings: readonly Box[];
  readonly keys: readonly KeyLayout[];
}

/** In widths of text: the widest that the plot and a column of it may be. */
const WIDEST = 55;
const WIDEST_COLUMN = 18;
/** Share of the height, without texts, that the scores have. */
const UPPER = 0.5;
/** Under this height every line counts: none is kept free for what is not shown. */
const LOW = 280;

/**
 * Above, what one draw adds to the scores; under each class its share of all draws.
 * @param piled whether draws are shown one by one in place of the measured shares
 */
export function frequencyLayout(
  data: FrequencyData,
  size: ChartSize,
  piled = false,
): FrequencyLayout {
  const type = typeScale(size);
  const { edge, left, right, columns } = columnsIn(data, size, type);
  const keyAt = (items: readonly Optional[], y: number) => keyLine(items, y, edge, size, type);
  const upperKey = keyAt(drawItems(data, size), 0);
  const foot = type.row + 6;
  const air = shareText(columns, type).above ? type.row : Math.round(type.text * 0.6);
  const texts = upperKey.height + keyAt(shareItems(data, size, piled), 0).height + foot + air + 4;
  const { raceOnly = false } = data;
  const upper = raceOnly
    ? size.height - foot - 4
    : upperKey.height + Math.round((size.height - texts) * UPPER);
  const lowerKey = keyAt(shareItems(data, size, piled), upper + 4);
  const plot = cartesian({
    size,
    head: raceOnly ? upper : upper + 4 + lowerKey.height + air,
    foot,
    left,
    right,
    y: { kind: 'linear', domain: [0, 1], ticks: () => [0, 0.5, 1], format: percent },
  });
  const scores = scoreAxis(data, upperKey.height, upper, type);
  const marks = data.labels.map((_, i) => columnOf(data, i, columns, scores.scale, plot.y));
  const level = (y: number) => across(y, columns.left, columns.right);
  const names = columnNames(data.labels, columns, size.height - type.row / 2 - 1, type);
  const chance = plot.y(data.k / data.labels.length);
  const shareTicks = [{ at: chance, text: chanceText(size) }, ...plot.axes.y.ticks];
  const ticks = [...(raceOnly ? [] : shareTicks), ...scores.ticks];
  const keys = raceOnly ? [upperKey] : [upperKey, lowerKey];
  const keyTexts = keys.flatMap(({ labels }) => labels);
  return {
    ...plot,
    columns: marks,
    scores: scores.scale,
    zero: [level(scores.scale(0)), ...(raceOnly ? [] : [level(plot.frame.bottom)])],
    threshold: level(Math.max(...marks.filter((_, i) => data.winners[i]).map(({ sum }) => sum.y))),
    chance: raceOnly ? null : level(chance),
    grid: [...scores.ticks.map(({ at }) => level(at)), ...(raceOnly ? [] : plot.grid)],
    rings: names.filter((_, i) => data.isTruth[i]).map((name) => pill(name)),
    keys,
    labels: [
      // as far as there is height for them, the first ones first
      ...keepClear(leftLabels({ ...scores, ticks }, left, type), keyTexts.map(labelBox), 0),
      ...names,
      ...markLabels(data, marks, columns, type, plot.frame, keyTexts.map(labelBox)),
      ...keyTexts,
    ],
  };
}

/** The axis of the scores between two heights, with room for the texts and grips at its ends. */
function scoreAxis(data: FrequencyData, top: number, bottom: number, type: TypeScale) {
  const level = scoreLevel(data);
  const inner = [bottom - GRIP, top + type.text * 1.1 + type.dot + 5] as const;
  const room = inner[0] - inner[1];
  return verticalAxis(
    { kind: 'linear', domain: [-level, level], ticks: () => [0, level, -level] },
    room > 16 ? inner : [bottom - 2, top + 2],
    type,
  );
}

const percent = (share: number) => (share === 0 ? '0' : `${100 * share}%`);
const chanceText = (size: ChartSize) => (isNarrow(size) ? 'chance' : 'by chance');

/** Columns that keep together in the middle of a wide chart, and what is left of them. */
function columnsIn({ labels }: FrequencyData, size: ChartSize, type: TypeScale) {
  const room = leftRoom(['100%', '−500', chanceText(size)], type);
  const n = labels.length;
  const most = Math.min(size.width, WIDEST * type.text) - room - 2;
  const width = Math.min(most, n * WIDEST_COLUMN * type.text);
  const edge = Math.round((size.width - room - width - 2) / 2);
  const left = edge + room;
  const { above, overhang } = shareText(columnsOf(n, { left: 0, right: width }), type);
  const columns = columnsOf(n, { left, right: left + width - (above ? 0 : overhang) });
  return { edge, left, right: size.width - columns.right, columns };
}

/** Ends that the axis of scores may have: few, so that it seldom changes from draw to draw. */
const LEVELS = [2, 3, 5];

/** Half the extent of the axis of scores: 2, or what the scores and the sums need. */
function scoreLevel(data: FrequencyData): number {
  const values = data.labels.flatMap((_, i) => [
    data.scores[i],
    sumOf(data, i),
    data.showsAugmented ? augmentedSumOf(data, i) : 0,
  ]);
  const needed = Math.max(...values.map(Math.abs));
  let unit = 1;
  for (;;) {
    const level = LEVELS.find((step) => step * unit >= needed);
    if (level) return level * unit;
    if (10 * unit >= needed) return 10 * unit;
    unit *= 10;
  }
}

/** Score at a pixel of the upper band, also beyond its ends, within the bounds of scores. */
export const scoreAt = (scale: Scale, y: number, bounds: readonly [number, number]) =>
  clamp(unboundedAt(scale, y), ...bounds);

/** An entry of a key that may be there. */
type Optional = KeyItem & { readonly absent?: boolean };

/** A key with room for all its entries, so that nothing moves when one comes or goes. */
function keyLine(
  items: readonly Optional[],
  y: number,
  x: number,
  { width, height }: ChartSize,
  type: TypeScale,
): KeyLayout {
  const shown = items.filter(({ absent }) => !absent);
  const place = (list: readonly KeyItem[]) => keyLayout(list, { x, y }, width - x, type);
  return { ...place(shown), height: place(height < LOW ? shown : items).height };
}

/** Narrower charts have shorter words. */
const isNarrow = ({ width }: ChartSize) => width < 480;

function drawItems(data: FrequencyData, size: ChartSize): Optional[] {
  const { draw, showsAugmented, isTruth } = data;
  const [score, noise, loss] = isNarrow(size)
    ? ['score', 'noise', 'loss']
    : ['score μ', 'noise σγ', 'loss ε·ℓ'];
  return [
    { text: `draw ${draw}`, term: 'prediction' },
    { text: score, glyph: 'signal', term: 'signal' },
    { text: noise, glyph: 'noise', term: 'noise sigma', part: 'noise' },
    { text: loss, glyph: 'loss', term: 'epsilon loss', absent: !showsAugmented },
    { text: 'target', glyph: 'truth', term: 'truth', absent: !isTruth.includes(true) },
  ];
}

function shareItems(data: FrequencyData, size: ChartSize, piled: boolean): Optional[] {
  const { k, exactLabel, gibbs, showsAugmented } = data;
  const won = k > 1 ? 'draws with it' : 'draws won';
  const narrow = isNarrow(size);
  return [
    { text: narrow ? won : `share of ${won}`, term: 'prediction' },
    {
      text: piled ? 'one draw' : 'measured',
      glyph: 'prediction',
      term: 'prediction',
      part: 'shares',
    },
    { text: narrow ? 'exact' : exactLabel, glyph: 'law', term: 'law', part: 'shares' },
    ...(gibbs
      ? [
          {
            text: narrow ? 'Gibbs' : 'tempered Gibbs',
            glyph: 'diamond',
            term: 'law',
            part: 'shares',
          } as const,
        ]
      : []),
    { text: 'y*(ε)', glyph: 'outline', term: 'epsilon loss', absent: !showsAugmented },
  ];
}

/** The outline around the name of a target. */
function pill(name: Label): Box {
  const box = labelBox(name);
  const width = Math.max(box.width + name.size * 0.6, name.size * 1.5);
  const height = name.size * 1.45;
  return { x: name.x - width / 2, y: name.y - height / 2, width, height };
}
