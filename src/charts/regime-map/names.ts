import type { Frame } from '../shared/cartesian';
import {
  boxesOverlap,
  keepWithin,
  labelBox,
  type Box,
  type Label,
  type Point,
} from '../shared/labels';
import { covered, placeNotes } from '../shared/place';
import type { ChartSize, TypeScale } from '../shared/size';
import { placeInMap, type MapName, type MapView } from './view';

/** Cells of one name on one side of 0. */
interface Part {
  readonly name: MapName;
  readonly points: readonly Point[];
}

/** Every so many cells stand for those between them, but for grids of few columns. */
const EVERY = 3;
const FEW = 30;
/** Share of the cells that a part has at least, to be named. */
const LEAST = 0.03;

/** Where names have their room. */
export interface NameRoom {
  readonly size: ChartSize;
  readonly type: TypeScale;
  readonly frame: Frame;
  /** Middle of a cell. */
  center(row: number, column: number): Point;
  /** What names must not cover. */
  readonly taken: readonly Box[];
  readonly marks: readonly Point[];
}

/** Every name in the largest part of it where there is room, each with what holds there. */
export function regimeNames(view: MapView, room: NameRoom): readonly (readonly Label[])[] {
  const parts = partsOf(view, room);
  const all = parts.reduce((sum, { points }) => sum + points.length, 0);
  const told = new Set<string>();
  const names: (readonly Label[])[] = [];
  for (const part of parts) {
    const { key } = part.name;
    if (told.has(key) || part.points.length < LEAST * all) continue;
    told.add(key);
    const others = parts.flatMap((other) => (other === part ? [] : other.points));
    const name = nameIn(part, others, room, names.flat().map(labelBox));
    if (name.length > 0) names.push(name);
  }
  return names;
}

/** The names that leave a place in sight: the point may be dragged over any of them. */
export const namesBeside = (
  names: readonly (readonly Label[])[],
  places: readonly Box[],
): readonly Label[] =>
  names
    .filter((name) =>
      name.map(labelBox).every((box) => !places.some((at) => boxesOverlap(box, at))),
    )
    .flat();

/** The largest first. */
function partsOf(view: MapView, { center }: NameRoom): Part[] {
  const { sigmas, epsilons } = view.grid;
  const every = sigmas.length < FEW ? 1 : EVERY;
  const parts = new Map<string, { name: MapName; points: Point[] }>();
  for (let row = every >> 1; row < epsilons.length; row += every) {
    for (let column = every >> 1; column < sigmas.length; column += every) {
      const name = view.nameAt(placeInMap(view, row, column));
      const key = `${name.key} ${String(2 * row < epsilons.length)}`;
      const part = parts.get(key) ?? { name, points: [] };
      part.points.push(center(row, column));
      parts.set(key, part);
    }
  }
  return [...parts.values()].sort((a, b) => b.points.length - a.points.length);
}

function nameIn(part: Part, others: readonly Point[], room: NameRoom, named: readonly Box[]) {
  const { size, type, frame, taken, marks } = room;
  const anchors = fromTheMiddle(part.points);
  const obstacles = [...marks, ...others];
  const words = [...taken, ...named];
  const { text, short, note: holds } = part.name;
  const note = {
    text,
    kind: 'regime',
    term: 'gradient',
    anchors,
    centred: true,
  };
  const [name] = placeNotes(
    [{ ...note, ...(short && { short }) }],
    obstacles,
    { frame, type },
    size,
    words,
  );
  if (!name) return [];
  const under = keepWithin(
    { ...name, y: name.y + 0.85 * type.row, text: holds, kind: 'regime-note' },
    frame.left,
    frame.right,
  );
  const box = labelBox(under);
  const free =
    box.y + box.height < frame.bottom &&
    covered(box, obstacles) === 0 &&
    words.every((other) => !boxesOverlap(box, other, 2));
  return free ? [name, under] : [name];
}

/** The middle of all points, and these from there outwards. */
export function fromTheMiddle(points: readonly Point[]): Point[] {
  const mean = (of: (point: Point) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const middle = { x: mean(({ x }) => x), y: mean(({ y }) => y) };
  const far = ({ x, y }: Point) => Math.hypot(x - middle.x, y - middle.y);
  return [middle, ...points].sort((a, b) => far(a) - far(b));
}
