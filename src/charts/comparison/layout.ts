import { across } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { fitText, keepClear, textWidth, type Label, type Line, type Point } from '../shared/labels';
import { clamped } from '../shared/scale';
import { typeScale, type ChartSize } from '../shared/size';

export interface ComparisonRow {
  /** Rows of one group stand together. */
  readonly group: string;
  readonly label: string;
  /** The label where there is little room. */
  readonly short: string;
  readonly value: number;
  /** 95% interval of the value. */
  readonly interval: readonly [number, number];
  /** Repetitions behind the value, or whatever is counted. */
  readonly count: number;
  /** The value of the paper, where it has one. */
  readonly printed: number | null;
  /** It was made elsewhere: in pale ink. */
  readonly recorded?: boolean;
  /** What else is read when the row is pointed at. */
  readonly notes?: readonly (readonly [name: string, value: string])[];
}

export interface ComparisonData {
  readonly rows: readonly ComparisonRow[];
  readonly valueLabel: string;
  readonly bounds: readonly [number, number];
  /** What a value is the mean of, if not of repetitions. */
  readonly counted?: string;
}

export interface ComparisonLayout extends Cartesian {
  readonly separators: readonly Line[];
  readonly marks: readonly {
    readonly row: ComparisonRow;
    readonly dot: Point;
    readonly bar: Line;
    readonly printed: Point | null;
  }[];
}

/** Height that gives every row a line of text. */
export const comparisonHeight = ({ rows }: ComparisonData) =>
  Math.max(120, 20 * (rows.length + groupsOf(rows).length) + 60);

const groupsOf = (rows: readonly ComparisonRow[]) => [...new Set(rows.map(({ group }) => group))];

/** A row per value with its interval, under the head of its group. */
export function comparisonLayout(data: ComparisonData, size: ChartSize): ComparisonLayout {
  const type = typeScale(size);
  const { rows, bounds } = data;
  const groups = groupsOf(rows);
  const widest = Math.max(0, ...rows.map(({ label }) => textWidth(label, type.text)));
  const plot = cartesian({
    size,
    head: 1.4 * type.row,
    foot: 1.4 * type.row,
    left: Math.min(widest + 14, size.width * 0.42),
    right: 14,
    x: { kind: 'linear', domain: bounds },
    yTitle: { text: data.valueLabel, kind: 'axis' },
  });
  const { left, top, bottom } = plot.frame;
  const x = clamped(plot.x);
  const room = left - 12;
  const fits = (label: string) => textWidth(label, type.text) <= room;
  const line = (bottom - top) / Math.max(1, rows.length + groups.length);
  const ys = rows.map((row, r) => top + line * (r + groups.indexOf(row.group) + 1.5));
  const heads = groups.map((group) => {
    const first = rows.findIndex((row) => row.group === group);
    return { group, y: ys[first] - line };
  });
  return {
    ...plot,
    separators: heads.slice(1).map(({ y }) => across(y - line / 2, 0, size.width)),
    marks: rows.map((row, r) => ({
      row,
      dot: { x: x(row.value), y: ys[r] },
      bar: across(ys[r], x(row.interval[0]), x(row.interval[1])),
      printed: row.printed === null ? null : { x: x(row.printed), y: ys[r] },
    })),
    labels: keepClear([
      ...plot.labels,
      ...heads.map(({ group, y }): Label => ({
        ...{ x: 0, y, text: group },
        ...{ anchor: 'start', kind: 'axis', size: type.text },
      })),
      ...rows.map(({ label, short }, r): Label => ({
        ...{ x: left - 10, y: ys[r], text: fitText(fits(label) ? label : short, type.text, room) },
        ...{ anchor: 'end', kind: 'tick', size: type.text },
      })),
    ]),
  };
}
