import type { KnnState } from './run';

/** When a run ends by itself. */
export interface KnnStopRule {
  readonly maxSteps: number;
}

/** Why a run should stop now, in words, or null. */
export const knnStopReason = ({ step }: KnnState, { maxSteps }: KnnStopRule): string | null =>
  step >= maxSteps ? `it made its ${maxSteps} steps` : null;
