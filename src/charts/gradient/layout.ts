import { across, upright } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { keyLayout, type KeyItem, type KeyLayout } from '../shared/key';
import { fitText, textWidth, type Box, type Label, type Line } from '../shared/labels';
import { extentWithZero, type Scale } from '../shared/scale';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';

/** One component of the gradient of the expected loss. */
export interface GradientRow {
  readonly label: string;
  /** A score (mu) or the noise scale (sigma): the two groups are set apart. */
  readonly group: 'mu' | 'sigma';
  /** Monte-Carlo direct loss estimate and its standard error; null while computing. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  /** Exact dE[loss]/d(component); null where there is none. */
  readonly exact: number | null;
  /** Expectation of the estimator at this epsilon: exact plus bias. */
  readonly expected: number | null;
}

export interface GradientData {
  readonly rows: readonly GradientRow[];
}

/** Pixels of one row; null where there is no value. */
export interface GradientMarks {
  readonly y: number;
  readonly exact: number | null;
  readonly expected: number | null;
  readonly estimate: number | null;
  /** Ends of +-2 standard errors; null where it is under a pixel. */
  readonly error: Line | null;
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

const KEY: readonly KeyItem[] = [
  { text: 'exact', glyph: 'ring-tick', term: 'truth gradient' },
  { text: 'expected at ε', glyph: 'loss', term: 'epsilon loss' },
  { text: 'estimate ± 2 s.e.', glyph: 'prediction', term: 'prediction gradient' },
];

/** A row per component, sigma set apart; the more there are, the smaller their marks. */
export function gradientLayout({ rows }: GradientData, size: ChartSize): GradientLayout {
  const type = typeScale(size);
  const key = keyLayout(KEY, { x: 0, y: 0 }, size.width, type);
  const widest = Math.max(0, ...rows.map(({ label }) => textWidth(label, type.text)));
  const nameWidth = Math.min(widest, size.width * 0.3);
  const plot = cartesian({
    size,
    head: key.height + 4,
    left: nameWidth + 14,
    x: { kind: 'linear', domain: extentOf(rows) },
    xTitle: { text: '∂E[loss] / ∂component', kind: 'axis', term: 'gradient' },
  });
  const { x, frame } = plot;
  const { top, bottom } = frame;
  const lastScore = rows.findLastIndex(({ group }) => group === 'mu');
  const split = lastScore >= 0 && lastScore < rows.length - 1;
  const step = (bottom - top) / (rows.length + (split ? 0.5 : 0));
  const yOf = (i: number) => top + step * (i + 0.5 + (split && i > lastScore ? 0.5 : 0));
  return {
    ...plot,
    rows: rows.map((row, i) => marksOf(row, yOf(i), x, step, size)),
    reach: clamp(step * 0.42, 3, 14),
    dot: clamp(step * 0.25, 2, type.dot),
    zero: upright(x(0), top, bottom),
    separator: split ? across(top + step * (lastScore + 1.25), 0, size.width) : null,
    key,
    labels: [...key.labels, ...rowLabels(rows, yOf, step, nameWidth, type), ...plot.labels],
  };
}

function extentOf(rows: readonly GradientRow[]): [number, number] {
  const values = rows.flatMap(({ estimate, standardError, exact, expected }) => {
    const error = 2 * (standardError ?? 0);
    const ends = estimate === null ? [] : [estimate - error, estimate + error];
    return [exact ?? 0, expected ?? 0, ...ends];
  });
  const [lo, hi] = extentWithZero(values, 0.08);
  const least = (hi - lo) * 0.05;
  return [Math.min(lo, -least), Math.max(hi, least)];
}

function marksOf(
  { estimate, standardError, exact, expected }: GradientRow,
  y: number,
  x: Scale,
  step: number,
  { width }: ChartSize,
): GradientMarks {
  const at = (value: number | null) => (value === null ? null : x(value));
  const error = 2 * (standardError ?? 0);
  const line = estimate === null ? null : across(y, x(estimate - error), x(estimate + error));
  return {
    y,
    exact: at(exact),
    expected: at(expected),
    estimate: at(estimate),
    error: line && line.x2 - line.x1 >= 2 ? line : null,
    hit: { x: 0, y: y - step / 2, width, height: step },
  };
}

/** Names of the rows; where rows are too low for text, every second one, and always sigma. */
function rowLabels(
  rows: readonly GradientRow[],
  yOf: (i: number) => number,
  step: number,
  width: number,
  { text }: TypeScale,
): Label[] {
  const size = clamp(step * 0.88, 11, text);
  const every = Math.ceil((size * 1.12) / step);
  return rows.flatMap(({ label, group }, i) =>
    group === 'mu' && i % every !== 0
      ? []
      : {
          x: width,
          y: yOf(i),
          text: fitText(label, size, width),
          anchor: 'end',
          kind: group === 'sigma' ? 'noise' : 'signal',
          size,
          term: group === 'sigma' ? 'sigma' : 'signal',
        },
  );
}
