import { useMemo } from 'react';
import { labHooks } from '../kit/context';
import { trainingHooks } from '../kit/training-hooks';
import type { Instance } from './experiment/instance';
import type { MatchingRun, MatchingRunTypes } from './kind';
import { instanceOf } from './model';
import type { MatchingTable, MatchingValues } from './params';
import type { MatchingResults } from './results';

/** What every part of the lab reads: its parameters, its runs, and what they can be told to do. */
export const { useLab: useMatching, useLabValues: useMatchingValues } = labHooks<
  MatchingTable,
  MatchingResults
>();

const { useRuns, useCurrentRun, usePastStep } = trainingHooks<MatchingRunTypes>();
export { useCurrentRun, usePastStep, useRuns };

/** The number that the reader points at, in any figure, and a way to set it. */
export function useLitNumber(): readonly [number | null, (lit: number | null) => void] {
  const { lit, setLit } = useMatching();
  return [typeof lit === 'number' ? lit : null, setLit];
}

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
