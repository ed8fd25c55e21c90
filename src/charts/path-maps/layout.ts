import { panelColumns } from '../heatmap/layout';
import { fitText, keepClear, type Label } from '../shared/labels';
import { typeScale, type ChartSize, type TypeScale } from '../shared/size';
import type { CellPath } from '../terrain/data';
import { cellBox, lineOf, squareIn, type Square } from '../terrain/square';
import type { Picture } from '../thumbnails/picture';

/** A picture of land, and a way over it. */
export interface PathMap {
  readonly id: string;
  /** "held-out map 3". */
  readonly title: string;
  readonly picture: Picture;
  /** The path that is taken; null where the cells that are taken are none. */
  readonly path: CellPath | null;
  /** Cells that are taken where these are no path. */
  readonly cells: readonly number[];
  /** The path that is wanted. */
  readonly target: CellPath;
  /** Whether the path costs no more than that. */
  readonly right: boolean;
  /** What is to be seen, in a few words: "right", "9% dearer". */
  readonly note: string;
  /** What can be read of it: name and value. */
  readonly rows: readonly (readonly [string, string])[];
}

export interface PathMapsData {
  /** Cells of a side. */
  readonly size: number;
  readonly maps: readonly PathMap[];
  /** The map that is looked at elsewhere. */
  readonly chosen: number;
}

export interface PlacedMap {
  readonly square: Square;
  readonly path: string;
  readonly target: string;
  /** Outlines of the cells that are no path. */
  readonly cells: string;
}

export interface PathMapsLayout {
  readonly type: TypeScale;
  readonly maps: readonly PlacedMap[];
  readonly labels: readonly Label[];
}

/** The maps in as few rows as leave them large, each with its verdict under it. */
export function pathMapsLayout({ size, maps }: PathMapsData, frame: ChartSize): PathMapsLayout {
  const type = typeScale(frame);
  const { row, text } = type;
  const foot = 1.3 * row;
  const columns = panelColumns(maps.length, frame.width, frame.height, foot);
  const rows = Math.max(1, Math.ceil(maps.length / columns));
  const room = { width: frame.width / columns, height: frame.height / rows };
  const side = Math.max(40, Math.min(room.width - text, room.height - foot));
  const placed = maps.map(({ path, cells, target }, m): PlacedMap => {
    const x = (m % columns) * room.width + (room.width - side) / 2;
    // rows stand together, whatever height is left
    const y = Math.floor(m / columns) * (side + foot) + 2;
    const square = squareIn(x, y, side - 2, size);
    return {
      square,
      path: lineOf(square, path ?? []),
      target: lineOf(square, target),
      cells: cells.map((cell) => outline(square, cell)).join(''),
    };
  });
  const labels = placed.map(({ square: { box } }, m): Label => ({
    ...{ x: box.x + box.width / 2, y: box.y + box.height + 0.7 * row },
    ...{ text: fitText(maps[m].note, text, room.width), anchor: 'middle', size: text },
    kind: maps[m].right ? 'note' : 'failed',
  }));
  return { type, maps: placed, labels: keepClear(labels, [], 1) };
}

const round = (pixel: number) => Math.round(10 * pixel) / 10;

function outline(square: Square, cell: number): string {
  const { x, y, width } = cellBox(square, cell);
  const [gap, side] = [0.2 * width, round(0.6 * width)];
  return `M${round(x + gap)},${round(y + gap)}h${side}v${side}h${-side}Z`;
}
