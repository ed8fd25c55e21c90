import type { RunTypes } from './kind';
import type { Run } from './run';
import type { Runs } from './store';

/** The run that was chosen, else the first, as it is now. */
export const presentRun = <E extends RunTypes>({
  runs,
  current,
}: Pick<Runs<E>, 'runs' | 'current'>): Run<E> | null =>
  runs.find(({ id }) => id === current) ?? runs[0] ?? null;

/** The run that the figures of single instances show: at the step that the reader looks back at, else as it is. */
export const shownRun = <E extends RunTypes>(state: Runs<E>): Run<E> | null =>
  state.past ?? presentRun(state);

/** The run whose earlier steps can be looked at: the chosen one once it has begun, else one that is drawn. */
export const lookedRun = <E extends RunTypes>(state: Runs<E>): Run<E> | null => {
  const begun = ({ steps }: Run<E>) => steps.step.length > 0;
  const present = presentRun(state);
  if (present && begun(present)) return present;
  return state.runs.find((run) => begun(run) && !run.hidden) ?? null;
};
