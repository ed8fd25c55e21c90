import { tellable, type ExactLossData } from '../loss-curve/layout';

/** Where one epsilon took the noise scale, and the exact loss on the way; the first entry is the start. */
export interface Trail {
  readonly epsilon: number;
  readonly sigmas: readonly number[];
  readonly losses: readonly number[];
  /** Slope of the loss in sigma at the start: the mean of its estimate, and as it is. */
  readonly estimated: number;
  readonly exact: number;
}

export interface LetGoData extends ExactLossData {
  /** One per epsilon, the newest last. */
  readonly trails: readonly Trail[];
  /** Steps of the newest trail that are shown. */
  readonly walked: number;
}

/**
 * What became of the loss: it fell all the way (`right`), it rose (`wrong`), it fell and then rose again
 * (`far`), or it did not change (`still`).
 */
export type Verdict = 'right' | 'wrong' | 'far' | 'still';

/** Part of the range of the curve below which a change of the loss is not worth a word. */
const CHANGE = 0.01;

/** Judged by the exact loss alone, at the start, at the end and where it was least. */
export function verdictOf({ losses }: Trail, data: Pick<LetGoData, 'losses'>): Verdict {
  const change = tellable(data.losses, CHANGE);
  const [start, end, least] = [losses[0], losses.at(-1)!, Math.min(...losses)];
  const [fell, rose] = [start - least > change, end - least > change];
  if (fell) return rose ? 'far' : 'right';
  return rose ? 'wrong' : 'still';
}

/** The newest trail as far as it has been walked. */
export function walkedTrail({ trails, walked }: LetGoData): Trail | null {
  const last = trails.at(-1);
  if (!last) return null;
  const shown = walked + 1;
  return { ...last, sigmas: last.sigmas.slice(0, shown), losses: last.losses.slice(0, shown) };
}

/** Whether the newest trail has come to its end. */
export const isOver = ({ trails, walked }: LetGoData): boolean =>
  walked + 1 >= (trails.at(-1)?.sigmas.length ?? 0);
