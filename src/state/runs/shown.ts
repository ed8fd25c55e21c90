import type { RunTypes } from './kind';
import type { Run } from './run';
import type { Runs } from './store';

/** The run that the figures of single instances show: the one that was chosen, else the first. */
export const shownRun = <E extends RunTypes>({ runs, current }: Runs<E>): Run<E> | null =>
  runs.find(({ id }) => id === current) ?? runs[0] ?? null;
