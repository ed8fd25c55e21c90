import { regimeAt, stepsWrongAt, type Regime } from '../../core/maps/regimes';
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
import { NAMES, placeInMap, type RegimeMapGround } from './model';

/** Cells of one regime on one side of 0, of a strong epsilon those where sigma steps the same way. */
interface Part {
  readonly regime: Regime;
  readonly wrong: boolean;
  readonly points: readonly Point[];
}

/** Every so many cells stand for those between them. */
const EVERY = 3;
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

/** The name of every regime in the largest part of it where there is room, with what holds there. */
export function regimeNames(ground: RegimeMapGround, room: NameRoom): Label[] {
  const parts = partsOf(ground, room);
  const all = parts.reduce((sum, { points }) => sum + points.length, 0);
  const told = new Set<string>();
  const labels: Label[] = [];
  for (const part of parts) {
    const strong = part.regime === 'less' || part.regime === 'more';
    const key = strong ? `${part.regime} ${String(part.wrong)}` : part.regime;
    if (told.has(key) || part.points.length < LEAST * all) continue;
    told.add(key);
    const others = parts.flatMap((other) => (other === part ? [] : other.points));
    labels.push(...nameIn(part, others, room, labels.map(labelBox)));
  }
  return labels;
}

/** The largest first. */
function partsOf({ map, draws }: RegimeMapGround, { center }: NameRoom): Part[] {
  const { sigmas, epsilons } = map.grid;
  const parts = new Map<string, { regime: Regime; wrong: boolean; points: Point[] }>();
  for (let row = 1; row < epsilons.length; row += EVERY) {
    for (let column = 1; column < sigmas.length; column += EVERY) {
      const at = placeInMap(map, row, column);
      const regime = regimeAt(map, at, draws);
      const wrong = (regime === 'less' || regime === 'more') && stepsWrongAt(map, at);
      const key = `${regime} ${String(wrong)} ${String(2 * row < epsilons.length)}`;
      const part = parts.get(key) ?? { regime, wrong, points: [] };
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
  const note = {
    text: NAMES[part.regime],
    kind: 'regime',
    term: 'gradient',
    anchors,
    centred: true,
  };
  const [, short] = NAMES[part.regime].split(': ');
  const [name] = placeNotes(
    [{ ...note, ...(short && { short }) }],
    obstacles,
    { frame, type },
    size,
    words,
  );
  if (!name) return [];
  const under = keepWithin(
    { ...name, y: name.y + 0.85 * type.row, text: whatHolds(part), kind: 'regime-note' },
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

function whatHolds({ regime, wrong }: Part): string {
  switch (regime) {
    case 'useful':
      return 'error below half';
    case 'frozen':
      return 'y* stays the same';
    case 'loud':
      return 'mostly spread';
    default:
      return wrong ? 'wrong here' : 'right here';
  }
}

/** The middle of all points, and these from there outwards. */
export function fromTheMiddle(points: readonly Point[]): Point[] {
  const mean = (of: (point: Point) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const middle = { x: mean(({ x }) => x), y: mean(({ y }) => y) };
  const far = ({ x, y }: Point) => Math.hypot(x - middle.x, y - middle.y);
  return [middle, ...points].sort((a, b) => far(a) - far(b));
}
