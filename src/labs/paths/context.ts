import { labHooks, useWatched } from '../kit/context';
import type { PathsResults, Results } from './connect';
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
