import { across } from '../shared/axes';
import { labelBox, type Box, type Label, type Line } from '../shared/labels';
import type { TypeScale } from '../shared/size';
import { pointOf, type Triangle, type Triple } from './geometry';

/** What a point of the triangle means: the shares of the three classes as small bars. */
export interface Inset {
  readonly bars: readonly Box[];
  readonly base: Line;
  readonly box: Box;
}

const CORNERS: readonly Triple[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const CENTRE: Triple = [1 / 3, 1 / 3, 1 / 3];

/** Pixels between a word and its bars. */
const GAP = 6;

/** Bars beside a label, in its line of text. */
function insetBeside(label: Label, side: 'left' | 'right', shares: Triple, type: TypeScale): Inset {
  const [bar, air] = [Math.round(type.text * 0.38), Math.max(1, Math.round(type.text * 0.12))];
  const width = 3 * bar + 2 * air;
  const text = labelBox(label);
  const x = side === 'right' ? text.x + text.width + GAP : text.x - GAP - width;
  const height = type.row * 0.8;
  const bottom = label.y + height / 2;
  return {
    bars: shares.map((share, i) => ({
      x: x + i * (bar + air),
      y: bottom - share * height,
      width: bar,
      height: share * height,
    })),
    base: across(bottom, x - 1, x + width + 1),
    box: { x, y: bottom - height, width, height },
  };
}

/** "all alike" at the centre, on the side that the path does not come from. */
export function centreLabel(triangle: Triangle, from: Triple | null, type: TypeScale): Label {
  const centre = pointOf(triangle, CENTRE);
  const above = from !== null && pointOf(triangle, from).y > centre.y;
  const y = centre.y + (above ? -1 : 1) * 1.05 * type.row;
  return { x: centre.x, y, text: 'all alike', anchor: 'middle', kind: 'note', size: type.text };
}

/** Bars beside the names of the corners, as far as these can be reached, and beside the centre's. */
export function insetsOf(
  corners: readonly Label[],
  centre: Label,
  k: number,
  type: TypeScale,
): readonly Inset[] {
  const ofCorners = CORNERS.map((shares, i) =>
    insetBeside(corners[i], i === 2 ? 'left' : 'right', shares, type),
  );
  return [...(k === 1 ? ofCorners : []), insetBeside(centre, 'right', CENTRE, type)];
}
