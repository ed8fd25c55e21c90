import { across, leftLabels, leftRoom, upright, verticalAxis } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { columnNames, columnsOf, inColumn, within, type Columns } from '../shared/columns';
import { formatFixed, formatTick } from '../shared/format';
import { keyLayout, type KeyItem, type KeyLayout } from '../shared/key';
import { keepClear, labelBox, textWidth, type Box, type Label, type Line } from '../shared/labels';
import { ticksOf, valueAt, type Ends, type Scale } from '../shared/scale';
import { clamp, typeScale, type ChartSize, type Numbers, type TypeScale } from '../shared/size';

/** What the figure shows of n classes; every list has n entries. */
export interface FrequencyData {
  readonly labels: readonly string[];
  /** Scores mu and the range they may be dragged in. */
  readonly scores: Numbers;
  readonly scoreBounds: readonly [number, number];
  readonly losses: Numbers;
  readonly isTruth: readonly boolean[];
  /** Measured shares of predictions y* that contain the class; null while computing. */
  readonly frequencies: Numbers | null;
  readonly standardErrors: Numbers | null;
  /** Measured shares of the loss-augmented prediction y*(epsilon). */
  readonly augmented: Numbers | null;
  /** Exact shares, and the name of where they come from. */
  readonly exact: Numbers | null;
  readonly exactLabel: string;
  /** Gibbs law at the matched temperature, for noises that are not Gumbel. */
  readonly gibbs: Numbers | null;
  readonly k: number;
}

/** Geometry of one class. */
export interface FrequencyColumn {
  readonly centre: number;
  readonly score: Box;
  /** Pixel of the score, and the area that drags it. */
  readonly scoreEnd: number;
  readonly handle: Box;
  readonly share: Box | null;
  readonly augmented: Box | null;
  /** End points of +-2 standard errors; null where it is under a pixel. */
  readonly error: Line | null;
  readonly law: Line | null;
  readonly gibbsY: number | null;
  readonly hit: Box;
}

/** The plot is that of the shares; the scores have a scale of their own above it. */
export interface FrequencyLayout extends Cartesian {
  readonly columns: readonly FrequencyColumn[];
  readonly scores: Scale;
  readonly zero: readonly Line[];
  readonly rings: readonly Box[];
  readonly key: KeyLayout;
}

/** Tops that the share axis may have: few, so that it seldom jumps while dragging. */
const TOPS = [0.3, 0.6, 1];

function shareTop({ frequencies, augmented, exact, gibbs }: FrequencyData): number {
  let most = 0;
  for (const list of [frequencies, augmented, exact, gibbs]) {
    for (let i = 0; i < (list?.length ?? 0); i++) most = Math.max(most, list![i]);
  }
  return TOPS.find((top) => most * 1.1 <= top) ?? 1;
}

/** The scores in the upper third, and under each its shares: measured, exact, with the loss. */
export function frequencyLayout(data: FrequencyData, size: ChartSize): FrequencyLayout {
  const type = typeScale(size);
  const [lo, hi] = data.scoreBounds;
  const third = Math.round(Math.max(size.height * 0.34, Math.min(90, size.height * 0.42)));
  const key = keyLayout(keyItems(data), { x: 0, y: third + 4 }, size.width, type);
  const foot = type.row + 6;
  const bounds = [lo, hi].filter((bound) => bound !== 0);
  const left = leftRoom(['0.0', ...bounds.map(formatTick)], type);
  const columns = columnsOf(data.labels.length, { left, right: size.width - RIGHT });
  const valueRow = showsShares(columns, type) ? type.row : 6;
  const plot = cartesian({
    size,
    head: Math.min(size.height - foot - 8, third + 4 + key.height + valueRow),
    foot,
    left,
    right: RIGHT,
    y: {
      kind: 'linear',
      domain: [0, shareTop(data)],
      ticks: (scale, most) => ticksOf(scale, Math.min(4, most)),
    },
    yTitle: { text: 'score μ', kind: 'signal', term: 'signal' },
  });
  const inset = type.text + 7;
  const scores = verticalAxis(
    {
      kind: 'linear',
      domain: data.scoreBounds,
      ticks: () => [...new Set(lo <= 0 && hi >= 0 ? [0, lo, hi] : [lo, hi])],
    },
    [lo < 0 ? third - inset : third - 2, type.row + (hi > 0 ? inset - 4 : 2)],
    type,
  );
  const zeroY = baseline(scores.scale, data.scoreBounds);
  const level = (y: number) => across(y, columns.left, columns.right);
  const marks = data.labels.map((_, i) => column(data, i, columns, scores.scale, plot.y));
  const names = columnNames(data.labels, columns, size.height - type.row / 2 - 1, type);
  return {
    ...plot,
    columns: marks,
    scores: scores.scale,
    zero: [level(zeroY), level(plot.frame.bottom)],
    grid: [...bounds.map((bound) => level(scores.scale(bound))), ...plot.grid],
    rings: names.filter((_, i) => data.isTruth[i]).map((name) => pill(name)),
    key,
    labels: [
      ...plot.labels,
      // as far as the band is high enough for them, zero first
      ...keepClear(leftLabels(scores, left, type), [], 0),
      ...names,
      ...scoreLabels(data, marks, columns, type, zeroY),
      ...shareLabels(data, marks, columns, type),
      ...key.labels,
    ],
  };
}

/** Pixels at the right of the columns. */
const RIGHT = 2;

/** Score at a pixel of the upper band. */
export const scoreAt = ({ scores }: FrequencyLayout, y: number) => valueAt(scores, y);

function keyItems(data: FrequencyData): KeyItem[] {
  const heading = data.k > 1 ? 'share of predictions with the class' : 'share of predictions';
  const items: KeyItem[] = [
    { text: heading, term: 'prediction' },
    { text: 'measured', glyph: 'prediction', term: 'prediction' },
  ];
  if (data.exact) items.push({ text: data.exactLabel, glyph: 'law', term: 'law' });
  if (data.gibbs) items.push({ text: 'tempered Gibbs', glyph: 'diamond', term: 'law' });
  if (data.augmented) items.push({ text: 'y*(ε)', glyph: 'outline', term: 'epsilon loss' });
  return items;
}

/** Where the bars of the scores stand: at zero, or at the bound next to it. */
const baseline = (scores: Scale, bounds: Ends) => scores(clamp(0, ...bounds));

function column(
  data: FrequencyData,
  i: number,
  columns: Columns,
  scores: Scale,
  shares: Scale,
): FrequencyColumn {
  const [from, to] = data.augmented ? [0.14, 0.6] : [0.2, 0.8];
  const x1 = inColumn(columns, i, from);
  const x2 = inColumn(columns, i, to);
  const box = (left: number, right: number, a: number, b: number): Box => ({
    x: left,
    y: Math.min(a, b),
    width: right - left,
    height: Math.abs(a - b),
  });
  const share = (list: Numbers | null) => (list ? shares(list[i]) : null);
  const [bottom, top] = shares.range;
  const end = scores(data.scores[i]);
  const measured = share(data.frequencies);
  const augmented = share(data.augmented);
  const law = share(data.exact);
  const error = data.standardErrors ? bottom - shares(2 * data.standardErrors[i]) : 0;
  const centre = (x1 + x2) / 2;
  const reach = Math.min(5, columns.step * 0.1);
  return {
    centre,
    score: box(
      inColumn(columns, i, 0.2),
      inColumn(columns, i, 0.8),
      baseline(scores, data.scoreBounds),
      end,
    ),
    scoreEnd: end,
    handle: {
      x: within(columns, i, 0.5) - Math.max(12, columns.step / 2),
      y: end - 12,
      width: Math.max(24, columns.step),
      height: 24,
    },
    share: measured === null ? null : box(x1, x2, bottom, measured),
    augmented:
      augmented === null
        ? null
        : box(inColumn(columns, i, 0.66), inColumn(columns, i, 0.9), bottom, augmented),
    error:
      measured === null || error < 1
        ? null
        : upright(centre, Math.min(bottom, measured + error), measured - error),
    law: law === null ? null : across(law, x1 - reach, x2 + reach),
    gibbsY: share(data.gibbs),
    hit: box(within(columns, i, 0), within(columns, i, 1), bottom, top),
  };
}

/** A ring around a name: a circle for short names, a pill for long ones. */
function pill(name: Label): Box {
  const box = labelBox(name);
  const height = name.size * 1.5;
  const width = Math.max(height, box.width + name.size * 0.5);
  return { x: name.x - width / 2, y: name.y - height / 2, width, height };
}

const showsShares = ({ step }: Columns, { text }: TypeScale) =>
  step >= textWidth('0.000', text) + 10;

/** Values beyond the ends of the bars, with as many decimals as fit the columns. */
function scoreLabels(
  { scores }: FrequencyData,
  marks: readonly FrequencyColumn[],
  columns: Columns,
  { text }: TypeScale,
  zeroY: number,
): Label[] {
  const wide = columns.step >= textWidth('−0.00', text) + 4;
  const size = wide || columns.step >= textWidth('−0.0', text) + 4 ? text : Math.min(text, 10.5);
  return marks.map(({ scoreEnd }, i) => ({
    x: within(columns, i, 0.5),
    y: scoreEnd + (scoreEnd > zeroY ? 1 : -1) * (size * 0.55 + 5),
    text: formatFixed(scores[i], wide ? 2 : 1),
    anchor: 'middle',
    kind: size < text ? 'tight' : 'signal',
    size,
    term: 'signal',
  }));
}

function shareLabels(
  { frequencies }: FrequencyData,
  marks: readonly FrequencyColumn[],
  columns: Columns,
  type: TypeScale,
): Label[] {
  if (!frequencies || !showsShares(columns, type)) return [];
  return marks.map(({ centre, share, error, law, gibbsY }, i) => ({
    x: centre,
    y:
      Math.min(share!.y, error?.y2 ?? Infinity, law?.y1 ?? Infinity, gibbsY ?? Infinity) -
      type.row * 0.62,
    text: formatFixed(frequencies[i], 3),
    anchor: 'middle',
    kind: 'winner',
    size: type.text,
    term: 'prediction',
  }));
}
