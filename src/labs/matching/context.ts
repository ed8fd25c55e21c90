import type { MatchingRun, MatchingRuns } from './kind';
import { createContext, useContext, useMemo } from 'react';
import type { Instance } from './experiment/instance';
import type { LabState } from '../../state/lab-store';
import { useVanilla, type ReadableStore } from '../../state/react';
import { instanceOf } from './model';
import type { MatchingStore, MatchingTable, MatchingValues } from './params';
import type { MatchingResults } from './results';

/** What every part of the lab reads: its parameters, its runs, and what they can be told to do. */
export interface MatchingContext {
  readonly store: MatchingStore;
  readonly results: MatchingResults;
  /** What figures read of both stores: it may lag behind while they are out of sight. */
  readonly view: ReadableStore<LabState<MatchingTable>>;
  readonly runs: ReadableStore<MatchingRuns>;
  /** The number that the reader points at, in any figure. */
  readonly lit: number | null;
  setLit(number: number | null): void;
}

export const MatchingLabContext = createContext<MatchingContext | null>(null);

export function useMatching(): MatchingContext {
  const context = useContext(MatchingLabContext);
  if (!context) throw new Error('a part of the matching lab was rendered outside of it');
  return context;
}

const valuesOf = ({ values }: LabState<MatchingTable>) => values;

export const useMatchingValues = (): MatchingValues => useVanilla(useMatching().view, valuesOf);

export function useRuns<Part>(select: (runs: MatchingRuns) => Part): Part {
  return useVanilla(useMatching().runs, select);
}

const currentOf = ({ runs, current }: MatchingRuns): MatchingRun | null =>
  runs.find(({ id }) => id === current) ?? runs[0] ?? null;

/** The run whose instance is shown. */
export const useCurrentRun = (): MatchingRun | null => useRuns(currentOf);

/** What the figures of one instance show. */
export interface ShownInstance {
  readonly run: MatchingRun;
  readonly values: MatchingValues;
  readonly instance: Instance;
}

/** The shown instance, or null where its scores are not finite numbers. */
export function useInstance(): ShownInstance | null {
  const values = useMatchingValues();
  const run = useCurrentRun();
  return useMemo(() => run && solved(values, run), [values, run]);
}

/** Figures side by side ask for the same instance in the same frame: it is solved once. */
let last: { values: MatchingValues; run: MatchingRun; shown: ShownInstance | null } | null = null;

function solved(values: MatchingValues, run: MatchingRun): ShownInstance | null {
  if (last?.values !== values || last.run !== run)
    last = { values, run, shown: solve(values, run) };
  return last.shown;
}

function solve(values: MatchingValues, run: MatchingRun): ShownInstance | null {
  try {
    return { values, run, instance: instanceOf(values, run) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
