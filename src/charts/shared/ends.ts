import { fitText, spread, type Label, type Line, type Point } from './labels';
import type { TypeScale } from './size';
import { lengthOf, longestLeader } from './tags';

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
/** Distance of names in heights of text, and the least. */
const APART = 1.25;
const LEAST = 1.12;

/** Where names begin and how wide they may be, and the heights between which they stay. */
export interface EndRoom {
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Names beside the ends of lines, moved as little as keeps them apart; as many as there is room for within
 * reach of their lines (see longestLeader), the first ones first.
 */
export function endLabels<E extends LineEnd>(
  ends: readonly E[],
  room: EndRoom,
  type: TypeScale,
): EndLabel<E>[] {
  const { top, bottom } = room;
  let kept = ends.slice(0, 1 + Math.floor((bottom - top) / (LEAST * type.text)));
  for (;;) {
    const placed = beside(kept, room, type);
    const far = placed.findLast(({ leader }) => lengthOf(leader) > longestLeader(type));
    if (!far) return placed;
    kept = kept.filter((end) => end !== far.end);
  }
}

/** Names beside the ends of all lines, in their order: apart as far as there is room, however far that is. */
export function beside<E extends LineEnd>(
  ends: readonly E[],
  { x, width, top, bottom }: EndRoom,
  { text: size }: TypeScale,
): EndLabel<E>[] {
  const ys = spread(
    ends.map(({ at }) => at.y),
    APART * size,
    top,
    bottom,
  );
  return ends.map((end, i) => {
    const { text, kind, term, at } = end;
    return {
      end,
      label: { x, y: ys[i], text: fitText(text, size, width), anchor: 'start', kind, size, term },
      leader: { x1: at.x + AIR, y1: at.y, x2: x - AIR, y2: ys[i] },
    };
  });
}
