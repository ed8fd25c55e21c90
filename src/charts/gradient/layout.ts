import { across, upright } from '../shared/axes';
import { cartesian, type Cartesian, type Frame } from '../shared/cartesian';
import { keyLayout, type KeyItem, type KeyLayout } from '../shared/key';
import {
  fitText,
  squareAround,
  textWidth,
  type Box,
  type Label,
  type Line,
} from '../shared/labels';
import { extentWithZero, type Scale } from '../shared/scale';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';
import { lossText, wrongWay } from './claims';
import type { GradientData, GradientRow } from './data';

/** Pixels of one row; null where there is no value. */
export interface GradientMarks {
  readonly y: number;
  readonly exact: number | null;
  readonly expected: number | null;
  readonly estimate: number | null;
  /** From zero to the estimate, or to what is expected of it; with a head where it is long enough. */
  readonly arrow: string;
  /** Whether the arrow leads away from where the exact slope does. */
  readonly wrong: boolean;
  /** Ends of +-2 standard errors; null where it is under a pixel. */
  readonly error: Line | null;
  /** The slope without noise. */
  readonly noiseless: Box | null;
  readonly hit: Box;
}

export interface GradientLayout extends Cartesian {
  readonly rows: readonly GradientMarks[];
  /** Half height in pixels of the ticks of a row. */
  readonly reach: number;
  readonly dot: number;
  readonly zero: Line;
  readonly separator: Line | null;
  readonly key: KeyLayout;
}

const keyItems = (rows: readonly GradientRow[]): KeyItem[] => [
  { text: 'exact', glyph: 'ring-tick', term: 'truth gradient' },
  ...(rows.some(({ expected }) => expected !== null)
    ? [{ text: 'expected at ε', glyph: 'loss' as const, term: 'epsilon loss' }]
    : []),
  { text: 'estimate ± 2 s.e.', glyph: 'prediction', term: 'prediction gradient' },
  rows.some(({ noiseless }) => noiseless !== null)
    ? { text: 'without noise', glyph: 'square' }
    : { text: 'without noise: none at a tie', glyph: 'square' },
];

/** From this width in heights of text on, rows have whole sentences. */
const ROOMY = 42;

/** A row per component, sigma set apart; the more there are, the smaller their marks. */
export function gradientLayout({ rows }: GradientData, size: ChartSize): GradientLayout {
  const type = typeScale(size);
  const key = keyLayout(keyItems(rows), { x: 0, y: 0 }, size.width, type);
  const words = wordsOf(rows, size.width >= ROOMY * type.text);
  const widthOf = (texts: readonly string[]) =>
    Math.max(...texts.map((text) => textWidth(text, type.text)));
  const nameWidth = Math.min(widthOf(words.map(({ name }) => name)), size.width * 0.3);
  const plot = cartesian({
    size,
    head: key.height + 4,
    left: nameWidth + 14,
    right: widthOf(words.map(({ widest }) => widest)) + 14,
    x: { kind: 'linear', domain: extentOf(rows) },
    xTitle: { text: 'change of the expected loss per unit', kind: 'axis', term: 'gradient' },
  });
  const { x, frame } = plot;
  const { top, bottom } = frame;
  const lastScore = rows.findLastIndex(({ group }) => group === 'mu');
  const split = lastScore >= 0 && lastScore < rows.length - 1;
  const step = (bottom - top) / (rows.length + (split ? 0.5 : 0));
  const yOf = (i: number) => top + step * (i + 0.5 + (split && i > lastScore ? 0.5 : 0));
  const dot = clamp(step * 0.25, 2, type.dot);
  const marks = rows.map((row, i) => marksOf(row, yOf(i), x, { step, dot }, size));
  return {
    ...plot,
    rows: marks,
    reach: clamp(step * 0.42, 3, 14),
    dot,
    zero: upright(x(0), top, bottom),
    separator: split ? across(top + step * (lastScore + 1.25), 0, size.width) : null,
    key,
    labels: [
      ...key.labels,
      ...rowLabels(words, yOf, step, plot, type),
      ...tags(marks, frame, step, type),
      ...plot.labels,
    ],
  };
}

/** The axis is no finer: slopes this small are beyond what draws can tell from none. */
const FINEST = 1e-4;

function extentOf(rows: readonly GradientRow[]): [number, number] {
  const values = rows.flatMap(({ estimate, standardError, exact, expected, noiseless }) => {
    const error = 2 * (standardError ?? 0);
    const ends = estimate === null ? [] : [estimate - error, estimate + error];
    return [exact ?? 0, expected ?? 0, noiseless ?? 0, ...ends];
  });
  const [lo, hi] = extentWithZero(values, 0.08);
  const least = (hi - lo) * 0.05;
  return [Math.min(lo, -least), Math.max(hi, least, FINEST)];
}

function marksOf(
  row: GradientRow,
  y: number,
  x: Scale,
  { step, dot }: { readonly step: number; readonly dot: number },
  { width }: ChartSize,
): GradientMarks {
  const { estimate, standardError, exact, expected, noiseless } = row;
  const at = (value: number | null) => (value === null ? null : x(value));
  const error = 2 * (standardError ?? 0);
  const line = estimate === null ? null : across(y, x(estimate - error), x(estimate + error));
  return {
    y,
    exact: at(exact),
    expected: at(expected),
    estimate: at(estimate),
    arrow: arrowOf(x(0), at(estimate ?? expected) ?? x(0), y, dot),
    wrong: wrongWay(row),
    noiseless: noiseless === null ? null : squareAround({ x: x(noiseless), y }, dot),
    error: line && line.x2 - line.x1 >= 2 ? line : null,
    hit: { x: 0, y: y - step / 2, width, height: step },
  };
}

/** A line, with a head where it is longer than that. */
function arrowOf(from: number, to: number, y: number, dot: number): string {
  const head = Math.sign(to - from) * (dot + 3);
  const line = `M${from},${y}H${to}`;
  if (Math.abs(to - from) < 2 * Math.abs(head)) return line;
  return `${line}m${-head},${-dot - 1}l${head},${dot + 1}l${-head},${dot + 1}`;
}

interface RowWords extends Pick<GradientRow, 'group'> {
  readonly name: string;
  readonly says: string;
  /** What is as wide as anything said here, so that nothing moves with the numbers. */
  readonly widest: string;
}

/** What a row says: "raise B: the loss falls 0.17". */
function wordsOf(rows: readonly GradientRow[], roomy: boolean): RowWords[] {
  const loss = roomy ? 'the loss ' : '';
  return rows.map((row) => ({
    group: row.group,
    name: `raise ${row.label}`,
    says: `${loss}${lossText(row)}`,
    widest: `${loss}rises 00.00`,
  }));
}

/** Words of the rows; where rows are too low for text, every second one, and always sigma. */
function rowLabels(
  words: readonly RowWords[],
  yOf: (i: number) => number,
  step: number,
  { frame: { left, right } }: Cartesian,
  { text }: TypeScale,
): Label[] {
  const size = clamp(step * 0.88, 11, text);
  const every = Math.ceil((size * 1.12) / step);
  return words.flatMap(({ group, name, says }, i): Label[] => {
    if (group === 'mu' && i % every !== 0) return [];
    const y = yOf(i);
    const about = group === 'sigma' ? 'sigma' : 'signal';
    const kind = group === 'sigma' ? 'noise' : 'signal';
    return [
      {
        ...{ x: left - 14, y, text: fitText(name, size, left - 14), anchor: 'end' },
        ...{ kind, size, term: about },
      },
      {
        x: right + 14,
        y,
        text: says,
        anchor: 'start',
        kind: 'value',
        size,
        term: 'truth gradient',
      },
    ];
  });
}

/** "wrong way" beyond the arrows that go there, or on them at the edge. */
function tags(
  marks: readonly GradientMarks[],
  { left, right }: Frame,
  step: number,
  { text }: TypeScale,
): Label[] {
  const size = clamp(step * 0.88, 11, text);
  const width = textWidth(TAG, size);
  return marks.flatMap(({ wrong, estimate, expected, exact, error, y }) => {
    if (!wrong) return [];
    const end = estimate ?? expected!;
    const side = end > exact! ? 1 : -1;
    const edge = side > 0 ? Math.max(end, error?.x2 ?? end) : Math.min(end, error?.x1 ?? end);
    const outer = edge + side * 12;
    const fits = side > 0 ? outer + width <= right : outer - width >= left;
    const at = fits ? { x: outer, side } : { x: end - side * 12, side: -side };
    return {
      ...{ x: at.x, y, text: TAG, anchor: at.side > 0 ? 'start' : 'end' },
      ...{ kind: 'error', size, term: 'gradient' },
    };
  });
}

const TAG = 'wrong way';
