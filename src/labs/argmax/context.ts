import { createContext, useContext } from 'react';
import type { LabState, LabStore } from '../../state/lab-store';
import { useVanilla, type ReadableStore } from '../../state/react';
import type { Results } from './results';
import type { ArgmaxTable } from './params';

/** What every part of the lab reads: its parameters and what the engine answered. */
export interface ArgmaxContext {
  readonly store: LabStore<ArgmaxTable>;
  /** What figures read of the store: it may lag behind while they are out of sight. */
  readonly view: ReadableStore<LabState<ArgmaxTable>>;
  readonly results: ReadableStore<Results>;
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

const valuesOf = ({ values }: LabState<ArgmaxTable>) => values;

export const useArgmaxValues = () => useVanilla(useArgmax().view, valuesOf);

export function useResult<Name extends keyof Results>(name: Name): Results[Name] {
  return useVanilla(useArgmax().results, (results) => results[name]);
}
