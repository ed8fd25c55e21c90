import {
  across,
  horizontalAxis,
  leftLabels,
  leftRoom,
  underLabels,
  upright,
  verticalAxis,
  type Axis,
  type AxisSpec,
} from './axes';
import { fitText, keepClear, type Label, type Line } from './labels';
import type { Scale } from './scale';
import { typeScale, type ChartSize, type TypeScale } from './size';

/** The words of an axis. */
export type Title = Pick<Label, 'text' | 'kind' | 'term'>;

/** A plot with axes in a chart; an axis that is not given has no ticks and goes from 0 to 1. */
export interface CartesianSpec {
  readonly size: ChartSize;
  /** Pixels over the plot; under it, by itself for the ticks and the title of the horizontal axis. */
  readonly head: number;
  readonly foot?: number;
  /** Pixels at its sides; at the left at least as many as the texts of the ticks need. */
  readonly left?: number;
  readonly right?: number;
  readonly x?: AxisSpec;
  readonly y?: AxisSpec;
  /** Titles: at the right under the plot, and over it at the left. */
  readonly xTitle?: Title;
  readonly yTitle?: Title;
  /** Where the horizontal axis has its texts, if not right under the plot. */
  readonly texts?: number;
}

/** Edges of a plot in pixels. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Cartesian {
  readonly type: TypeScale;
  readonly x: Scale;
  readonly y: Scale;
  readonly axes: { readonly x: Axis; readonly y: Axis };
  readonly frame: Frame;
  /** Hairlines at the vertical axis's ticks, or at the horizontal one's where that has none. */
  readonly grid: readonly Line[];
  /** Titles and tick texts, the more important first: those of the frame that are clear. */
  readonly labels: readonly Label[];
}

const BARE: AxisSpec = { kind: 'linear', domain: [0, 1], ticks: () => [] };

/** Lays out axes: margins from the widths of the tick texts, scales, grid, titles. */
export function cartesian(spec: CartesianSpec): Cartesian {
  const { size, head: top, x = BARE, y = BARE, xTitle, yTitle } = spec;
  const type = typeScale(size);
  const bottom = size.height - (spec.foot ?? 2 * type.row);
  const vertical = verticalAxis(y, [bottom, top], type);
  const texts = vertical.ticks.map(({ text }) => text);
  const left = Math.max(spec.left ?? 0, leftRoom(texts, type));
  const right = size.width - (spec.right ?? 10);
  const horizontal = horizontalAxis(x, [left, right], type);
  return {
    type,
    x: horizontal.scale,
    y: vertical.scale,
    axes: { x: horizontal, y: vertical },
    frame: { left, right, top, bottom },
    grid: vertical.ticks.length
      ? vertical.ticks.map(({ at }) => across(at, left, right))
      : horizontal.ticks.map(({ at }) => upright(at, top, bottom)),
    labels: keepClear(
      [
        ...(yTitle ? [titleOver(yTitle, size.width, type)] : []),
        ...(xTitle ? [titleUnder(xTitle, right, size.height, type)] : []),
        ...underLabels(horizontal, spec.texts ?? bottom, size.width, type),
        ...leftLabels(vertical, left, type),
      ],
      [],
      3,
    ),
  };
}

const titleOver = (title: Title, width: number, { text: size, row }: TypeScale): Label => ({
  ...{ ...title, text: fitText(title.text, size, width) },
  ...{ x: 0, y: row / 2, anchor: 'start', size },
});

const titleUnder = (
  title: Title,
  right: number,
  height: number,
  { text: size, row }: TypeScale,
): Label => ({
  ...{ ...title, text: fitText(title.text, size, right) },
  ...{ x: right, y: height - row / 2, anchor: 'end', size },
});
