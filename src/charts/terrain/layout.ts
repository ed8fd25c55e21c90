import { formatFixed, formatPercent } from '../shared/format';
import { fitText, keepClear, textWidth, type Box, type Label } from '../shared/labels';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';
import type { TakenPath, TerrainData } from './data';
import { lineOf, squareIn, type Square } from './square';

/** A path of the list: its bar, and where its values are read. */
export interface PathRow {
  readonly taken: TakenPath;
  readonly bar: Box;
  readonly hit: Box;
  /** On the map. */
  readonly line: string;
}

/** A line of text over the map, and its size. */
export interface Head {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

export interface TerrainLayout {
  readonly type: TypeScale;
  readonly square: Square;
  /** Of lines, in pixels: they take as much of a cell however large it is. */
  readonly widths: { readonly path: number; readonly thread: number };
  readonly path: string;
  readonly rows: readonly PathRow[];
  /** One cell of every terrain, where there is room for them and their names. */
  readonly key: readonly Box[];
  /** Where the line over the map has room. */
  readonly head: Head;
  readonly labels: readonly Label[];
}

/** The longest share of a draw. */
const WIDEST = '0.50%';
/** Most paths of the list, and rows of it that stand under a map at least. */
const MOST_ROWS = 8;
const FEW_ROWS = 3;

/**
 * Most pixels of a thread on a page: browsers without a GPU draw lines up to this width in half the time, and
 * threads are drawn anew while a hand moves.
 */
const HAIRLINE = 1;

/** The map, and the paths that most draws take: beside it, or under it where that leaves it larger. */
export function terrainLayout(data: TerrainData, size: ChartSize): TerrainLayout {
  const type = typeScale(size);
  const { row, text } = type;
  const widest = textWidth(WIDEST, text) + textWidth('+10.00', text);
  const listWidth = widest + 6 * text;
  const beside = Math.min(size.height - row - 2, size.width - listWidth);
  const under = Math.min(size.width, size.height - (FEW_ROWS + 2) * row - 4);
  const upright = under > beside;
  const side = Math.max(60, upright ? under : beside);
  const list: Box = upright
    ? { x: 0, y: side + row + 4, width: size.width, height: size.height - side - row - 4 }
    : { x: side + text, y: 0, width: size.width - side - text, height: size.height };
  const left = upright ? (size.width - side) / 2 : 0;
  const square = squareIn(left, row, side, data.size);
  const rows = rowsIn(data, list, square, type);
  const key = upright ? [] : keyIn(data, list, rows.length, type);
  return {
    ...{ type, square, rows, key },
    widths: {
      path: clamp(0.13 * square.cell, 2, 6),
      thread: clamp(0.035 * square.cell, 0.6, size.presentation ? 2 : HAIRLINE),
    },
    path: lineOf(square, data.path),
    head: { x: left, y: row / 2, width: side, size: text },
    labels: keepClear(
      [...listLabels(data, rows, list, type), ...keyLabels(data, key, type)],
      [],
      1,
    ),
  };
}

function rowsIn({ draws }: TerrainData, list: Box, square: Square, type: TypeScale): PathRow[] {
  const { text, row } = type;
  const fitting = Math.floor(list.height / row) - 2;
  const shown = (draws?.paths ?? []).slice(0, Math.max(0, Math.min(MOST_ROWS, fitting)));
  const from = list.x + textWidth(WIDEST, text) + 4;
  const room = Math.min(list.x + list.width - textWidth('+10.00', text) - 8 - from, 14 * text);
  const most = shown[0]?.share ?? 1;
  return shown.map((taken, i) => {
    const top = list.y + (i + 1) * row;
    return {
      taken,
      bar: {
        ...{ x: from, y: top + 0.2 * row, height: 0.6 * row },
        width: Math.max(1, (room * taken.share) / most),
      },
      hit: { x: list.x, y: top, width: list.width, height: row },
      line: lineOf(square, taken.path),
    };
  });
}

/** At the lower end of the list. */
function keyIn({ names }: TerrainData, list: Box, rows: number, { text, row }: TypeScale): Box[] {
  const top = list.y + list.height - names.length * row;
  if (top < list.y + (rows + 3.5) * row) return [];
  return names.map((_, look) => ({
    ...{ x: list.x, y: top + (look + 0.1) * row, width: 1.5 * text, height: 0.8 * row },
  }));
}

const keyLabels = (
  { names }: TerrainData,
  key: readonly Box[],
  { text: size }: TypeScale,
): Label[] =>
  key.map(({ x, y, width, height }, look) => ({
    ...{ x: x + width + 6, y: y + height / 2, text: names[look] },
    ...{ anchor: 'start', kind: 'tick', size },
  }));

/** Share of costs below 0 from which on it is told. */
const LEAST_TOLD = 0.0005;

/** What a path costs more than the cheapest. */
export const extraText = (extra: number) => (extra < 0.005 ? '+0' : `+${formatFixed(extra, 2)}`);

function listLabels(
  { draws }: TerrainData,
  rows: readonly PathRow[],
  list: Box,
  { text: size, row }: TypeScale,
): Label[] {
  const { paths = [], samples = 0 } = draws ?? {};
  const number = paths.length === 1 ? 'one path' : `${paths.length.toLocaleString('en-US')} paths`;
  const title = draws
    ? `${number} of ${samples.toLocaleString('en-US')} draws`
    : 'paths of the draws';
  const label = (x: number, y: number, words: string, kind: string): Label => ({
    ...{ x, y, text: fitText(words, size, list.x + list.width - x), anchor: 'start', kind, size },
  });
  const texts = rows.flatMap(({ taken, bar, hit }): Label[] => {
    const y = hit.y + row / 2;
    return [
      { ...label(bar.x - 4, y, formatPercent(taken.share, 2), 'value'), anchor: 'end' },
      label(bar.x + bar.width + 4, y, extraText(taken.extra), 'tick'),
    ];
  });
  const rest = paths.slice(rows.length);
  const others = rest.reduce((sum, { share }) => sum + share, 0);
  const more = `${rest.length} more: ${formatPercent(others, 2)}`;
  const { clamped = 0 } = draws ?? {};
  const notes = [
    ...(draws ? [] : ['on their way']),
    ...(rest.length > 0 ? [more] : []),
    ...(clamped >= LEAST_TOLD ? [`${formatPercent(clamped, 2)} of costs cut at 0`] : []),
  ];
  const note = notes.flatMap((words, i) => {
    const y = list.y + (rows.length + i + 1.5) * row;
    return y + row / 2 <= list.y + list.height + 1 ? [label(list.x, y, words, 'note')] : [];
  });
  return [
    { ...label(list.x, list.y + row / 2, title, 'axis'), term: 'prediction' },
    ...texts,
    ...note,
  ];
}
