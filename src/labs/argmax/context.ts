import { createContext, useContext } from 'react';
import { useValues, useVanilla } from '../../state/react';
import type { LabStore } from '../../state/lab-store';
import type { Results, ResultsStore } from '../../state/results';
import type { ArgmaxTable, ArgmaxValues } from './params';

/** What every part of the lab reads: its parameters and what the engine answered. */
export interface ArgmaxContext {
  readonly store: LabStore<ArgmaxTable>;
  readonly results: ResultsStore;
  /** The term of the formula that the reader points at, and a way to set it. */
  readonly lit: string | null;
  setLit(term: string | null): void;
}

export const ArgmaxLabContext = createContext<ArgmaxContext | null>(null);

export function useArgmax(): ArgmaxContext {
  const context = useContext(ArgmaxLabContext);
  if (!context) throw new Error('a part of the argmax lab was rendered outside of it');
  return context;
}

const all = (values: ArgmaxValues) => values;

export const useArgmaxValues = () => useValues(useArgmax().store, all);

export function useResult<Name extends keyof Results>(name: Name): Results[Name] {
  return useVanilla(useArgmax().results, (results) => results[name]);
}
