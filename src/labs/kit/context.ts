import { createContext, useContext } from 'react';
import type { LabState, LabStore } from '../../state/lab-store';
import type { ParamTable, Values } from '../../state/params';
import { useVanilla, type ReadableStore } from '../../state/react';
import type { AnyLabSpec } from './spec';

/** What every part of a lab that is on the page reads. */
export interface LabContextValue<T extends ParamTable, Results> {
  readonly lab: AnyLabSpec;
  readonly store: LabStore<T>;
  /** What the lab's work has told so far, and what it can be told to do. */
  readonly results: Results;
  /** A store as this part of the page follows it: it may lag behind while the part is out of sight. */
  watched<State>(store: ReadableStore<State>): ReadableStore<State>;
  /** Whether this part is on the screen: if not, nothing is computed for it. */
  readonly seen: boolean;
  /** Whether the main figure has had its turn: what follows its first picture may come. */
  readonly started: boolean;
  /** What the reader points at, anywhere in the lab: a term of a formula, or the number of a part. */
  readonly lit: Lit | null;
  setLit(lit: Lit | null): void;
}

export type Lit = string | number;
type AnyLabContext = LabContextValue<ParamTable, unknown>;

export const LabContext = createContext<AnyLabContext | null>(null);

/** The lab around a part of any. */
export function useAnyLab(): AnyLabContext {
  const context = useContext(LabContext);
  if (!context) throw new Error('a part of a lab was rendered outside of it');
  return context;
}

/** The term of a formula that the reader points at, and a way to set it. */
export function useLitTerm(): readonly [string | null, (term: string | null) => void] {
  const { lit, setLit } = useAnyLab();
  return [typeof lit === 'string' ? lit : null, setLit];
}

/** The state of a store of the lab's, or a part of it, as this part of the page follows it. */
export function useWatched<State, Part>(
  store: ReadableStore<State>,
  select: (state: State) => Part,
): Part {
  return useVanilla(useAnyLab().watched(store), select);
}

const valuesOf = <T extends ParamTable>({ values }: LabState<T>) => values;

/** The hooks of a lab, for its own parts: the same for all labs, typed as this one is. */
export function labHooks<T extends ParamTable, Results>() {
  // the page renders the parts of a lab inside of that lab only
  const useLab = (): LabContextValue<T, Results> =>
    useAnyLab() as AnyLabContext & LabContextValue<T, Results>;
  return {
    useLab,
    useLabValues: (): Values<T> => useWatched(useLab().store, valuesOf<T>),
  };
}
