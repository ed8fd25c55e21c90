import type { Numbers } from '../shared/size';

import type { ThumbnailItem } from '../thumbnails/layout';

export interface Series {
  readonly id: string;
  readonly label: string;
  /** Shorter words at its end, where its ink and dash say the rest; none where they say all. */
  readonly tag?: string;
  /** What it is a line of, as a small image at its end; words where there is no room for that. */
  readonly picture?: Pick<ThumbnailItem, 'pixels' | 'width' | 'height' | 'channels' | 'verdict'>;
  /** Ink and dash pattern, see categoryStyle. */
  readonly category: number;
  /** Of a quantity that has a colour of its own: that in place of the ink. */
  readonly concept?: 'signal' | 'noise';
  /** Steps, ascending, and a value at each; NaN leaves a gap. */
  readonly steps: Numbers;
  readonly values: Numbers;
  /** Lower and upper ends of an interval around every value. */
  readonly band?: readonly [low: Numbers, high: Numbers];
  /** A second line of the same run, told apart by being thin and by its name. */
  readonly thin?: boolean;
  /** It was made elsewhere: in pale ink, and named even where it is alone. */
  readonly recorded?: boolean;
}

export interface SeriesEvent {
  readonly step: number;
  /** What has changed, in a few signs. */
  readonly label: string;
  readonly note?: string;
}

/** A setting on the axis of the steps, and its words. */
export interface SeriesFlag {
  readonly step: number;
  readonly text: string;
  /** What it is of, and what it is called by those who drag it. */
  readonly of: 'noise' | 'step';
  readonly name: string;
}

export interface SeriesData {
  readonly series: readonly Series[];
  readonly stepLabel: string;
  /** With its unit. */
  readonly valueLabel: string;
  readonly valueScale: 'linear' | 'log';
  readonly stepScale: 'linear' | 'log';
  /** Fixed extent of the steps, for series over something else than steps. */
  readonly stepBounds?: readonly [number, number];
  /** Fixed extent of the values, such as 0 to 1. */
  readonly bounds?: readonly [number, number];
  readonly events?: readonly SeriesEvent[];
  /** The step that the reader looks back at. */
  readonly past?: number | null;
  /** Where a setting stands on the axis, which may be dragged. */
  readonly flag?: SeriesFlag;
}
