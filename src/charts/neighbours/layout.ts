import { fitText, textWidth, type Label } from '../shared/labels';
import { typeScale, type ChartSize, type TypeScale } from '../shared/size';
import {
  captionWidth,
  cellSize,
  placeThumbnail,
  type PlacedThumbnail,
  type ThumbnailItem,
} from '../thumbnails/layout';

/** One line of images: a prediction, or what two predictions differ in. */
export interface NeighbourRow {
  readonly id: string;
  readonly title: string;
  readonly items: readonly ThumbnailItem[];
  /** Said where there are no images. */
  readonly empty?: string;
}

export interface NeighboursData {
  readonly query: ThumbnailItem | null;
  readonly rows: readonly NeighbourRow[];
}

/** An image in its place: of a row, or the query for row -1. */
export interface PlacedItem {
  readonly row: number;
  readonly index: number;
  readonly placed: PlacedThumbnail;
}

export interface NeighboursLayout {
  readonly type: TypeScale;
  readonly scale: number;
  readonly images: readonly PlacedItem[];
  readonly labels: readonly Label[];
}

const MAX_SCALE = 4;
const GAP = 14;
/** Narrower than this the query stands above the rows. */
const NARROW = 520;

/**
 * The query at the left (on narrow screens above), the rows under one another at its right: as large,
 * an integer times their pixels, as lets all in. Images beyond the width are counted in the title of
 * their row; rows beyond the height are left out.
 */
export function neighboursLayout(data: NeighboursData, size: ChartSize): NeighboursLayout {
  const type = typeScale(size);
  const { query, rows } = data;
  const items = [...(query ? [query] : []), ...rows.flatMap((row) => row.items)];
  const pixels = {
    width: Math.max(1, ...items.map(({ width }) => width)),
    height: Math.max(1, ...items.map(({ height }) => height)),
  };
  const least = captionWidth(items, type);
  const longest = Math.max(1, ...rows.map((row) => row.items.length));
  const arrange = (scale: number, width: number, above: boolean) => {
    const cell = cellSize(pixels, scale, type, width);
    const left = above ? 0 : Math.max(cell.width, textWidth('query', type.text)) + GAP;
    const columns = Math.max(1, Math.floor((size.width - left) / cell.width));
    const line = cell.height + type.row + GAP / 2;
    const top = above ? line : 0;
    const room = Math.floor((size.height - top + GAP / 2) / line);
    return { scale, cell, left, top, columns, line, room };
  };
  const scales = Array.from({ length: MAX_SCALE }, (_, i) => MAX_SCALE - i);
  const fitting = [size.width < NARROW, false]
    .flatMap((above) => scales.map((scale) => arrange(scale, least, above)))
    .find(({ columns, room }) => columns >= longest && room >= rows.length);
  const { scale, cell, left, top, columns, line, room } = fitting ?? arrange(1, 0, false);

  const labels: Label[] = [];
  const images: PlacedItem[] = [];
  const title = (text: string, x: number, y: number, width: number) =>
    labels.push({
      ...{ x, y, anchor: 'start', kind: 'name', size: type.text },
      text: fitText(text, type.text, width),
    });
  if (query && size.height >= cell.height + type.row) {
    title('query', 0, type.row / 2, left > 0 ? left - GAP / 2 : size.width);
    const placed = placeThumbnail(query, 0, type.row, cell, scale, type);
    images.push({ row: -1, index: 0, placed });
  }
  rows.slice(0, Math.max(0, room)).forEach((row, r) => {
    const y = top + r * line;
    const more = row.items.length - columns;
    const told = row.items.length === 0 && row.empty ? `${row.title}: ${row.empty}` : row.title;
    title(more > 0 ? `${told} (${more} more)` : told, left, y + type.row / 2, size.width - left);
    row.items.slice(0, columns).forEach((item, index) => {
      const x = left + index * cell.width;
      const placed = placeThumbnail(item, x, y + type.row, cell, scale, type);
      images.push({ row: r, index, placed });
    });
  });
  return { type, scale, images, labels };
}

/** Height that the rows ask for at a width, images twice their size. */
export function neighboursHeight(rows: number, side: number, narrow: boolean): number {
  return (rows + (narrow ? 1 : 0)) * (2 * side + 8 + 2 * 18 + GAP / 2) + (narrow ? GAP : 0);
}
