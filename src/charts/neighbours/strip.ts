import { fitText, textWidth, type Label } from '../shared/labels';
import { clamp, type ChartSize, type TypeScale } from '../shared/size';
import {
  captionWidth,
  cellSize,
  placeThumbnail,
  type PlacedThumbnail,
  type ThumbnailItem,
} from '../thumbnails/layout';

/** Images that belong together, under a title. */
export interface StripGroup {
  readonly id: string;
  readonly title: string;
  readonly items: readonly ThumbnailItem[];
  /** Said where there are no images. */
  readonly empty?: string;
  /** What colour the title has. */
  readonly kind: 'name' | 'loss';
}

/** An image in its place. */
export interface StripImage {
  readonly group: number;
  readonly index: number;
  readonly placed: PlacedThumbnail;
}

export interface StripLayout {
  /** What it leaves for the map, from the upper left corner. */
  readonly map: { readonly width: number; readonly height: number };
  readonly images: readonly StripImage[];
  readonly labels: readonly Label[];
}

/** Parts of the height that the images may take, in one line and in two. */
const ONE_LINE = { page: 0.3, presented: 0.46 };
const TWO_LINES = 0.52;
/** Side in pixels under which an image says little: rather a second line than a smaller one. */
const SMALL = 48;
const GAP = { one: 20, two: 8 };
/** Pixels of the steps in which a title may be wider than its images. */
const STEP = 40;
/** Swapped images that there is always room for, so that nothing moves when there are more or fewer. */
const SWAPPED = 3;
/** Neighbours that are shown of many. */
const MOST = 9;
const WHOLE = Array.from({ length: 16 }, (_, i) => 16 - i);
const BETWEEN = Array.from({ length: 56 }, (_, i) => (56 - i) / 14);

/**
 * Groups of images from left to right, as large as lets in the query, k neighbours and a few more in one
 * line, or in two lines where one is too narrow; null where there is no room. A pixel of an image is an
 * integer number of pixels wide, unless that would make it small. Images beyond the width are counted in
 * the title of their group.
 * @param alone without a map: as large as they can be
 */
export function stripLayout(
  groups: readonly StripGroup[],
  k: number,
  size: ChartSize,
  type: TypeScale,
  alone = false,
): StripLayout | null {
  const items = groups.flatMap((group) => group.items);
  if (items.length === 0) return null;
  if (alone) return inLines(groups, k, size, type, { ...ALONE, across: Math.min(k, MOST) });
  const beside = size.presentation && size.width > WIDE * size.height;
  const column = beside ? inLines(groups, k, size, type, AT_THE_SIDE) : null;
  if (column) return column;
  const pixels = {
    width: Math.max(...items.map(({ width }) => width)),
    height: Math.max(...items.map(({ height }) => height)),
  };
  const least = captionWidth(items, type);
  const most = size.presentation ? ONE_LINE.presented : ONE_LINE.page;
  const arrange = (lines: number, scale: number) => {
    const cell = cellSize(pixels, scale, type, least);
    const shown = Math.min(k, MOST);
    const columns = lines === 1 ? 1 + shown + Math.min(shown, SWAPPED) : 1 + shown;
    const room = lines === 1 ? most : TWO_LINES;
    const line = cell.height + type.row;
    const wide = columns * cell.width + (lines === 1 ? 2 * GAP.one : GAP.two) <= size.width;
    return { scale, cell, line, lines, fits: wide && lines * line <= room * size.height };
  };
  const large = ({ scale }: { readonly scale: number }) => scale * pixels.width >= SMALL;
  const best = (lines: number, scales: readonly number[]) =>
    scales.map((scale) => arrange(lines, scale)).find(({ fits }) => fits) ?? null;
  const wholes = [1, 2].map((lines) => best(lines, WHOLE));
  const found =
    wholes.find((arranged) => arranged && large(arranged)) ??
    best(2, BETWEEN) ??
    best(1, BETWEEN) ??
    smallest(arrange(1, 1), most * size.height);
  return found && placed(groups, found, size, type);
}

/** From here on images stand beside the map; what of the width they may take. */
const WIDE = 1.6;
const SIDE = 0.54;

/** How images in lines are arranged. */
interface Lines {
  /** What of the width they may take, at the right. */
  readonly share: number;
  /** Pixels per pixel of an image that may be, those that are wanted most first. */
  readonly scales: readonly number[];
  /** Neighbours that a line has at least. */
  readonly across: number;
}

const AT_THE_SIDE: Lines = { share: SIDE, scales: WHOLE, across: 3 };
const ALONE = { share: 1, scales: [...WHOLE.filter((scale) => scale > BETWEEN[0]), ...BETWEEN] };

/** Two lines and more: the query and what the loss takes in, under them the neighbours. */
function inLines(
  groups: readonly StripGroup[],
  k: number,
  { width, height }: ChartSize,
  type: TypeScale,
  { share, scales, across: least }: Lines,
): StripLayout | null {
  const items = groups.flatMap((group) => group.items);
  const pixels = {
    width: Math.max(...items.map((item) => item.width)),
    height: Math.max(...items.map((item) => item.height)),
  };
  const shown = Math.min(k, MOST);
  const arranged = scales.map((scale) => {
    const cell = cellSize(pixels, scale, type, captionWidth(items, type));
    const columns = Math.floor((share * width) / cell.width);
    const lines = 1 + Math.ceil(shown / Math.max(1, columns));
    return { scale, cell, columns, high: lines * cell.height + 2 * type.row };
  });
  const found = arranged.find(({ columns, high }) => columns >= least && high <= height);
  if (!found) return null;
  const { scale, cell, columns } = found;
  const left = share < 1 ? width - columns * cell.width : 0;
  const [query, near, swapped] = groups;
  const upper = Math.max(cell.width + GAP.one, textWidth(query.title, type.text) + GAP.two);
  const beside = Math.min(columns - 1, Math.floor((width - left - upper) / cell.width));
  const parts = [
    { group: query, x: left, y: 0, across: 1, most: 1 },
    { group: near, x: left, y: cell.height + type.row, across: columns, most: MOST },
    { group: swapped, x: left + upper, y: 0, across: beside, most: beside },
  ].filter(({ group }) => group !== undefined);
  const images = parts.flatMap(({ group, x, y, across, most }, g) =>
    group.items.slice(0, most).map((item, index): StripImage => {
      const at = { x: x + (index % across) * cell.width, line: Math.floor(index / across) };
      const top = y + type.row + at.line * cell.height;
      return { group: g, index, placed: placeThumbnail(item, at.x, top, cell, scale, type) };
    }),
  );
  const labels = parts.flatMap(({ group, x, y, most }): Label[] => {
    const more = group.items.length - most;
    const told = group.items.length === 0 ? (group.empty ?? group.title) : group.title;
    const room = group === query ? upper : width - x;
    const text = fitText(more > 0 ? `${told} (${more} more)` : told, type.text, room);
    const at = { x, y: y + type.row / 2, anchor: 'start', size: type.text } as const;
    return [{ ...at, kind: group.kind, text }];
  });
  return { map: { width: Math.max(0, left - GAP.one), height }, images, labels };
}

const smallest = <A extends { readonly line: number }>(arranged: A, height: number): A | null =>
  arranged.line <= height ? arranged : null;

interface Arranged {
  readonly scale: number;
  readonly cell: { readonly width: number; readonly height: number };
  readonly line: number;
  readonly lines: number;
}

function placed(
  groups: readonly StripGroup[],
  { scale, cell, line, lines }: Arranged,
  { width, height }: ChartSize,
  type: TypeScale,
): StripLayout {
  const top = height - lines * line;
  const extras = extrasOf(lines > 1 ? groups.slice(0, 2) : groups, cell.width, width, type);
  const images: StripImage[] = [];
  const labels: Label[] = [];
  let [x, y] = [0, top];
  groups.forEach((group, g) => {
    const second = lines > 1 && g === groups.length - 1 && g > 1;
    if (second) [x, y] = [0, top + line];
    const room = clamp(Math.floor((width - x) / cell.width), 0, MOST);
    const more = group.items.length - room;
    const shown = group.items.slice(0, room);
    const last = g === groups.length - 1 || lines > 1;
    const told = toldOf(group);
    const own = Math.max(1, shown.length) * cell.width + (extras[g] ?? 0);
    const free = last && g > 0 ? width - x : own;
    if (free > 2 * type.text) {
      labels.push({
        ...{ x, y: y + type.row / 2, anchor: 'start', kind: group.kind, size: type.text },
        text: fitText(more > 0 ? `${told} (${more} more)` : told, type.text, free),
      });
    }
    shown.forEach((item, index) => {
      const left = x + index * cell.width;
      images.push({
        ...{ group: g, index },
        placed: placeThumbnail(item, left, y + type.row, cell, scale, type),
      });
    });
    x += own + (lines === 1 ? GAP.one : GAP.two);
  });
  return { map: { width, height: top - type.row / 2 }, images, labels };
}

const toldOf = ({ items, empty, title }: StripGroup) =>
  items.length === 0 ? (empty ?? title) : title;

/**
 * Pixels by which groups of one line are wider than their images for the sake of their titles, those that
 * need the fewest first; in steps, so that little moves when a title changes.
 */
function extrasOf(
  groups: readonly StripGroup[],
  cell: number,
  width: number,
  { text }: TypeScale,
): readonly number[] {
  const own = groups.map(({ items }) => Math.max(1, items.length) * cell);
  let spare = width - own.reduce((sum, each) => sum + each + GAP.one, 0);
  const needs = groups.map((group, g) => {
    const need = STEP * Math.ceil((textWidth(toldOf(group), text) - own[g]) / STEP);
    return { g, need: Math.max(0, need) };
  });
  const extras = groups.map(() => 0);
  for (const { g, need } of needs.sort((a, b) => a.need - b.need)) {
    extras[g] = clamp(need, 0, Math.max(0, spare));
    spare -= extras[g];
  }
  return extras;
}
