import type { Cartesian, Frame } from './cartesian';
import { boxesOverlap, labelBox, type Box, type Label, type Line, type Point } from './labels';
import type { ChartSize, TypeScale } from './size';

/** A label and the line that ties it to its path, when it lies away from it. */
export interface Placed {
  readonly label: Label;
  readonly leader: Line | null;
}

const DISTANCES = [12, 20, 30, 42, 56, 72];
/** Distances at which a label needs no leader, in heights of text. */
const NEAR = [0.8, 1, 1.25];
const ANGLES = Array.from({ length: 12 }, (_, i) => (i * Math.PI) / 6);
const UPRIGHT = [-Math.PI / 2, Math.PI / 2];

/** Number of points that lie in a box, or just beside it. */
export const covered = (box: Box, points: readonly Point[]) =>
  points.filter(
    ({ x, y }) =>
      x > box.x - 3 && x < box.x + box.width + 3 && y > box.y - 3 && y < box.y + box.height + 3,
  ).length;

/** The points at least `distance` pixels from the one kept before: as good to keep labels off, and far fewer. */
export function thinned(points: readonly Point[], distance: number): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (!last || Math.hypot(point.x - last.x, point.y - last.y) >= distance) kept.push(point);
  }
  return kept;
}

/**
 * A free place for a label near one of its anchors: clear of the boxes taken, of the points of all
 * paths, and inside the room; near the path if it can be. Null if there is none clear of the boxes.
 */
export function placeLabel(
  label: Omit<Label, 'x' | 'y' | 'anchor'>,
  anchors: readonly Point[],
  taken: readonly Box[],
  points: readonly Point[],
  room: { readonly width: number; readonly height: number },
  distances: readonly number[] = DISTANCES,
  angles: readonly number[] = ANGLES,
): Placed | null {
  let best: Placed | null = null;
  let least = Infinity;
  for (const distance of distances) {
    if (least <= distance) break;
    for (const angle of angles) {
      for (const anchor of anchors) {
        const placed = candidate(label, anchor, distance, angle);
        const box = labelBox(placed.label);
        if (box.x < 0 || box.y < 0) continue;
        if (box.x + box.width > room.width || box.y + box.height > room.height) continue;
        if (taken.some((other) => boxesOverlap(box, other, 3))) continue;
        const cost = distance + 40 * covered(box, points);
        if (cost < least) [least, best] = [cost, placed];
      }
    }
  }
  return best;
}

function candidate(
  label: Omit<Label, 'x' | 'y' | 'anchor'>,
  anchor: Point,
  distance: number,
  angle: number,
): Placed {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  const x = anchor.x + distance * dx;
  const y = anchor.y + distance * dy;
  const side = Math.abs(dx) < 0.3 ? 'middle' : dx > 0 ? 'start' : 'end';
  const near = distance < 18;
  const end = { x: x - 2 * dx, y: y - (side === 'middle' ? label.size * 0.5 * dy : 0) };
  return {
    label: { ...label, x, y, anchor: side },
    leader: near ? null : { x1: anchor.x, y1: anchor.y, x2: end.x, y2: end.y },
  };
}

export interface Note extends Omit<Label, 'x' | 'y' | 'anchor' | 'size'> {
  /** Points of the mark that the note names. */
  readonly anchors: readonly Point[];
  /** Its words where there is no room for all of them. */
  readonly short?: string;
  /** It stands over or under its mark wherever it can, even if it is short there. */
  readonly centred?: boolean;
}

/** Where notes may be, what they must not cover, and what they had better not. */
export interface NoteRoom {
  readonly width: number;
  readonly height: number;
  readonly taken: readonly Box[];
  readonly obstacles: readonly Point[];
}

/** Each note where there is room for it, off the others; the first ones first, all in full. */
export function placeInTurn(
  notes: readonly Note[],
  room: NoteRoom,
  { text: size }: TypeScale,
): Placed[] {
  const taken = [...room.taken];
  return notes.flatMap(({ anchors, ...note }) => {
    const placed = placeLabel({ ...note, size }, anchors, taken, room.obstacles, room);
    if (!placed) return [];
    taken.push(labelBox(placed.label));
    return [placed];
  });
}

/** The boxes around a plot, where notes of its marks have no place. */
function around({ left, right, top, bottom }: Frame, { width, height }: ChartSize): Box[] {
  return [
    { x: 0, y: 0, width, height: top },
    { x: 0, y: bottom, width, height: height - bottom },
    { x: 0, y: top, width: left, height: bottom - top },
    { x: right, y: top, width: width - right, height: bottom - top },
  ];
}

/**
 * Notes right beside their marks, without leaders, clear of all marks and of each other; a note for which
 * there is no room is short, or else left out, the first ones first.
 * @param words boxes of other words in the plot
 */
export function placeNotes(
  notes: readonly Note[],
  marks: readonly Point[],
  { frame, type }: Pick<Cartesian, 'frame' | 'type'>,
  size: ChartSize,
  words: readonly Box[] = [],
): Label[] {
  const taken = [...around(frame, size), ...words];
  const near = NEAR.map((distance) => distance * type.text);
  return notes.flatMap(({ anchors, short, centred = false, ...note }) => {
    const texts = short === undefined ? [note.text] : [note.text, short];
    const tries = (centred ? [UPRIGHT, ANGLES] : [ANGLES]).flatMap((angles) =>
      texts.map((text) => ({ text, angles })),
    );
    for (const { text, angles } of tries) {
      const label = { ...note, text, size: type.text };
      const placed = placeLabel(label, anchors, taken, marks, size, near, angles);
      if (!placed || covered(labelBox(placed.label), marks) > 0) continue;
      taken.push(labelBox(placed.label));
      return [placed.label];
    }
    return [];
  });
}
