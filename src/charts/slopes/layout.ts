import { upright } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import type { EndLabel, LineEnd } from '../shared/ends';
import type { KeyEntry } from '../shared/key';
import { keepClear, labelBox, textWidth, type Label, type Line } from '../shared/labels';
import { pathOf } from '../shared/path';
import { placeNotes } from '../shared/place';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';
import { failureNotes, marksOf } from './failures';
import type { DrawnLine, PlacedPoint, SlopeGroup, SlopeLine, SlopesData } from './model';
import { endNames, keyBelow, methodsOf, nameRoom } from './names';

export interface SlopesLayout extends Cartesian {
  readonly paths: readonly { readonly line: SlopeLine; readonly path: string }[];
  readonly points: readonly PlacedPoint[];
  readonly separators: readonly Line[];
  readonly names: readonly EndLabel<LineEnd & { readonly category: number }>[];
  /** The lines of a key, where the names have no room at the ends of theirs. */
  readonly key: readonly KeyEntry[];
}

/** The least error in percent that the axis shows, and one beyond the greatest, so that words have room there. */
const LEAST = 0.4;
const BEYOND = 270;
/** Shares of the width of a group at which its columns begin and end. */
const EDGES = [0.16, 0.84] as const;
const ERRORS = [100, 50, 20, 10, 5, 2, 1, 0.5];
/** Share of the height that a key may take. */
const MOST_KEY = 0.35;

const columnAt = (group: number, column: number, columns: number) =>
  group + (columns < 2 ? 0.5 : EDGES[0] + ((EDGES[1] - EDGES[0]) * column) / (columns - 1));

/**
 * Groups side by side, a line per method; the axis is that of the error, logarithmic, best at the top. The
 * methods have their names at the ends of their lines if there is room for all of them, else in a key.
 */
export function slopesLayout(data: SlopesData, size: ChartSize): SlopesLayout {
  const type = typeScale(size);
  const methods = methodsOf(data);
  const named = arranged(data, size, { right: nameRoom(methods, size, type), under: 0 });
  const names = endNames(named.drawn, named.frame, size, type);
  const key = keyBelow(methods, data.columnLabel, size, type);
  const isKeyed = names.length < methods.length && key.under <= MOST_KEY * size.height;
  const { drawn, plot, ...marks } = isKeyed ? arranged(data, size, key) : named;
  const texts = (isKeyed ? key.labels : names.map(({ label }) => label)).map(labelBox);
  const fixed = keepClear([...titlesOf(data, plot, type), ...plot.labels], texts, 2);
  const obstacles = marksOf(drawn, marks.points, marks.separators, type);
  const told = placeNotes(failureNotes(marks.points, type), obstacles, plot, size, texts);
  return {
    ...plot,
    ...marks,
    paths: drawn.map(({ line, at }) => ({ line, path: pathOf(at) })),
    names: isKeyed ? [] : names,
    key: isKeyed ? key.entries : [],
    labels: [...fixed, ...(isKeyed ? key.labels : []), ...told],
  };
}

/** The plot with its points, in what a margin at the right and the key under it leave. */
function arranged(
  data: SlopesData,
  size: ChartSize,
  { right, under }: { readonly right: number; readonly under: number },
) {
  const { groups } = data;
  const type = typeScale(size);
  const ticks = groups.flatMap(({ columns }, g) =>
    columns.map((text, c) => ({ at: columnAt(g, c, columns.length), text })),
  );
  const inner = (size.width - right - 4 * type.text) / Math.max(1, groups.length);
  const parted = groups.some(({ title }) => titleLines(title, inner, type.text).length > 1);
  const plot = cartesian({
    size,
    head: (parted ? 3.5 : 2.6) * type.row,
    foot: 2 * type.row + under,
    right,
    x: {
      kind: 'linear',
      domain: [0, Math.max(1, groups.length)],
      ticks: () => ticks.map(({ at }) => at),
      format: (at) => ticks.find((tick) => tick.at === at)?.text ?? '',
    },
    y: {
      kind: 'log',
      domain: [BEYOND, LEAST],
      ticks: (_, most) => ERRORS.filter((_, i) => i % Math.ceil(ERRORS.length / most) === 0),
      format: (error) => String(100 - error),
    },
    xTitle: { text: data.columnLabel, kind: 'axis' },
    yTitle: { text: data.valueLabel, kind: 'axis' },
  });
  const points = groups.flatMap((group, g) => pointsOf(group, g, plot));
  const drawn = groups.flatMap((group) =>
    group.lines.map((line): DrawnLine => {
      const own = points.filter((p) => p.group === group && p.line === line);
      return { group, line, at: own.flatMap(({ printed }) => printed ?? []) };
    }),
  );
  const { frame } = plot;
  const separators = groups.slice(1).map((_, g) => upright(plot.x(g + 1), frame.top, frame.bottom));
  return { plot, frame, points, drawn, separators };
}

/** The values of a group, where it is the g-th from the left. */
function pointsOf(group: SlopeGroup, g: number, plot: Cartesian): PlacedPoint[] {
  const height = (right: number) => plot.y(clamp(100 - right, LEAST, 100));
  return group.lines.flatMap((line) =>
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
  );
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
