import { labHooks, useWatched } from '../kit/context';
import type { ArgmaxTable } from './params';
import type { ArgmaxResults, Results } from './results';

/** What every part of the lab reads: its parameters and what the engine answered. */
export const { useLab: useArgmax, useLabValues: useArgmaxValues } = labHooks<
  ArgmaxTable,
  ArgmaxResults
>();

export function useResult<Name extends keyof Results>(name: Name): Results[Name] {
  return useWatched(useArgmax().results, (results) => results[name]);
}

/** Whether the first samples are there; draws nothing anew when more come. */
export const useAnswered = () =>
  useWatched(useArgmax().results, ({ estimate }) => estimate !== null);

/** Whether a hand is on a control. */
export const usePhase = () => useWatched(useArgmax().store, ({ phase }) => phase);
