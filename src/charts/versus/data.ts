/** A set under two methods, by some measure that is better where it is larger. */
export interface VersusPoint {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** The pairs [x, y] that x and y are the means of. */
  readonly parts: readonly (readonly [number, number])[];
  /** It was made elsewhere: in pale ink. */
  readonly recorded?: boolean;
  /** What else there is to say of it. */
  readonly notes?: readonly (readonly [string, string])[];
}

/** Sets under two methods: above the diagonal the upper one is better. */
export interface VersusData {
  readonly points: readonly VersusPoint[];
  /** Names of the methods, and of what is measured. */
  readonly x: string;
  readonly y: string;
  readonly measure: string;
  /** What the parts of a point are called: "folds". */
  readonly parts: string;
  /** y is level with x from y = ratio * x, or from y = x - difference. */
  readonly ratio: number;
  readonly difference: number;
}

/** How y does against x. */
export type Verdict = 'above' | 'level' | 'below';

/** Level in the one reading of a few percent, or in the other. */
export function verdictOf(
  { ratio, difference }: Pick<VersusData, 'ratio' | 'difference'>,
  { x, y }: Pick<VersusPoint, 'x' | 'y'>,
  reading: 'ratio' | 'difference',
): Verdict {
  if (y > x) return 'above';
  return y >= (reading === 'ratio' ? ratio * x : x - difference) ? 'level' : 'below';
}
