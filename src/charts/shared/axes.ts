import { formatTick } from './format';
import { keepWithin, textWidth, type Label, type Line } from './labels';
import { scaleOf, ticksOf, type Ends, type Scale, type ScaleKind } from './scale';
import type { TypeScale } from './size';

/** What an axis shows. */
export interface AxisSpec {
  readonly kind: ScaleKind;
  readonly domain: Ends;
  /** Text of a tick; by itself the value without idle digits. */
  readonly format?: (tick: number) => string;
  /** Values of the ticks, where they are not as many round ones as there is room for. */
  readonly ticks?: (scale: Scale, most: number) => readonly number[];
}

export interface Tick {
  /** Pixel along the axis. */
  readonly at: number;
  readonly text: string;
}

/** A scale with its ticks. */
export interface Axis {
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
}

/** Least distance of ticks in heights of text: above each other, and beside each other. */
const ABOVE = { linear: 2.5, log: 2.2 };
const BESIDE = { linear: 4.8, log: 4 };

/** Pixels between a text at the left of a plot and the plot. */
const GAP = 8;

function axisOf(spec: AxisSpec, range: Ends, distance: number): Axis {
  const { kind, domain, format = formatTick, ticks = ticksOf } = spec;
  const scale = scaleOf(kind, domain, range);
  const most = Math.max(2, Math.floor(Math.abs(range[1] - range[0]) / distance));
  const values = ticks(scale, most);
  return { scale, ticks: values.map((value) => ({ at: scale(value), text: format(value) })) };
}

/** An axis from a lower pixel to an upper one. */
export const verticalAxis = (spec: AxisSpec, range: Ends, type: TypeScale) =>
  axisOf(spec, range, ABOVE[spec.kind] * type.text);

/** An axis from a pixel at the left to one at the right, or back. */
export const horizontalAxis = (spec: AxisSpec, range: Ends, type: TypeScale) =>
  axisOf(spec, range, BESIDE[spec.kind] * type.text);

/** Width that texts at the left of a plot need. */
export const leftRoom = (texts: readonly string[], { text: size }: TypeScale) =>
  texts.length && Math.ceil(Math.max(...texts.map((text) => textWidth(text, size)))) + GAP + 2;

/** Tick texts at the left of a plot that begins at `left`. */
export const leftLabels = ({ ticks }: Axis, left: number, { text: size }: TypeScale): Label[] =>
  ticks.map(({ at, text }) => ({
    ...{ x: left - GAP, y: at, text },
    ...{ anchor: 'end', kind: 'tick', size },
  }));

/** Tick texts under a plot that ends at `bottom`, in a chart of the given width. */
export const underLabels = (
  { ticks }: Axis,
  bottom: number,
  width: number,
  { text: size, row }: TypeScale,
): Label[] =>
  ticks.map(({ at, text }) => {
    const label = { x: at, y: bottom + 0.55 * row, text } as const;
    return keepWithin({ ...label, anchor: 'middle', kind: 'tick', size }, 0, width);
  });

/** A level line, and an upright one. */
export const across = (y: number, x1: number, x2: number): Line => ({ x1, x2, y1: y, y2: y });
export const upright = (x: number, y1: number, y2: number): Line => ({ x1: x, x2: x, y1, y2 });
