import { fromTheMiddle, type NameRoom } from '../regime-map/names';
import { labelBox, type Label, type Point } from '../shared/labels';
import { placeNotes } from '../shared/place';

/** Which of two maps has more in a cell: the second, the first, or nobody knows. */
export type Side = 'more' | 'less' | 'neither';

interface Sides {
  /** What sets the second map apart. */
  readonly second: string;
  readonly rows: number;
  readonly columns: number;
}

/** Every so many cells stand for those between them. */
const EVERY = 3;
/** Share of the cells that a side has at least, to be named. */
const LEAST = 0.03;

/** "more" and "less" on cells of their own, where there is room. */
export function sideNames(
  { second, rows, columns }: Sides,
  sideAt: (row: number, column: number) => Side,
  { center, taken, marks, frame, type, size }: NameRoom,
): Label[] {
  const points: Record<Side, Point[]> = { more: [], less: [], neither: [] };
  for (let row = 1; row < rows; row += EVERY) {
    for (let column = 1; column < columns; column += EVERY) {
      points[sideAt(row, column)].push(center(row, column));
    }
  }
  const all = points.more.length + points.less.length + points.neither.length;
  const told: Label[] = [];
  for (const side of ['more', 'less'] as const) {
    if (points[side].length < LEAST * all) continue;
    const others = Object.entries(points).flatMap(([name, of]) => (name === side ? [] : of));
    const note = {
      ...{ text: `${second}: ${side}`, short: side, kind: 'regime', term: 'gradient' },
      ...{ anchors: fromTheMiddle(points[side]), centred: true },
    };
    const words = [...taken, ...told.map(labelBox)];
    told.push(...placeNotes([note], [...marks, ...others], { frame, type }, size, words));
  }
  return told;
}
