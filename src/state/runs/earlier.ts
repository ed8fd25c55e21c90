import type { RunKind, RunTypes } from './kind';

/** What is asked of a run here. */
interface KeptRun<E extends RunTypes> {
  readonly setup: E['setup'];
  readonly step: number;
  readonly state: E['state'];
  readonly earlier: readonly NonNullable<E['state']>[];
  readonly pinned: boolean;
}

/** Weights are kept after 1, 2, 4, 8, ... steps; those of step 0 follow from the setup. */
const isKept = (step: number) => step > 0 && Number.isInteger(Math.log2(step));

/** Steps that a run makes until the next one whose weights are kept; Infinity where there is no room for any. */
export function stepsToKept<E extends RunTypes>(
  kind: RunKind<E>,
  { setup, step }: Pick<KeptRun<E>, 'setup' | 'step'>,
): number {
  if (kind.mostEarlier(setup) < 1) return Infinity;
  return step === 0 ? 1 : 2 ** (Math.floor(Math.log2(step)) + 1) - step;
}

/** Whether the page lacks weights of a run that are to be kept, and that it has had at this step only. */
export const lacksKept = <E extends RunTypes>(
  kind: RunKind<E>,
  { step, state, setup, pinned }: Omit<KeptRun<E>, 'earlier'>,
): boolean => !pinned && isKept(step) && state?.step !== step && kind.mostEarlier(setup) > 0;

/**
 * The states of earlier steps with a new one, where it is to be kept. Where there are more than there is
 * room for, every other one goes; the first stays.
 */
export function withEarlier<E extends RunTypes>(
  kind: RunKind<E>,
  { setup, earlier }: Pick<KeptRun<E>, 'setup' | 'earlier'>,
  state: E['state'],
): KeptRun<E>['earlier'] {
  const most = kind.mostEarlier(setup);
  const last = earlier.at(-1)?.step ?? 0;
  if (!state || most < 1 || !isKept(state.step) || state.step <= last) return earlier;
  let kept = [...earlier, kind.still(state)];
  while (kept.length > most) kept = kept.filter((_, i) => i % 2 === 0);
  return kept;
}
