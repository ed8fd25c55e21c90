import { useEffect } from 'react';
import { labHooks, useWatched } from '../kit/context';
import { trainingHooks } from '../kit/training-hooks';
import type { GradientsReply } from './compute/protocol';
import type { PathsResults, Results } from './connect';
import type { PathsRunTypes } from './kind';
import type { Look, Seen, Walked } from './looks';
import type { PathsTable, PathsValues } from './params';

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

/** The gradients, which follow a moving hand while the figure is on the screen. */
export function useGradients(): GradientsReply | null {
  const { results, seen } = usePaths();
  useEffect(() => (seen ? results.watchGradients() : undefined), [results, seen]);
  return useResult('gradients');
}

export const { useRuns } = trainingHooks<PathsRunTypes>();

/** What is seen through the shown run, kept up to date while a figure uses it. */
function useLook<T>(look: Look<T>): T | null {
  const { seen } = usePaths();
  useEffect(() => (seen ? look.watch() : undefined), [look, seen]);
  return useWatched(look.store, (state) => state);
}

export const useSeen = (): Seen | null => useLook(usePaths().results.looks.seen);
export const useWalked = (): Walked | null => useLook(usePaths().results.looks.walked);
