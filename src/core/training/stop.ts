import type { TrackingState, TrainingState } from './state';

/** When a run stops by itself. */
export interface StopRule {
  readonly maxSteps: number;
  /** Steps without a lower training loss, of a run that tracks it; Infinity, or none, to go on to the end. */
  readonly patience?: number;
}

/** Why a run should stop now, in words, or null. */
export function stopReason(
  { step, bestStep = step }: Pick<TrainingState, 'step'> & Partial<Pick<TrackingState, 'bestStep'>>,
  { maxSteps, patience = Infinity }: StopRule,
): string | null {
  if (step >= maxSteps) return `it made its ${maxSteps} steps`;
  if (step - bestStep < patience) return null;
  return `the training loss has not fallen for ${patience} steps`;
}
