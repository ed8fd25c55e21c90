import { axisTicks, toPixel, type Axis } from '../shared/axis';
import { formatTick } from '../shared/format';
import {
  fitText,
  keepClear,
  keepWithin,
  textWidth,
  type Label,
  type Line,
  type Point,
} from '../shared/labels';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';

export interface ComparisonRow {
  /** Rows of one group stand together. */
  readonly group: string;
  readonly label: string;
  /** Colour, see categoryStyle. */
  readonly category: number;
  readonly value: number;
  /** 95% interval of the value. */
  readonly interval: readonly [number, number];
  /** Repetitions behind the value. */
  readonly count: number;
  /** The value of the paper, where it has one. */
  readonly printed: number | null;
  /** What else is read when the row is pointed at. */
  readonly notes?: readonly (readonly [name: string, value: string])[];
}

export interface ComparisonData {
  readonly rows: readonly ComparisonRow[];
  readonly valueLabel: string;
  readonly bounds: readonly [number, number];
}

export interface ComparisonLayout {
  readonly type: TypeScale;
  readonly xAxis: Axis;
  readonly grid: readonly Line[];
  readonly separators: readonly Line[];
  readonly marks: readonly {
    readonly row: ComparisonRow;
    readonly dot: Point;
    readonly bar: Line;
    readonly printed: Point | null;
  }[];
  readonly labels: readonly Label[];
}

/** Height that gives every row a line of text. */
export const comparisonHeight = ({ rows }: ComparisonData) =>
  Math.max(120, 20 * (rows.length + groupsOf(rows).length) + 60);

const groupsOf = (rows: readonly ComparisonRow[]) => [...new Set(rows.map(({ group }) => group))];

export function comparisonLayout(data: ComparisonData, size: ChartSize): ComparisonLayout {
  const type = typeScale(size);
  const { rows, bounds } = data;
  const top = type.row * 1.4;
  const bottom = size.height - 1.4 * type.row;
  const groups = groupsOf(rows);
  const line = (bottom - top) / Math.max(1, rows.length + groups.length);
  const widest = Math.max(0, ...rows.map(({ label }) => textWidth(label, type.text)));
  const left = Math.min(widest + 14, size.width * 0.42);
  const xAxis: Axis = { kind: 'linear', domain: bounds, range: [left, size.width - 14] };
  const ticks = axisTicks(xAxis, Math.max(2, Math.floor((size.width - left) / (5 * type.text))));
  const ys = rows.map((row, r) => top + line * (r + groups.indexOf(row.group) + 1.5));
  const x = (value: number) => toPixel(xAxis, clamp(value, ...bounds));
  const heads = groups.map((group) => {
    const first = rows.findIndex((row) => row.group === group);
    return { group, y: ys[first] - line };
  });
  return {
    type,
    xAxis,
    grid: ticks.map((tick) => ({ x1: x(tick), x2: x(tick), y1: top, y2: bottom })),
    separators: heads
      .slice(1)
      .map(({ y }) => ({ x1: 0, x2: size.width, y1: y - line / 2, y2: y - line / 2 })),
    marks: rows.map((row, r) => ({
      row,
      dot: { x: x(row.value), y: ys[r] },
      bar: { x1: x(row.interval[0]), x2: x(row.interval[1]), y1: ys[r], y2: ys[r] },
      printed: row.printed === null ? null : { x: x(row.printed), y: ys[r] },
    })),
    labels: keepClear([
      {
        x: 0,
        y: type.row / 2,
        text: fitText(data.valueLabel, type.text, size.width),
        anchor: 'start',
        kind: 'axis',
        size: type.text,
      },
      ...ticks.map((tick) => {
        const at = { x: x(tick), y: size.height - type.row / 2, text: formatTick(tick) };
        const label: Label = { ...at, anchor: 'middle', kind: 'tick', size: type.text };
        return keepWithin(label, 0, size.width);
      }),
      ...heads.map(({ group, y }): Label => ({
        x: 0,
        y,
        text: group,
        anchor: 'start',
        kind: 'axis',
        size: type.text,
      })),
      ...rows.map(({ label }, r): Label => ({
        x: left - 10,
        y: ys[r],
        text: fitText(label, type.text, left - 12),
        anchor: 'end',
        kind: 'tick',
        size: type.text,
      })),
    ]),
  };
}
