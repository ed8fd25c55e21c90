import type { Line, Point } from '../shared/labels';

/** A value of a method in a column of a group. */
export interface SlopePoint {
  readonly column: number;
  /** Percent right as printed; null where only this site has one. */
  readonly printed: number | null;
  /** Printed, but far under the best of its column. */
  readonly failed: boolean;
  /** Percent right of the reader's own, with its 95% interval. */
  readonly own: { readonly value: number; readonly interval: readonly [number, number] } | null;
  /** What else is read. */
  readonly notes?: readonly (readonly [name: string, value: string])[];
}

export interface SlopeLine {
  readonly id: string;
  readonly label: string;
  /** Colour and dash pattern, see categoryStyle. */
  readonly category: number;
  readonly points: readonly SlopePoint[];
}

/** A set of data: lines over the same columns. */
export interface SlopeGroup {
  readonly title: string;
  readonly columns: readonly string[];
  readonly lines: readonly SlopeLine[];
}

export interface SlopesData {
  readonly groups: readonly SlopeGroup[];
  readonly valueLabel: string;
  readonly columnLabel: string;
}

export interface PlacedPoint {
  readonly group: SlopeGroup;
  readonly line: SlopeLine;
  readonly point: SlopePoint;
  readonly printed: Point | null;
  readonly own: Point | null;
  readonly interval: Line | null;
}

/** A line of a group in pixels. */
export interface DrawnLine {
  readonly group: SlopeGroup;
  readonly line: SlopeLine;
  readonly at: readonly Point[];
}
