/** Outer size of a chart in CSS pixels; presentation makes type and lines bigger. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
  readonly presentation?: boolean | undefined;
  /** Smallest size of text in pixels that the screen around asks for. */
  readonly fontSize?: number | undefined;
}

/** Sizes in pixels that every mark of one chart shares. */
export interface TypeScale {
  /** Font size of all text. */
  readonly text: number;
  /** Height of one line of text with its leading. */
  readonly row: number;
  /** Radius of a dot. */
  readonly dot: number;
}

/**
 * Type of a chart. In presentation the text grows with the height (the figure fills most of the
 * screen), unless the width could not hold it, and is never smaller than the screen asks for.
 */
export function typeScale({ width, height, presentation, fontSize = 13 }: ChartSize): TypeScale {
  const fitting = clamp(Math.min(height / 22, width / 32), 14, 32);
  const text = presentation ? Math.round(Math.max(fitting, fontSize)) : 13;
  return { text, row: Math.round(text * 1.5), dot: presentation ? clamp(0.3 * text, 4.5, 7) : 4.5 };
}

export function clamp(value: number, lo: number, hi: number): number {
  return Math.min(hi, Math.max(lo, value));
}

/** Any read-only list of numbers, typed array or not. */
export type Numbers = ArrayLike<number>;

/** The phase of a drag: every step on the way, and the end of the gesture. */
export type Phase = 'move' | 'commit';

/**
 * A number of either sign whose magnitude has bounds; one that reaches 0 passes to the other side of it.
 * @param before the number that it was
 */
export function awayFromZero(
  value: number,
  before: number,
  [least, most]: readonly [number, number],
): number {
  const sign = Math.sign(value) || -Math.sign(before);
  return sign * clamp(Math.abs(value), least, most);
}
