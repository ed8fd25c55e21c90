import { upright } from '../shared/axes';
import { cartesian, type Cartesian, type Frame } from '../shared/cartesian';
import { endLabels, type EndLabel, type LineEnd } from '../shared/ends';
import {
  keepClear,
  labelBox,
  textWidth,
  type Label,
  type Line,
  type Point,
} from '../shared/labels';
import { pathOf } from '../shared/path';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';

/** A value of a method in a column of a group. */
export interface SlopePoint {
  readonly column: number;
  /** Percent right as printed; null where only this site has one. */
  readonly printed: number | null;
  /** Printed, but far under the best of its column. */
  readonly failed: boolean;
  /** Percent right of the reader's own, with its 95% interval. */
  readonly own: { readonly value: number; readonly interval: readonly [number, number] } | null;
  /** What else is read. */
  readonly notes?: readonly (readonly [name: string, value: string])[];
}

export interface SlopeLine {
  readonly id: string;
  readonly label: string;
  /** Colour and dash pattern, see categoryStyle. */
  readonly category: number;
  readonly points: readonly SlopePoint[];
}

/** A set of data: lines over the same columns. */
export interface SlopeGroup {
  readonly title: string;
  readonly columns: readonly string[];
  readonly lines: readonly SlopeLine[];
}

export interface SlopesData {
  readonly groups: readonly SlopeGroup[];
  readonly valueLabel: string;
  readonly columnLabel: string;
}

export interface PlacedPoint {
  readonly group: SlopeGroup;
  readonly line: SlopeLine;
  readonly point: SlopePoint;
  readonly printed: Point | null;
  readonly own: Point | null;
  readonly interval: Line | null;
}

export interface SlopesLayout extends Cartesian {
  readonly paths: readonly { readonly line: SlopeLine; readonly path: string }[];
  readonly points: readonly PlacedPoint[];
  readonly separators: readonly Line[];
  readonly names: readonly EndLabel<LineEnd & { readonly category: number }>[];
}

/** The least error in percent that the axis shows. */
const LEAST = 0.4;
/** Shares of the width of a group at which its columns begin and end. */
const EDGES = [0.14, 0.86] as const;
const ERRORS = [100, 50, 20, 10, 5, 2, 1, 0.5];

const columnAt = (group: number, column: number, columns: number) =>
  group + (columns < 2 ? 0.5 : EDGES[0] + ((EDGES[1] - EDGES[0]) * column) / (columns - 1));

/** Groups side by side, a line per method; the axis is that of the error, logarithmic, best at the top. */
export function slopesLayout(data: SlopesData, size: ChartSize): SlopesLayout {
  const { groups } = data;
  const type = typeScale(size);
  const last = groups[groups.length - 1];
  const widest = Math.max(
    0,
    ...(last?.lines ?? []).map(({ label }) => textWidth(label, type.text)),
  );
  const room = Math.min(widest + NAME_GAP, 0.34 * size.width);
  const ticks = groups.flatMap(({ columns }, g) =>
    columns.map((text, c) => ({ at: columnAt(g, c, columns.length), text })),
  );
  const inner = (size.width - room - 4 * type.text) / Math.max(1, groups.length);
  const parted = groups.some(({ title }) => titleLines(title, inner, type.text).length > 1);
  const plot = cartesian({
    size,
    head: (parted ? 3.5 : 2.6) * type.row,
    right: room,
    x: {
      kind: 'linear',
      domain: [0, Math.max(1, groups.length)],
      ticks: () => ticks.map(({ at }) => at),
      format: (at) => ticks.find((tick) => tick.at === at)?.text ?? '',
    },
    y: {
      kind: 'log',
      domain: [100, LEAST],
      ticks: (_, most) => ERRORS.filter((_, i) => i % Math.ceil(ERRORS.length / most) === 0),
      format: (error) => String(100 - error),
    },
    xTitle: { text: data.columnLabel, kind: 'axis' },
    yTitle: { text: data.valueLabel, kind: 'axis' },
  });
  const { y } = plot;
  const height = (right: number) => y(clamp(100 - right, LEAST, 100));
  const points = groups.flatMap((group, g) =>
    group.lines.flatMap((line) =>
      line.points.map((point): PlacedPoint => {
        const x = plot.x(columnAt(g, point.column, group.columns.length));
        const { printed, own } = point;
        return {
          ...{ group, line, point },
          printed: printed === null ? null : { x, y: height(printed) },
          own: own && { x, y: height(own.value) },
          interval: own && upright(x, height(own.interval[1]), height(own.interval[0])),
        };
      }),
    ),
  );
  const pathsOf = groups.flatMap((group) =>
    group.lines.map((line) => ({
      line,
      at: points.flatMap((p) => (p.group === group && p.line === line ? (p.printed ?? []) : [])),
    })),
  );
  const { frame } = plot;
  const names = namesOf(pathsOf.slice(-(last?.lines.length ?? 0)), frame, room, type);
  const namedAt = names.map(({ label }) => labelBox(label));
  const fixed = keepClear([...titlesOf(data, plot, type), ...plot.labels], namedAt, 2);
  // a percentage and a name are no one text
  const taken = [...namedAt.map((box) => ({ ...box, x: box.x - 6 })), ...fixed.map(labelBox)];
  return {
    ...plot,
    paths: pathsOf.map(({ line, at }) => ({ line, path: pathOf(at) })),
    points,
    separators: groups.slice(1).map((_, g) => upright(plot.x(g + 1), frame.top, frame.bottom)),
    names,
    labels: [...fixed, ...keepClear(failureLabels(points, type), taken, 2)],
  };
}

/** The titles of the groups over the plot, in two lines where a group is narrower than its title. */
function titlesOf(
  { groups }: SlopesData,
  { x, frame: { top } }: Cartesian,
  { text: size, row }: TypeScale,
): Label[] {
  return groups.flatMap(({ title }, g) => {
    const lines = titleLines(title, x(1) - x(0), size);
    return lines.map((text, i): Label => ({
      ...{ x: x(g + 0.5), y: top - 0.7 * row - (lines.length - 1 - i) * 0.9 * row, text },
      ...{ anchor: 'middle', kind: 'axis', size },
    }));
  });
}

/** A title, parted at its hyphen where it is wider than that. */
function titleLines(title: string, width: number, size: number): string[] {
  const at = title.indexOf('-') + 1;
  if (at === 0 || textWidth(title, size) <= width - 4) return [title];
  return [title.slice(0, at), title.slice(at)];
}

const NAME_GAP = 24;

/** The methods at the ends of their lines in the last group. */
function namesOf(
  paths: readonly { readonly line: SlopeLine; readonly at: readonly Point[] }[],
  frame: Frame,
  room: number,
  type: TypeScale,
) {
  const ends = paths.flatMap(({ line, at }) => {
    const end = at[at.length - 1];
    return end ? [{ text: line.label, kind: 'name', at: end, category: line.category }] : [];
  });
  ends.sort((a, b) => a.at.y - b.at.y);
  const beside = { ...frame, x: frame.right + NAME_GAP / 2, width: room - NAME_GAP };
  return endLabels(ends, beside, type);
}

/** What failed says how far: over the rings of a column, the lowest first. */
function failureLabels(points: readonly PlacedPoint[], { text: size, dot }: TypeScale): Label[] {
  const failed = points.flatMap(({ point, printed }) =>
    printed && point.failed ? [{ ...printed, value: Math.round(point.printed!) }] : [],
  );
  return [...new Set(failed.map(({ x }) => x))]
    .map((x) => {
      const column = failed.filter((each) => each.x === x);
      const values = column.map(({ value }) => value);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const y = Math.min(...column.map((each) => each.y)) - dot - 0.7 * size;
      return { x, y, low, text: low === high ? `${low}%` : `${low}–${high}%` };
    })
    .sort((a, b) => a.low - b.low)
    .map(({ x, y, text }): Label => ({
      ...{ x, y, text, anchor: 'middle', kind: 'failed', size, part: 'results' },
    }));
}
