import { upright } from './axes';
import type { Frame } from './cartesian';
import { boxesOverlap, labelBox, type Box, type Label, type Line, type Point } from './labels';
import type { ChartSize, TypeScale } from './size';

/** An answer that was given before the truth was shown, drawn into the figure beside it. */
export type Ghost =
  /** The winner of one draw. */
  | { readonly kind: 'winner'; readonly of: number }
  /** A share of class `of`. */
  | { readonly kind: 'share'; readonly of: number; readonly value: number }
  /** The shares of three classes. */
  | { readonly kind: 'point'; readonly shares: readonly [number, number, number] }
  /** A slope through the point that is asked about. */
  | { readonly kind: 'slope'; readonly value: number }
  /** A place on the horizontal axis. */
  | { readonly kind: 'at'; readonly value: number }
  /** How many are right in y*, and in y*(eps). */
  | { readonly kind: 'counts'; readonly values: readonly [number, number] };

/** An outline, and its name where there is room for that. */
export interface GhostMark {
  readonly d: string;
  /** A part of it that is not dashed. */
  readonly solid?: string;
  readonly label: Label | null;
}

/** What a mark of an answer is called. */
export const YOU_SAID = 'you said';

const SIDES = [
  { dx: 0.5, dy: 0, anchor: 'start' },
  { dx: 0, dy: -1, anchor: 'middle' },
  { dx: 0, dy: 1, anchor: 'middle' },
  { dx: -0.5, dy: 0, anchor: 'end' },
] as const;

/**
 * The mark of an answer with its name beside the first anchor where that covers nothing.
 * @param taken labels, boxes and points that stay clear
 * @param text the name, of what is no answer
 */
export function ghostMark(
  d: string,
  anchors: readonly Point[],
  taken: readonly (Label | Box | Point)[],
  { width, height }: ChartSize,
  { text: size }: TypeScale,
  text = YOU_SAID,
): GhostMark {
  const boxes = taken.map((each): Box => {
    if ('text' in each) return labelBox(each);
    return 'width' in each ? each : { ...each, width: 0, height: 0 };
  });
  const places = anchors.flatMap(({ x, y }) =>
    SIDES.map(({ dx, dy, anchor }): Label => {
      const at = { x: x + dx * size, y: y + dy * size, anchor };
      return { ...at, text, kind: 'note', size };
    }),
  );
  const fits = (label: Label) => {
    const box = labelBox(label);
    const isInside = box.x >= 0 && box.y >= 0 && box.x + box.width <= width;
    return (
      isInside &&
      box.y + box.height <= height &&
      boxes.every((other) => !boxesOverlap(box, other, 2))
    );
  };
  return { d, label: places.find(fits) ?? null };
}

/** A straight line as the mark of an answer, named near one of its ends. */
export function ghostLine(
  line: Line,
  taken: readonly (Label | Box | Point)[],
  size: ChartSize,
  type: TypeScale,
): GhostMark {
  const { x1, y1, x2, y2 } = line;
  const at = (share: number) => ({ x: x1 + share * (x2 - x1), y: y1 + share * (y2 - y1) });
  const anchors = [0.98, 0.02, 0.85, 0.15, 0.7, 0.3].map(at);
  return ghostMark(`M${x1},${y1}L${x2},${y2}`, anchors, taken, size, type);
}

/** An answer about a place on the horizontal axis, as an upright line there; null if it is about something else. */
export function ghostAt(
  ghost: Ghost,
  x: (value: number) => number,
  taken: readonly (Label | Box | Point)[],
  { frame, type }: { readonly frame: Frame; readonly type: TypeScale },
  size: ChartSize,
): GhostMark | null {
  if (ghost.kind !== 'at') return null;
  return ghostLine(upright(x(ghost.value), frame.bottom, frame.top), taken, size, type);
}
