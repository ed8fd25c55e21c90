import type { Numbers } from '../shared/size';

/** What a loss does to the scores: up where above 0. */
export interface PushRow {
  readonly id: string;
  readonly name: string;
  /** One per label. */
  readonly pushes: Numbers;
  /** Whether it is made of the pairs. */
  readonly paired: boolean;
}

/** One pair of labels, which are pushed apart by the same. */
export interface PushPair {
  readonly better: number;
  readonly worse: number;
  readonly push: number;
}

export interface PushesData {
  readonly labels: readonly string[];
  /** Labels in their true order, the best first. */
  readonly truth: readonly number[];
  readonly rows: readonly PushRow[];
  /** The pairs of the exact loss, the strongest first. */
  readonly pairs: readonly PushPair[];
}

/** The label that is pushed most by a loss, null where none is pushed at all. */
export function mostPushed({ pushes }: PushRow): number | null {
  let most: number | null = null;
  for (let i = 0; i < pushes.length; i++) {
    if (Math.abs(pushes[i]) > Math.abs(most === null ? 0 : pushes[most])) most = i;
  }
  return most;
}
