import { fitText, textWidth, type Box, type Label } from '../shared/labels';
import { typeScale, type ChartSize, type TypeScale } from '../shared/size';
import type { Picture } from './picture';

export type Verdict = 'right' | 'wrong';

export interface ThumbnailItem extends Picture {
  /** What it is called: "candidate 12". */
  readonly name: string;
  /** Class, in words. */
  readonly label: string;
  /** Framed in the colour of the truth with a check, or of errors with a cross; none without. */
  readonly verdict?: Verdict | undefined;
  /** Taken for what it is not: its caption is in the colour of errors. */
  readonly failed?: boolean | undefined;
  /** A word or two under the image; by itself the class. */
  readonly caption?: string | undefined;
  /** More to read: names and values. */
  readonly rows?: readonly (readonly [name: string, value: string])[] | undefined;
}

export interface ThumbnailRowData {
  readonly items: readonly ThumbnailItem[];
  /** What the images are, in a few words. */
  readonly title: string;
}

/** One image with its frame and caption. */
export interface PlacedThumbnail {
  /** The image, an integer times its pixels. */
  readonly image: Box;
  readonly frame: Box;
  /** The corner mark of the verdict: centre and radius. */
  readonly badge: { readonly x: number; readonly y: number; readonly r: number };
  readonly caption: Label;
}

export interface ThumbnailRowLayout {
  readonly type: TypeScale;
  /** Pixels of the page in a pixel of an image. */
  readonly scale: number;
  /** The items that there is room for, from the first. */
  readonly cells: readonly PlacedThumbnail[];
  readonly labels: readonly Label[];
}

/** Width of the frame, and the air between it and the image. */
const FRAME = 3;
const MAX_SCALE = 6;

const captionOf = ({ caption, label }: ThumbnailItem) => caption ?? label;

/** Lowest width of a cell in which captions can be told apart. */
export const captionWidth = (items: readonly ThumbnailItem[], type: TypeScale) =>
  Math.min(
    5 * type.text,
    Math.max(0, ...items.map((item) => textWidth(captionOf(item), type.text))) + 6,
  );

export interface CellSize {
  readonly width: number;
  readonly height: number;
}

/** Outer size of an image with frame and caption. */
export function cellSize(
  { width, height }: Pick<Picture, 'width' | 'height'>,
  scale: number,
  type: TypeScale,
  least = 0,
): CellSize {
  return {
    width: Math.max(least, width * scale + 2 * FRAME + 2),
    height: height * scale + 2 * FRAME + type.row,
  };
}

/** Places an image in the cell whose upper left corner is at (x, y). */
export function placeThumbnail(
  item: ThumbnailItem,
  x: number,
  y: number,
  cell: CellSize,
  scale: number,
  type: TypeScale,
): PlacedThumbnail {
  const [width, height] = [item.width * scale, item.height * scale];
  const left = Math.round(x + (cell.width - width) / 2);
  const image = { x: left, y: Math.round(y) + FRAME, width, height };
  const frame = {
    x: image.x - FRAME / 2,
    y: image.y - FRAME / 2,
    width: width + FRAME,
    height: height + FRAME,
  };
  const r = Math.max(5, Math.min(0.16 * width, type.text * 0.6));
  return {
    image,
    frame,
    badge: { x: image.x + width - r * 0.6, y: image.y + height - r * 0.6, r },
    caption: {
      x: image.x + width / 2,
      y: image.y + height + FRAME + type.row * 0.5,
      text: fitText(captionOf(item), type.text, cell.width - 2),
      anchor: 'middle',
      kind: item.failed ? 'failed' : 'tick',
      size: type.text,
    },
  };
}

/**
 * Images from left to right in lines, under their title: as large (an integer times their pixels) as
 * lets all of them in; where even the least size is too large, as many as there is room for.
 */
export function thumbnailRowLayout(data: ThumbnailRowData, size: ChartSize): ThumbnailRowLayout {
  const type = typeScale(size);
  const { items } = data;
  const head = type.row;
  const least = captionWidth(items, type);
  const largest = {
    width: Math.max(1, ...items.map(({ width }) => width)),
    height: Math.max(1, ...items.map(({ height }) => height)),
  };
  const grid = (scale: number, width = least) => {
    const cell = cellSize(largest, scale, type, width);
    const columns = Math.max(1, Math.floor(size.width / cell.width));
    const lines = Math.floor((size.height - head) / cell.height);
    return { cell, columns, room: columns * lines };
  };
  let scale = MAX_SCALE;
  while (scale > 1 && grid(scale).room < items.length) scale--;
  // where room is short the captions give way first
  const { cell, columns, room } = grid(scale, grid(scale).room < items.length ? 0 : least);
  const shown = items.slice(0, Math.max(0, room));
  const cells = shown.map((item, i) => {
    const [x, y] = [(i % columns) * cell.width, head + Math.floor(i / columns) * cell.height];
    return placeThumbnail(item, x, y, cell, scale, type);
  });
  return { type, scale, cells, labels: [titleLabel(data, shown.length, size, type)] };
}

function titleLabel(
  { title, items }: ThumbnailRowData,
  shown: number,
  size: ChartSize,
  type: TypeScale,
): Label {
  const told = shown < items.length ? `${title} (first ${shown} of ${items.length})` : title;
  return {
    x: 0,
    y: type.row / 2,
    text: fitText(told, type.text, size.width),
    anchor: 'start',
    kind: 'name',
    size: type.text,
  };
}
