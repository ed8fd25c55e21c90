import { labHooks, useWatched } from '../kit/context';
import type { PerturbedResults, Results } from './connect';
import type { PerturbedTable } from './params';

/** What every part of the lab reads. */
export const { useLab: usePerturbed, useLabValues: usePerturbedValues } = labHooks<
  PerturbedTable,
  PerturbedResults
>();

export function useResult<Name extends keyof Results>(name: Name): Results[Name] {
  return useWatched(usePerturbed().results, (results) => results[name]);
}
