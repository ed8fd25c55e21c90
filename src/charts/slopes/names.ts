import type { Frame } from '../shared/cartesian';
import { endLabels } from '../shared/ends';
import { keyLayout, type KeyItem } from '../shared/key';
import { labelBox, textWidth } from '../shared/labels';
import type { ChartSize, TypeScale } from '../shared/size';
import type { DrawnLine, SlopesData } from './model';

/** Pixels from the plot to the names and from them to the edge, together. */
const NAME_GAP = 24;
/** Pixels at the right of a plot without names. */
const RIGHT = 10;

/** A method that something is printed of. */
interface Method {
  readonly id: string;
  readonly label: string;
  readonly category: number;
  /** It has a line, not only single values. */
  readonly isLine: boolean;
}

/** The methods of all groups. */
export function methodsOf({ groups }: SlopesData): Method[] {
  const methods = new Map<string, Method>();
  for (const { id, label, category, points } of groups.flatMap(({ lines }) => lines)) {
    const printed = points.filter((point) => point.printed !== null).length;
    const isLine = printed > 1 || methods.get(id)?.isLine === true;
    if (printed > 0) methods.set(id, { id, label, category, isLine });
  }
  return [...methods.values()];
}

/** Pixels at the right of the plot for the names of the methods. */
export function nameRoom(methods: readonly Method[], { width }: ChartSize, { text }: TypeScale) {
  const widest = Math.max(0, ...methods.map(({ label }) => textWidth(label, text)));
  return Math.min(widest + NAME_GAP, 0.34 * width);
}

/** The methods whose lines reach the right end of the last group, named there if there is room. */
export function endNames(
  drawn: readonly DrawnLine[],
  frame: Frame,
  { width }: ChartSize,
  type: TypeScale,
) {
  const last = drawn.at(-1)?.group;
  const most = Math.max(...drawn.flatMap(({ at }) => at.map(({ x }) => x)));
  const ends = drawn.flatMap(({ group, line: { label, category }, at }) => {
    const end = at.at(-1);
    const isLast = group === last && end?.x === most;
    return isLast ? [{ text: label, kind: 'name', at: end, category }] : [];
  });
  // beside the last column, which is nearer than the edge of the plot
  const x = most + NAME_GAP / 2;
  return endLabels(ends, { ...frame, x, width: width - x }, type);
}

/**
 * The methods in lines under the ticks of the columns; the last line is that of the columns' title, if there
 * is room for both.
 */
export function keyBelow(
  methods: readonly Method[],
  title: string,
  { width, height }: ChartSize,
  type: TypeScale,
) {
  const items = methods.map(({ label, category, id, isLine }): KeyItem => {
    const glyph = isLine ? { category } : 'printed';
    return { text: label, glyph, term: id, part: 'results' };
  });
  const flat = keyLayout(items, { x: 0, y: 0 }, width, type);
  const y = Math.max(0, ...flat.labels.map((label) => label.y));
  const ends = flat.labels.filter((label) => label.y === y).map(labelBox);
  const end = Math.max(0, ...ends.map((box) => box.x + box.width));
  const shares = end + 2 * type.text + textWidth(title, type.text) <= width - RIGHT;
  const under = flat.height - (shares ? type.row : 0);
  const corner = { x: 0, y: height - type.row - under };
  return { ...keyLayout(items, corner, width, type), right: RIGHT, under };
}
