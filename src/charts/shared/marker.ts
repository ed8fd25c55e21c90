import { formatNumber } from './format';
import type { Frame } from './cartesian';
import { keepWithin, type Box, type Label } from './labels';
import type { Marker } from './MarkerHandle';
import type { Scale } from './scale';
import type { TypeScale } from './size';

/** Geometry of a vertical marker at a value of a scale, its label (in the row above) kept inside. */
export const markerAt = (
  scale: Scale,
  value: number,
  symbol: string,
  kind: string,
  frame: Pick<Frame, 'top' | 'bottom'>,
  width: number,
  type: TypeScale,
): Marker =>
  flagAt(scale(value), { text: `${symbol} = ${formatNumber(value)}`, kind }, frame, width, type);

/** The same at a pixel, with words of its own. */
export function flagAt(
  x: number,
  words: Pick<Label, 'text' | 'kind'>,
  { top, bottom }: Pick<Frame, 'top' | 'bottom'>,
  width: number,
  { text: size, row }: TypeScale,
): Marker {
  const label = { ...words, x, y: top - row / 2 - 2, anchor: 'middle', size } as const;
  return { x, top, bottom, label: keepWithin(label, 0, width) };
}

/** Vertical strips around positions, each reaching half way to its neighbours. */
export function stripsAt(xs: readonly number[], top: number, bottom: number): Box[] {
  return xs.map((x, i) => {
    const before = xs[i - 1] ?? x;
    const after = xs[i + 1] ?? x;
    const [a, b] = [(x + before) / 2, (x + after) / 2];
    const edge = Math.min(a, b) - (before === x || after === x ? 2 : 0);
    return { x: edge, y: top, width: Math.abs(b - a) + 2, height: bottom - top };
  });
}

/** Least distance in pixels of places on a curve whose values can be read. */
const APART = 8;

/** A place on a curve: its number, its pixel, and the strip in which it is read. */
export interface CurvePlace {
  readonly i: number;
  readonly at: number;
  readonly box: Box;
}

/** The places of a curve at ascending pixels that are in the plot and not too near to each other. */
export function placesAlong(xs: readonly number[], frame: Frame): CurvePlace[] {
  let last = -Infinity;
  const shown = xs.flatMap((at, i) => {
    if (at < Math.max(frame.left, last + APART) || at > frame.right) return [];
    last = at;
    return [{ i, at }];
  });
  const strips = stripsAt(
    shown.map(({ at }) => at),
    frame.top,
    frame.bottom,
  );
  return shown.map((place, n) => ({ ...place, box: strips[n] }));
}
