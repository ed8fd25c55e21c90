import {
  boxesOverlap,
  fitText,
  labelBox,
  textWidth,
  type Box,
  type Label,
  type Line,
  type Point,
} from './labels';
import { covered, thinned } from './place';
import type { TypeScale } from './size';

/** A line that bears its name. */
export interface NamedLine extends Pick<Label, 'text' | 'kind' | 'term' | 'part'> {
  /** From its beginning to its end; what is not a number is no part of it. */
  readonly points: readonly Point[];
}

/** The name in its place, and the stroke that ties it to the end of its line where it lies aside. */
export interface Tag<L> {
  readonly line: L;
  readonly label: Label;
  readonly leader: Line | null;
}

/** Longest leader in pixels: 16 at the size of text on a page, and as much longer as text is larger. */
export const longestLeader = ({ text }: TypeScale) => (16 * text) / 13;
/** Pixels from the end of a line to its name, and free at both ends of a leader. */
const GAP = 8;
/** Pixels from a line to a name at its side. */
const BESIDE = 14;
const AIR = 2;
/** Where a name may sit on its line, from the end backwards. */
const ALONG = [1, 0.85, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];
/** What a point of a line under a name costs, in pixels of distance. */
const COVER = 12;
/** Points of a line, of other ones or its own, under a name beyond which neither can be read: better no name. */
const MOST_COVERED = 8;
/** What it costs not to stand at the end. */
const ASIDE = 30;
/** And what more, to stand off the point itself. */
const OFF = 15;

/**
 * The name of every line at its own end, else close beside it, else on the line where the others leave
 * room; no name covers another. The first lines choose first; one without a free place bears no name.
 * @param room where names may be
 * @param taken boxes that are not to be covered
 */
export function lineTags<L extends NamedLine>(
  lines: readonly L[],
  room: Box,
  type: TypeScale,
  taken: readonly Box[] = [],
): Tag<L>[] {
  const boxes = [...taken];
  const paths = lines.map(({ points }) => outlineOf(points));
  const strokes = lines.map(({ points }) => strokeOf(points));
  return lines.flatMap((line, i) => {
    const others = strokes.flatMap((stroke, j) => (j === i ? [] : stroke));
    let best: Tag<L> | null = null;
    let least = Infinity;
    for (const { cost, label, leader } of placesOf(line, paths[i], room, type)) {
      if (cost >= least) continue;
      const box = labelBox(label);
      if (!isInside(box, room) || boxes.some((other) => boxesOverlap(box, other, 2))) continue;
      const [hidden, own] = [covered(box, others), covered(box, strokes[i])];
      if (hidden > MOST_COVERED || own > MOST_COVERED) continue;
      const full = cost + COVER * (hidden + own);
      if (full < least) [least, best] = [full, { line, label, leader }];
    }
    if (!best) return [];
    boxes.push(labelBox(best.label));
    return [best];
  });
}

interface Place {
  readonly cost: number;
  readonly label: Label;
  readonly leader: Line | null;
}

/** The places of a name, the best first. */
function* placesOf(
  { text, kind, term, part, points }: NamedLine,
  path: readonly Point[],
  room: Box,
  type: TypeScale,
): Generator<Place> {
  const { text: size, row } = type;
  const end = path.at(-1);
  if (!end) return;
  const name = fitText(text, size, room.width / 2);
  const at = (x: number, y: number, anchor: Label['anchor']): Label => {
    return { x, y, text: name, anchor, kind, size, term, part };
  };
  const x = end.x + GAP;
  for (const dy of [0, ...[0.4, 0.8, 1.16].flatMap((share) => [-share * size, share * size])]) {
    const near = Math.abs(dy) < 0.5 * size;
    const leader = { x1: end.x + AIR, y1: end.y, x2: x - AIR, y2: end.y + dy };
    if (!near && lengthOf(leader) > longestLeader(type)) continue;
    yield { cost: Math.abs(dy), label: at(x, end.y + dy, 'start'), leader: near ? null : leader };
  }
  for (const share of ALONG) {
    const point = path[Math.round(share * (path.length - 1))];
    const anchor = share === 1 ? 'end' : 'middle';
    for (const dy of [-0.55 * row, 0.55 * row]) {
      const cost = ASIDE + 20 * (1 - share);
      yield { cost, label: at(point.x, point.y + dy, anchor), leader: null };
    }
    // over or under all of the line that is as wide as the name, where it jumps
    const width = textWidth(name, size);
    const from = point.x - (anchor === 'end' ? width : width / 2);
    const heights = points
      .filter(({ x: other, y }) => other >= from && other <= from + width && Number.isFinite(y))
      .map(({ y }) => y);
    for (const y of [Math.min(...heights) - 0.55 * row, Math.max(...heights) + 0.55 * row]) {
      const cost = ASIDE + 20 * (1 - share) + OFF;
      yield { cost, label: at(point.x, y, anchor), leader: null };
    }
    // beside a steep line
    for (const side of [-1, 1]) {
      const label = at(point.x + side * BESIDE, point.y, side < 0 ? 'end' : 'start');
      const leader = { x1: point.x, y1: point.y, x2: label.x - side * AIR, y2: point.y };
      yield { cost: ASIDE + 20 * (1 - share), label, leader };
    }
  }
}

export const lengthOf = ({ x1, y1, x2, y2 }: Line) => Math.hypot(x2 - x1, y2 - y1);

const isInside = (box: Box, room: Box) =>
  box.x >= room.x &&
  box.y >= room.y &&
  box.x + box.width <= room.x + room.width &&
  box.y + box.height <= room.y + room.height;

/** Pixels between points of a line that names are kept off, and more squares of them than a chart is high. */
const STEP = 7;
const WIDEST = 1e4;

/** Points of a line a few pixels apart, and the last one. */
function outlineOf(points: readonly Point[]): Point[] {
  const shown = points.filter(({ y }) => Number.isFinite(y));
  const kept = thinned(shown, STEP);
  const last = shown.at(-1);
  return last && kept.at(-1) !== last ? [...kept, last] : kept;
}

/** Places of a line a few pixels apart, those between its points too: one per square of pixels. */
export function strokeOf(points: readonly Point[]): Point[] {
  const squares = new Map<number, Point>();
  points.forEach((point, i) => {
    const before = points[i - 1] ?? point;
    const length = Math.hypot(point.x - before.x, point.y - before.y);
    // a missing value has no place, and neither has what leads to it
    for (let at = 0; at <= length; at += STEP) {
      const share = length > 0 ? 1 - at / length : 1;
      const x = before.x + share * (point.x - before.x);
      const y = before.y + share * (point.y - before.y);
      squares.set(Math.round(x / STEP) * WIDEST + Math.round(y / STEP), { x, y });
    }
  });
  return [...squares.values()];
}
