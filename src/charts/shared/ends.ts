import { fitText, keepClear, spread, type Label, type Line, type Point } from './labels';
import type { TypeScale } from './size';

/** A line's name, and where the line ends at the right. */
export interface LineEnd extends Pick<Label, 'text' | 'kind' | 'term'> {
  readonly at: Point;
}

/** The name in its place, and the stroke that ties it to its line. */
export interface EndLabel<E> {
  readonly end: E;
  readonly label: Label;
  readonly leader: Line;
}

/** Pixels free at both ends of a leader. */
const AIR = 3;

/**
 * Names beside the ends of lines, moved as little as keeps them apart; where there is no room for all,
 * those that are clear of the ones before them.
 * @param room where they begin and how wide they may be, and the heights between which they stay
 */
export function endLabels<E extends LineEnd>(
  ends: readonly E[],
  room: {
    readonly x: number;
    readonly width: number;
    readonly top: number;
    readonly bottom: number;
  },
  { text: size }: TypeScale,
): EndLabel<E>[] {
  const { x, width, top, bottom } = room;
  const gap = 1.25 * size;
  const heights = ends.map(({ at }) => at.y);
  const fits = (bottom - top) / Math.max(1, ends.length - 1) >= gap;
  const ys = fits ? spread(heights, gap, top, bottom) : heights;
  const placed = ends.map((end, i): EndLabel<E> => {
    const { text, kind, term, at } = end;
    return {
      end,
      label: { x, y: ys[i], text: fitText(text, size, width), anchor: 'start', kind, size, term },
      leader: { x1: at.x + AIR, y1: at.y, x2: x - AIR, y2: ys[i] },
    };
  });
  if (fits) return placed;
  const clear = keepClear(
    placed.map(({ label }) => label),
    [],
    0,
  );
  return placed.filter(({ label }) => clear.includes(label));
}
