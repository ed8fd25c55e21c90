import { toPixel, type Axis } from './axis';
import { formatNumber } from './format';
import { keepWithin, type Box, type Line } from './labels';
import type { Marker } from './MarkerHandle';
import type { TypeScale } from './size';

/** Geometry of a vertical marker at a value of an axis, its label (in the row above) kept inside. */
export function markerAt(
  axis: Axis,
  value: number,
  symbol: string,
  kind: string,
  frame: { readonly top: number; readonly bottom: number; readonly width: number },
  type: TypeScale,
): Marker {
  const x = toPixel(axis, value);
  const label = {
    x,
    y: frame.top - type.row / 2 - 2,
    text: `${symbol} = ${formatNumber(value)}`,
    anchor: 'middle',
    kind,
    size: type.text,
  } as const;
  return { x, top: frame.top, bottom: frame.bottom, label: keepWithin(label, 0, frame.width) };
}

/** Hairlines across a plot at the ticks of its vertical axis. */
export function gridAt(axis: Axis, ticks: readonly number[], x1: number, x2: number): Line[] {
  return ticks.map((tick) => {
    const y = toPixel(axis, tick);
    return { x1, x2, y1: y, y2: y };
  });
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
