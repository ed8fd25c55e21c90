import { labHooks, useWatched } from '../kit/context';
import type { PathsResults, Results } from './connect';
import type { PathsTable } from './params';

/** What every part of the lab reads. */
export const { useLab: usePaths, useLabValues: usePathsValues } = labHooks<
  PathsTable,
  PathsResults
>();

export function useResult<Name extends keyof Results>(name: Name): Results[Name] {
  return useWatched(usePaths().results, (results) => results[name]);
}
