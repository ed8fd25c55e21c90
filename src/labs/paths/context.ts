import { useEffect } from 'react';
import { labHooks, useWatched } from '../kit/context';
import { trainingHooks } from '../kit/training-hooks';
import type { PathsResults, Results } from './connect';
import type { PathsRunTypes } from './kind';
import type { PathsTable, PathsValues } from './params';
import type { Seen } from './training';

/** What every part of the lab reads. */
export const { useLab: usePaths, useLabValues: usePathsValues } = labHooks<
  PathsTable,
  PathsResults
>();

/** One of the values alone. */
export function usePathsValue<Name extends keyof PathsValues>(name: Name): PathsValues[Name] {
  return useWatched(usePaths().store, ({ values }) => values[name]);
}

export function useResult<Name extends keyof Results>(name: Name): Results[Name] {
  return useWatched(usePaths().results, (results) => results[name]);
}

export const { useRuns, useCurrentRun } = trainingHooks<PathsRunTypes>();

/** The held-out maps as the shown run sees them, kept up to date while a figure uses them. */
export function useSeen(): Seen | null {
  const { results, seen } = usePaths();
  useEffect(() => (seen ? results.watch() : undefined), [results, seen]);
  return useWatched(results.seen, (state) => state);
}
