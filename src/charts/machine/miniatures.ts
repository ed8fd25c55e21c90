import type { Box, Line } from '../shared/labels';
import type { Numbers } from '../shared/size';
import type { Picture } from '../thumbnails/picture';

/** A picture in small of what a part of the machine holds. */
export type Miniature =
  | {
      /** Numbers as cells, row by row: the greater, the more of their hue. */
      readonly kind: 'cells';
      readonly values: Numbers;
      readonly columns: number;
      readonly hue: 'signal' | 'noise' | 'loss' | 'ink';
    }
  | {
      /** What is linked with what, both counted from below; some links stand out. */
      readonly kind: 'links';
      readonly places: Numbers;
      readonly differs: readonly boolean[];
      readonly look: 'prediction' | 'augmented';
    }
  | {
      /** Numbers as bars up or down from 0, side by side, each under the image that it is of. */
      readonly kind: 'bars';
      readonly values: Numbers;
      readonly pictures: readonly Picture[];
      readonly hue: 'signal' | 'noise';
    }
  | {
      /** Images, as large as there is room for; those of one side alone stand out. */
      readonly kind: 'pictures';
      readonly items: readonly PictureItem[];
      /** Written over them. */
      readonly text?: string;
    }
  | { readonly kind: 'text'; readonly text: string };

export interface PictureItem {
  readonly picture: Picture;
  /** Whether only the first or only the second prediction has it. */
  readonly change: 'down' | 'up' | null;
  /** Marked with a cross. */
  readonly wrong?: boolean;
}

/** Most cells or links a miniature draws in a row: of more it shows evenly spaced ones. */
export const MOST = 12;

/** Evenly spaced ones of a number of things, the first and the last among them. */
export function some(count: number): number[] {
  if (count <= MOST) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: MOST }, (_, i) => Math.round((i * (count - 1)) / (MOST - 1)));
}

export interface MiniatureCell extends Box {
  readonly share: number;
}

/** Cells with the share of their hue, from the least value to the greatest. */
export function cellsOf(values: Numbers, columns: number, box: Box): MiniatureCell[] {
  const rows = values.length / columns;
  const [across, down] = [some(columns), some(rows)];
  const picked = down.map((j) => across.map((i) => values[j * columns + i]));
  const [lo, hi] = [Math.min(...picked.flat()), Math.max(...picked.flat())];
  const side = Math.min(box.width / across.length, box.height / down.length);
  const left = box.x + (box.width - side * across.length) / 2;
  const top = box.y + (box.height - side * down.length) / 2;
  return picked.flatMap((line, j) =>
    line.map((value, i) => ({
      ...{ x: left + i * side, y: top + j * side, width: side, height: side },
      share: hi > lo ? (value - lo) / (hi - lo) : 0.5,
    })),
  );
}

/** Images above, bars under them about a line at 0. */
export function barsOf(values: Numbers, box: Box) {
  const all = Array.from(values);
  const width = box.width / Math.max(1, all.length);
  const [lo, hi] = [Math.min(0, ...all), Math.max(0, ...all)];
  const top = box.y + width + 3;
  const unit = hi > lo ? (box.y + box.height - top) / (hi - lo) : 0;
  const level = top + hi * unit;
  const zero: Line = { x1: box.x, x2: box.x + box.width, y1: level, y2: level };
  const places = all.map((value, i) => {
    const x = box.x + i * width;
    const bar: Box = {
      ...{ x: x + 0.15 * width, width: 0.7 * width },
      ...{ y: level - Math.max(0, value) * unit, height: Math.abs(value) * unit },
    };
    return { bar, image: { x: x + 0.5, y: box.y, width: width - 1, height: width - 1 } };
  });
  return { zero, places };
}

/** Squares in lines, as large as lets all of them into the box, in its middle. */
export function gridOf(count: number, box: Box): Box[] {
  const sideIn = (columns: number) =>
    Math.min(box.width / columns, box.height / Math.ceil(count / columns));
  let columns = 1;
  for (let more = 2; more <= count; more++) if (sideIn(more) > sideIn(columns)) columns = more;
  const side = sideIn(columns);
  const lines = Math.ceil(count / columns);
  const left = box.x + (box.width - columns * side) / 2;
  const top = box.y + (box.height - lines * side) / 2;
  return Array.from({ length: count }, (_, i) => ({
    x: left + (i % columns) * side + 2,
    y: top + Math.floor(i / columns) * side + 2,
    ...{ width: Math.max(1, side - 4), height: Math.max(1, side - 4) },
  }));
}
