import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { LabStore } from './lab-store';
import type { ParamTable, Values } from './params';

/** Part of a lab's values. The selector must return the same reference for the same values. */
export function useValues<T extends ParamTable, Part>(
  store: LabStore<T>,
  select: (values: Values<T>) => Part,
): Part {
  return useStore(store, (state) => select(state.values));
}

/** The value of one parameter: only its changes re-render the caller. */
export function useParam<T extends ParamTable, Name extends keyof T>(
  store: LabStore<T>,
  name: Name,
): Values<T>[Name] {
  return useStore(store, (state) => state.values[name]);
}

/** The state of any vanilla store, or a part of it. */
export function useVanilla<State>(store: ReadableStore<State>): State;
export function useVanilla<State, Part>(
  store: ReadableStore<State>,
  select: (state: State) => Part,
): Part;
export function useVanilla<State>(
  store: ReadableStore<State>,
  select: (state: State) => unknown = (state) => state,
) {
  return useStore(store, select);
}

export type ReadableStore<State> = Pick<
  StoreApi<State>,
  'getState' | 'getInitialState' | 'subscribe'
>;
