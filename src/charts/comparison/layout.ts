import { across, upright } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import {
  fitText,
  keepClear,
  textWidth,
  type Box,
  type Label,
  type Line,
  type Point,
} from '../shared/labels';
import { clamped } from '../shared/scale';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';

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
  /** What it is compared with, where there is something: as the paper has it. */
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
  /** What a value is compared with, if not with a printed one: "asked". */
  readonly reference?: string;
}

/** Where a row has its place. */
interface Place {
  /** Pixels of a value across, and of the row down. */
  x(value: number): number;
  readonly y: number;
  /** Where the row is pointed at. */
  readonly box: Box;
}

/** Where all rows have theirs, and what stands around them. */
interface Arrangement {
  readonly plot: Cartesian;
  readonly placeOf: (row: ComparisonRow, r: number) => Place;
  readonly separators: readonly Line[];
  readonly labels: readonly Label[];
}

export interface ComparisonLayout extends Cartesian {
  readonly separators: readonly Line[];
  readonly marks: readonly {
    readonly row: ComparisonRow;
    readonly dot: Point;
    readonly bar: Line;
    readonly printed: Point | null;
    readonly box: Box;
  }[];
}

/** Height that gives every row a line of text. */
export const comparisonHeight = ({ rows }: ComparisonData) =>
  Math.max(120, 20 * (rows.length + groupsOf(rows).length) + 60);

const groupsOf = (rows: readonly ComparisonRow[]) => [...new Set(rows.map(({ group }) => group))];

/** A row has a line of text and some space, or else all groups stand side by side. */
const LEAST_LINE = 1.1;
/** A panel has room for three numbers under it, in heights of text. */
const LEAST_PANEL = 5;
/** Share of a panel at each side of its values. */
const EDGE = 0.16;

/**
 * A row per value with its interval, under the head of its group; in a wide low place the groups are panels,
 * with the rows of one name on one line.
 */
export function comparisonLayout(data: ComparisonData, size: ChartSize): ComparisonLayout {
  const { rows } = data;
  const type = typeScale(size);
  const { plot, placeOf, separators, labels } = isLow(data, size, type)
    ? inPanels(data, size, type)
    : inList(data, size, type);
  return {
    ...plot,
    separators,
    marks: rows.map((row, r) => {
      const { x, y, box } = placeOf(row, r);
      return {
        ...{ row, box },
        dot: { x: x(row.value), y },
        bar: across(y, x(row.interval[0]), x(row.interval[1])),
        printed: row.printed === null ? null : { x: x(row.printed), y },
      };
    }),
    labels: keepClear([...plot.labels, ...labels]),
  };
}

/** Whether a list has no room for its rows, and panels have. */
function isLow({ rows }: ComparisonData, { width, height }: ChartSize, type: TypeScale): boolean {
  const groups = groupsOf(rows).length;
  const line = (height - 2.8 * type.row) / (rows.length + groups);
  const panel = (width - namesRoom(shorts(rows), width, type)) / groups;
  return groups > 1 && line < LEAST_LINE * type.text && panel >= LEAST_PANEL * type.text;
}

const shorts = (rows: readonly ComparisonRow[]) => rows.map(({ short }) => short);

function namesRoom(names: readonly string[], width: number, type: TypeScale): number {
  const widest = Math.max(0, ...names.map((name) => textWidth(name, type.text)));
  return Math.min(widest + 14, width * 0.42);
}

function nameLabel({ label, short }: ComparisonRow, left: number, y: number, size: number): Label {
  const room = left - 12;
  const text = fitText(textWidth(label, size) <= room ? label : short, size, room);
  return { x: left - 10, y, text, anchor: 'end', kind: 'tick', size };
}

function inList(data: ComparisonData, size: ChartSize, type: TypeScale): Arrangement {
  const { rows, bounds } = data;
  const groups = groupsOf(rows);
  const plot = cartesian({
    size,
    head: 1.4 * type.row,
    foot: 1.4 * type.row,
    left: namesRoom(
      rows.map(({ label }) => label),
      size.width,
      type,
    ),
    right: 14,
    x: { kind: 'linear', domain: bounds },
    yTitle: { text: data.valueLabel, kind: 'axis' },
  });
  const { left, top, bottom } = plot.frame;
  const x = clamped(plot.x);
  const line = (bottom - top) / Math.max(1, rows.length + groups.length);
  const ys = rows.map((row, r) => top + line * (r + groups.indexOf(row.group) + 1.5));
  const heads = groups.map((group) => {
    const first = rows.findIndex((row) => row.group === group);
    return { group, y: ys[first] - line };
  });
  return {
    plot,
    placeOf: (_, r) => ({
      ...{ x, y: ys[r] },
      box: { x: 0, y: ys[r] - type.row / 2, width: size.width, height: type.row },
    }),
    separators: heads.slice(1).map(({ y }) => across(y - line / 2, 0, size.width)),
    labels: [
      ...heads.map(({ group, y }): Label => ({
        ...{ x: 0, y, text: group },
        ...{ anchor: 'start', kind: 'axis', size: type.text },
      })),
      ...rows.map((row, r) => nameLabel(row, left, ys[r], type.text)),
    ],
  };
}

function inPanels(data: ComparisonData, size: ChartSize, type: TypeScale): Arrangement {
  const { rows, bounds, valueLabel } = data;
  const [low, high] = bounds;
  const groups = groupsOf(rows);
  const names = [...new Map(rows.map((row) => [row.label, row])).values()];
  const inPanel = (g: number, value: number) =>
    g + EDGE + ((1 - 2 * EDGE) * (clamp(value, low, high) - low)) / (high - low);
  // the middle where there is room
  const values = [low, high, (low + high) / 2];
  const ticks = values.flatMap((value) => groups.map((_, g) => ({ at: inPanel(g, value), value })));
  const plot = cartesian({
    size,
    head: 2.6 * type.row,
    foot: 1.4 * type.row,
    left: namesRoom(shorts(rows), size.width, type),
    right: 0,
    x: {
      kind: 'linear',
      domain: [0, groups.length],
      ticks: () => ticks.map(({ at }) => at),
      format: (at) => String(ticks.find((tick) => tick.at === at)!.value),
    },
    yTitle: { text: valueLabel, kind: 'axis' },
  });
  const { left, top, bottom } = plot.frame;
  const line = (bottom - top) / names.length;
  const ys = new Map(names.map(({ label }, n) => [label, top + line * (n + 0.5)]));
  return {
    plot,
    placeOf({ group, label }) {
      const g = groups.indexOf(group);
      const y = ys.get(label)!;
      const width = plot.x(g + 1) - plot.x(g);
      return {
        ...{ x: (value) => plot.x(inPanel(g, value)), y },
        box: { x: plot.x(g), y: y - line / 2, width, height: line },
      };
    },
    separators: groups.map((_, g) => upright(plot.x(g), top - type.row, bottom)),
    labels: [
      ...groups.map((text, g): Label => ({
        ...{ x: plot.x(g + 0.5), y: 1.9 * type.row, text },
        ...{ anchor: 'middle', kind: 'axis', size: type.text },
      })),
      ...names.map((row) => nameLabel(row, left, ys.get(row.label)!, type.text)),
    ],
  };
}
